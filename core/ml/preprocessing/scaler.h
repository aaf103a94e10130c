// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

enum class ScalerKind {
  None,
  MinMax,      // each column to 0..1
  Standard,    // less the mean, over the deviation (with n): z-scores
  Robust,      // less the median, over the interquartile range
  Log,         // sign(x) log(1 + |x|), nothing learned
  Quantile,    // the share of samples below, 0..1, linear between them
  UnitLength,  // each row over its length, nothing learned
};

/// What makes columns comparable, learned from some samples and applied to any: numbers of samples it has not
/// seen go wherever they go, out of 0..1 too (but for quantiles, which stop at the ends). A column that never
/// changes is only shifted, a row of zeros stays. Quantiles are linear between order statistics, as NumPy's
/// and scikit-learn's.
class GRADARIUM_CORE Scaler {
 public:
  /// Throws Error where a number is not finite or there is no sample.
  Scaler(ScalerKind kind, const Samples& samples);
  /// Of these rows alone.
  Scaler(ScalerKind kind, const Samples& samples, std::span<const std::size_t> rows);

  [[nodiscard]] ScalerKind kind() const noexcept { return kind_; }
  /// n x d, of samples with as many columns.
  [[nodiscard]] Samples apply(const Samples& samples) const;
  /// Learned of a column, (x - shift) / scale; 0 and 1 of kinds that learn something else or nothing.
  [[nodiscard]] std::span<const double> shifts() const noexcept { return shifts_; }
  [[nodiscard]] std::span<const double> scales() const noexcept { return scales_; }
  /// What was learned, as a JSON object with an entry for each column name.
  [[nodiscard]] std::string json(std::span<const std::string> names) const;

 private:
  double applied(double x, std::size_t column) const noexcept;
  ScalerKind kind_;
  std::vector<double> shifts_, scales_;
  std::vector<std::vector<double>> sorted_;  // quantile: each column's numbers, ascending
};

/// "z-score".
GRADARIUM_CORE std::string_view name(ScalerKind kind);

/// The q-quantile of ascending numbers, linear between order statistics (Hyndman & Fan 1996, type 7).
GRADARIUM_CORE double quantileOf(std::span<const double> sorted, double q) noexcept;

/// Largest over smallest singular value of the samples less their column means; infinite where a direction
/// does not vary. Gradient descent on least squares needs about its square in steps.
GRADARIUM_CORE double centredConditionNumber(const Samples& samples);

}  // namespace gradarium::ml
