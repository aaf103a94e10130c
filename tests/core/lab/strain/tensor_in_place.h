// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/lab/experiment.h"

namespace gradarium::lab::strain {

/// Two matrices edited cell by cell, their product, and the arithmetic behind each of its cells.
class TensorInPlace final : public Experiment {
 public:
  TensorInPlace() : Experiment("tensor-in-place", "A product, cell by cell") {}
  MatrixInput a{
      this, "a", "A", {.rows = 2, .columns = 3, .value = {1, 2, 3, 4, 5, 6}, .traits = {.live = true}}};
  MatrixInput b{
      this, "b", "B", {.rows = 3, .columns = 2, .value = {1, 0, 0, 1, 1, 1}, .traits = {.live = true}}};
  Choice<bool> order{this, "order", "Order", {{"a-b", false}, {"b-a", true}}};
  lab::Matrix product{this, "product", "Product"};
  Scalar sum{this, "sum", "Sum of all cells"};
  Action<CellEdit> fill{
      this, "fill", "Fill a row of the product", [this](const CellEdit& e) { set(e); }, {0, 0, 1}};
  Query cell{this, "cell", "A cell of the product", [this](Cell c) { return explain(c); }};

  void reset() override { multiply(); }
  void changed(const Parameter&) override { multiply(); }

 private:
  const MatrixInput& left() const { return order ? b : a; }
  const MatrixInput& right() const { return order ? a : b; }
  void multiply() {
    value::Matrix shown{left().rows(), right().columns(), {}, {}, {}};
    for (std::size_t r = 0; r < shown.rows; ++r)
      for (std::size_t c = 0; c < shown.columns; ++c) {
        double dot = 0;
        for (std::size_t k = 0; k < left().columns(); ++k) dot += left().at(r, k) * right().at(k, c);
        shown.data.push_back(dot);
      }
    show(std::move(shown));
  }
  void show(value::Matrix shown) {
    double total = 0;
    for (const double x : shown.data) total += x;
    cells_ = shown.data;
    sum = total;
    product = std::move(shown);
  }
  bool has(int row, int column) const {
    return row >= 0 && column >= 0 && static_cast<std::size_t>(row) < left().rows() &&
           static_cast<std::size_t>(column) < right().columns();
  }
  void set(const CellEdit& e) {
    if (!has(e.row, e.column)) throw base::BadCall("fill takes a cell of the product");
    cells_[static_cast<std::size_t>(e.row) * right().columns() + static_cast<std::size_t>(e.column)] =
        e.number;
    show({left().rows(), right().columns(), cells_, {}, {}});
  }
  Arithmetic explain(Cell at) const {
    if (!has(at.row, at.column)) throw base::BadCall("the product has no such cell");
    Arithmetic result{"Row " + std::to_string(at.row) + " times column " + std::to_string(at.column), {}, 0};
    for (std::size_t k = 0; k < left().columns(); ++k) {
      const double x = left().at(static_cast<std::size_t>(at.row), k),
                   y = right().at(k, static_cast<std::size_t>(at.column));
      result.lines.push_back(
          {"k = " + std::to_string(k), base::shortest(x) + " * " + base::shortest(y), x * y});
      result.result += x * y;
    }
    return result;
  }
  std::vector<double> cells_;
};

}  // namespace gradarium::lab::strain
