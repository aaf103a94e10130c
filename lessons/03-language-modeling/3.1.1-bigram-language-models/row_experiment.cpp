// SPDX-License-Identifier: GPL-3.0-or-later
#include "row_experiment.h"

#include <algorithm>
#include <numeric>

#include "core/base/error.h"

namespace gradarium::lessons {
namespace {

constexpr std::size_t mostBars = 30;

}  // namespace

void RowExperiment::chooseRow(const text::BigramCounts& counts) {
  row_ = tokenNamed(after.get());
  rowName = {name(row_)};
  bars_.resize(tokenCount());
  std::iota(bars_.begin(), bars_.end(), std::size_t{0});
  if (bars_.size() <= mostBars) return;
  std::ranges::stable_sort(bars_, std::greater(), [&](std::size_t b) { return counts.at(row_, b); });
  bars_.resize(mostBars);
}

void RowExperiment::showRow(std::initializer_list<Column> columns) {
  lab::value::Table table{{{"token", "", {}, {}}}};
  for (const std::size_t b : bars_) table.columns[0].texts.push_back(name(b));
  for (const Column& column : columns) {
    table.columns.push_back({column.name, "", {}, {}});
    for (const std::size_t b : bars_) table.columns.back().numbers.push_back(column.row[b]);
  }
  rowBars = std::move(table);
}

std::pair<std::size_t, std::size_t> RowExperiment::pairAt(lab::Cell cell) const {
  const auto tokens = static_cast<int>(tokenCount());
  if (cell.row < 0 || cell.column < 0 || cell.row >= tokens || cell.column >= tokens)
    throw base::BadCall("a cell's row and column are 0 to " + std::to_string(tokens - 1));
  return {static_cast<std::size_t>(cell.row), static_cast<std::size_t>(cell.column)};
}

}  // namespace gradarium::lessons
