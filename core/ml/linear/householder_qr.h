// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/export.h"

namespace gradarium::ml {

/// A = Q R by Householder reflections (Householder 1958), with the longest remaining column first (Businger &
/// Golub 1965), so that columns which others determine come last and are known by a diagonal of nothing.
class GRADARIUM_CORE HouseholderQr {
 public:
  /// Takes A over, n x p, column by column. Columns should be of like length: a diagonal entry below
  /// `tolerance` times the largest counts as zero. A size that is no multiple of n throws BadCall.
  HouseholderQr(std::vector<double> columns, std::size_t rows, double tolerance = 1e-11);

  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t columns() const noexcept { return order_.size(); }
  [[nodiscard]] std::size_t rank() const noexcept { return rank_; }
  /// Which column of A stands at each place of R.
  [[nodiscard]] std::span<const std::size_t> order() const noexcept { return order_; }
  /// An entry of R, row <= column.
  [[nodiscard]] double r(std::size_t row, std::size_t column) const noexcept {
    return row == column ? diagonal_[row] : a_[column * rows_ + row];
  }

  /// y <- Q'y, n numbers.
  void applyTransposed(std::span<double> y) const;
  /// y <- Qy, n numbers.
  void apply(std::span<double> y) const;
  /// The p numbers b with the least |Ab - y|; 0 for columns that others determine.
  [[nodiscard]] std::vector<double> solve(std::span<const double> y) const;
  /// (A'A)^-1, p x p; rows and columns of zeros where others determine a column.
  [[nodiscard]] std::vector<double> inverseGram() const;
  /// Diagonal of the projection onto the columns of A, n numbers in 0..1; their sum is the rank.
  [[nodiscard]] std::vector<double> leverages() const;

 private:
  void reflect(std::size_t step, double* y) const;

  std::size_t rows_ = 0, rank_ = 0;
  std::vector<double> a_;         // reflections below the diagonal and on it, R above
  std::vector<double> diagonal_;  // of R
  std::vector<double> scale_;     // 2 / |v|^2 of each reflection
  std::vector<std::size_t> order_;
};

}  // namespace gradarium::ml
