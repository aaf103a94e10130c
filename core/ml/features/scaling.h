// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// What makes columns comparable: each less its mean, over its deviation (with n). A column that never
/// changes keeps deviation 1, and becomes zeros.
struct GRADARIUM_CORE Scaling {
  std::vector<double> means, deviations;  // d each

  /// n x d, of samples with the same columns.
  [[nodiscard]] Samples apply(const Samples& samples) const;
  /// Of b0 + b1 z1 + ... in scaled columns, the same function of the columns as they were: the intercept
  /// first.
  [[nodiscard]] std::vector<double> unscaled(double intercept, std::span<const double> coefficients) const;
};

GRADARIUM_CORE Scaling standardScaling(const Samples& samples);

}  // namespace gradarium::ml
