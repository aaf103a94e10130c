// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// How much is asked of coefficients: strength * (l1 |b|_1 + (1 - l1) / 2 |b|^2), l1 in 0..1. 1 is the lasso
/// (Tibshirani 1996), 0 ridge, between them the elastic net (Zou & Hastie 2005).
struct Penalty {
  double strength = 1, l1 = 1;
};

/// Least of |y - b0 - Xb|^2 / (2n) + penalty, by coordinate descent on X'X (Friedman, Hastie & Tibshirani
/// 2010). Columns are centred inside and otherwise taken as they are: scale them first. Keeps d x d numbers.
class GRADARIUM_CORE ElasticNet {
 public:
  /// y has n numbers. Throws Error where a number is not finite or there is no sample.
  ElasticNet(const Samples& x, std::span<const double> y);

  [[nodiscard]] std::size_t columns() const noexcept { return correlation_.size(); }
  /// The least strength at which all coefficients are zero; infinite for l1 = 0.
  [[nodiscard]] double strongest(double l1) const;
  /// One coefficient to where it is best while the others stand. Returns by how much it moved.
  double update(std::size_t coefficient, const Penalty& penalty, std::span<double> coefficients) const;
  /// How far coefficients are from the minimum: the most by which one breaks its condition of Karush, Kuhn
  /// and Tucker. 0 is exact.
  [[nodiscard]] double violation(const Penalty& penalty, std::span<const double> coefficients) const;
  /// From `start` (d, or empty for zeros) until the violation is at most `tolerance` times the strongest, or
  /// for `most` rounds.
  [[nodiscard]] std::vector<double> solve(const Penalty& penalty, std::vector<double> start = {},
                                          double tolerance = 1e-12, std::size_t most = 100000) const;
  /// One solution a strength, each begun at the one before: k x d. Give the strengths from large to small.
  [[nodiscard]] std::vector<double> path(std::span<const double> strengths, double l1) const;
  [[nodiscard]] double intercept(std::span<const double> coefficients) const;

  /// |y - b0 - Xb|^2 / (2n).
  [[nodiscard]] double loss(std::span<const double> coefficients) const;
  /// X'X / n, and X'y / n, of centred columns.
  [[nodiscard]] double gram(std::size_t i, std::size_t j) const noexcept { return gram_[i * columns() + j]; }
  [[nodiscard]] double correlation(std::size_t j) const noexcept { return correlation_[j]; }

 private:
  void settle(const Penalty& penalty, std::span<const std::size_t> active,
              std::vector<double>& coefficients) const;
  /// (X'(y - Xb) / n)_j.
  [[nodiscard]] double pull(std::size_t j, std::span<const double> coefficients) const;

  std::vector<double> gram_, correlation_, means_;
  double mean_ = 0, squares_ = 0, most_ = 0;
};

/// `count` strengths from `strongest` down to `strongest * ratio`, evenly spaced in their logarithms.
GRADARIUM_CORE std::vector<double> penaltyGrid(double strongest, double ratio, std::size_t count);

/// What the penalty asks of coefficients.
GRADARIUM_CORE double penaltyOf(const Penalty& penalty, std::span<const double> coefficients);

}  // namespace gradarium::ml
