// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table.h"

#include <cmath>

#include "core/base/error.h"

namespace gradarium::data {

bool Column::missing(std::size_t row) const noexcept {
  return kind == ColumnKind::Numeric ? std::isnan(numbers[row]) : codes[row] < 0;
}

std::size_t Column::missingCount() const noexcept {
  std::size_t count = 0;
  for (std::size_t row = 0; row < rows(); ++row) count += missing(row) ? 1 : 0;
  return count;
}

const Column& Table::column(std::string_view wanted) const {
  for (const Column& candidate : columns) {
    if (candidate.name == wanted) return candidate;
  }
  std::string names;
  for (const Column& candidate : columns) names += (names.empty() ? "" : ", ") + candidate.name;
  throw base::BadCall(name + " has no column \"" + std::string(wanted) + "\"; its columns are " + names);
}

}  // namespace gradarium::data
