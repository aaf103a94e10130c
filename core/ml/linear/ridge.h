// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/linear/jacobi_svd.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// Ridge regression (Hoerl & Kennard 1970) for every penalty at once: the least of |y - b0 - Xb|^2 + lambda
/// |b|^2. One decomposition X = U S V' of the centred columns serves all lambda: along each direction least
/// squares is multiplied by s^2 / (s^2 + lambda). The columns are taken as they are: scale them first.
class GRADARIUM_CORE RidgeFamily {
 public:
  /// y has n numbers. Throws Error where a number is not finite or there is no sample.
  RidgeFamily(const Samples& x, std::span<const double> y);

  /// d coefficients; lambda = 0 gives least squares, of the least length where there are many. Below 0:
  /// BadCall.
  [[nodiscard]] std::vector<double> coefficients(double lambda) const;
  [[nodiscard]] double intercept(std::span<const double> coefficients) const;
  /// How many coefficients are free in effect: the sum of s^2 / (s^2 + lambda), without the intercept.
  [[nodiscard]] double degreesOfFreedom(double lambda) const;
  [[nodiscard]] std::span<const double> singularValues() const noexcept { return svd_.values; }

 private:
  SingularValues svd_;
  std::vector<double> along_;  // U'y
  std::vector<double> means_;
  double mean_ = 0;
};

}  // namespace gradarium::ml
