// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// Samples by columns, and their order along each: sorted once, for all trees that are grown on them.
class GRADARIUM_CORE SortedColumns {
 public:
  /// Throws Error if there is no sample, or a number is not finite.
  explicit SortedColumns(const Samples& samples);

  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
  /// n numbers.
  [[nodiscard]] std::span<const double> column(std::size_t feature) const noexcept {
    return std::span(values_).subspan(feature * rows_, rows_);
  }
  /// n rows, by rising numbers of the feature; equals by their row.
  [[nodiscard]] std::span<const std::uint32_t> order(std::size_t feature) const noexcept {
    return std::span(order_).subspan(feature * rows_, rows_);
  }
  /// One sample again.
  void row(std::size_t index, std::span<double> into) const noexcept {
    for (std::size_t f = 0; f < columns_; ++f) into[f] = values_[f * rows_ + index];
  }

 private:
  std::size_t rows_ = 0, columns_ = 0;
  std::vector<double> values_;        // d x n
  std::vector<std::uint32_t> order_;  // d x n
};

}  // namespace gradarium::ml
