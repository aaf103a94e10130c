// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/random.h"
#include "core/export.h"
#include "core/quant/float_codec.h"

namespace gradarium::quant {

/// Kahan (1965) carries along what the last addition lost; Neumaier (1974) also when the term is the larger
/// one; pairwise sums add equals to equals. Stochastic is the plain loop with stochastic rounding.
enum class SumMethod { Naive, Pairwise, Kahan, Neumaier, Stochastic };

/// A running sum whose every operation is rounded to a format, the compensations too. Bounds on the error of
/// n terms grow as n, log n, 1 (Kahan and, while n is small beside 2^p, Neumaier: its compensation is itself
/// a plain sum) and, most likely, sqrt(n) ulps (Higham 2002, chapter 4; Connolly, Higham & Mary 2021).
class GRADARIUM_CORE RunningSum {
 public:
  RunningSum(SumMethod method, const NumberFormat& format, base::Random random = base::Random());
  void add(double term);  // a number of the format
  double value() const;

 private:
  SumMethod method_;
  Rounder round_;
  base::Random random_;
  double sum_ = 0, compensation_ = 0;
  std::size_t count_ = 0;
  std::vector<double>
      blocks_;  // pairwise: sums of 2^i terms where bit i of the count is set, the largest first
};

/// A sum to twice the precision of a double, 2^-106 of the terms' magnitudes (Dekker 1971, Knuth's two-sum).
class GRADARIUM_CORE DoubleDouble {
 public:
  void add(double term) noexcept;
  double high() const noexcept { return high_; }
  double low() const noexcept { return low_; }
  /// value - this, rounded once.
  double excess(double value) const noexcept { return (value - high_) - low_; }

 private:
  double high_ = 0, low_ = 0;
};

}  // namespace gradarium::quant
