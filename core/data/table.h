// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"

namespace gradarium::data {

enum class ColumnKind { Numeric, Category };

/// One named column. Numeric: numbers, NaN = missing. Category: codes into levels, -1 = missing; levels stand
/// in the order of their first appearance.
struct GRADARIUM_CORE Column {
  std::string name;
  ColumnKind kind = ColumnKind::Numeric;
  std::vector<double> numbers;
  std::vector<int> codes;
  std::vector<std::string> levels;

  [[nodiscard]] std::size_t rows() const noexcept {
    return kind == ColumnKind::Numeric ? numbers.size() : codes.size();
  }
  [[nodiscard]] bool missing(std::size_t row) const noexcept;
  [[nodiscard]] std::size_t missingCount() const noexcept;
};

/// Columns of equal length under one name.
struct GRADARIUM_CORE Table {
  std::string name;
  std::vector<Column> columns;
  std::string citation, licence;   ///< of a data set that ships with Gradarium, else empty
  std::vector<std::string> notes;  ///< what the reader did that the learner should know, a sentence each

  [[nodiscard]] std::size_t rows() const noexcept { return columns.empty() ? 0 : columns.front().rows(); }
  /// The column of that name; an unknown one throws BadCall.
  [[nodiscard]] const Column& column(std::string_view wanted) const;
};

}  // namespace gradarium::data
