// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/linear/householder_qr.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/ml/dot.h"

namespace gradarium::ml {

HouseholderQr::HouseholderQr(std::vector<double> columns, std::size_t rows, double tolerance)
    : rows_(rows), a_(std::move(columns)) {
  if (rows == 0 || a_.size() % rows != 0)
    throw base::BadCall("columns must have as many numbers as there are rows");
  const std::size_t p = a_.size() / rows, steps = std::min(rows, p);
  order_.resize(p);
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  diagonal_.assign(steps, 0);
  scale_.assign(steps, 0);
  for (std::size_t k = 0; k < steps; ++k) {
    // The length that is left of each column, computed anew: updating it loses digits just where they matter.
    std::size_t longest = k;
    double most = -1;
    for (std::size_t j = k; j < p; ++j) {
      const double* rest = a_.data() + j * rows + k;
      const double squares = dot(rest, rest, rows - k);
      if (squares > most * (1 + 1e-12)) most = squares, longest = j;
    }
    if (longest != k) {
      std::swap_ranges(a_.begin() + static_cast<std::ptrdiff_t>(k * rows),
                       a_.begin() + static_cast<std::ptrdiff_t>((k + 1) * rows),
                       a_.begin() + static_cast<std::ptrdiff_t>(longest * rows));
      std::swap(order_[k], order_[longest]);
    }
    double* v = a_.data() + k * rows;
    const double length = std::sqrt(most);
    diagonal_[k] = v[k] > 0 ? -length : length;
    if (length > 0 && (k == 0 || length > tolerance * std::abs(diagonal_[0]))) rank_ = k + 1;
    if (length == 0) continue;
    v[k] -= diagonal_[k];
    scale_[k] = 2 / dot(v + k, v + k, rows - k);
    for (std::size_t j = k + 1; j < p; ++j) reflect(k, a_.data() + j * rows);
  }
}

void HouseholderQr::reflect(std::size_t step, double* y) const {
  const double* v = a_.data() + step * rows_;
  const double along = scale_[step] * dot(v + step, y + step, rows_ - step);
  if (along == 0) return;
  for (std::size_t i = step; i < rows_; ++i) y[i] -= along * v[i];
}

void HouseholderQr::applyTransposed(std::span<double> y) const {
  for (std::size_t k = 0; k < diagonal_.size(); ++k) reflect(k, y.data());
}

void HouseholderQr::apply(std::span<double> y) const {
  for (std::size_t k = diagonal_.size(); k-- > 0;) reflect(k, y.data());
}

std::vector<double> HouseholderQr::solve(std::span<const double> y) const {
  std::vector<double> turned(y.begin(), y.end()), solution(columns(), 0.0);
  applyTransposed(turned);
  for (std::size_t i = rank_; i-- > 0;) {
    double sum = turned[i];
    for (std::size_t j = i + 1; j < rank_; ++j) sum -= r(i, j) * solution[order_[j]];
    solution[order_[i]] = sum / diagonal_[i];
  }
  return solution;
}

std::vector<double> HouseholderQr::inverseGram() const {
  const std::size_t p = columns();
  std::vector<double> inverse(rank_ * rank_, 0.0);  // of R
  for (std::size_t j = 0; j < rank_; ++j) {
    inverse[j * rank_ + j] = 1 / diagonal_[j];
    for (std::size_t i = j; i-- > 0;) {
      double sum = 0;
      for (std::size_t l = i + 1; l <= j; ++l) sum -= r(i, l) * inverse[l * rank_ + j];
      inverse[i * rank_ + j] = sum / diagonal_[i];
    }
  }
  std::vector<double> result(p * p, 0.0);
  for (std::size_t i = 0; i < rank_; ++i)
    for (std::size_t j = 0; j < rank_; ++j) {
      const std::size_t from = std::max(i, j);
      result[order_[i] * p + order_[j]] =
          dot(inverse.data() + i * rank_ + from, inverse.data() + j * rank_ + from, rank_ - from);
    }
  return result;
}

std::vector<double> HouseholderQr::leverages() const {
  std::vector<double> result(rows_, 0.0), column(rows_);
  for (std::size_t k = 0; k < rank_; ++k) {
    std::fill(column.begin(), column.end(), 0.0);
    column[k] = 1;
    apply(column);
    for (std::size_t i = 0; i < rows_; ++i) result[i] += column[i] * column[i];
  }
  return result;
}

}  // namespace gradarium::ml
