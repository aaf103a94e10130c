// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// y = b0 + b1 x1 + ... + bd xd with the least sum of squared residuals (Legendre 1805, Gauss 1809), and what
/// is known of how far to trust it. p = 1 + d.
struct GRADARIUM_CORE LinearFit {
  std::vector<double> coefficients;       // p, the intercept first; 0 for a column that others determine
  std::vector<double> covariance;         // p x p, of the coefficients; NaN without degrees of freedom
  std::vector<double> fitted, residuals;  // n
  std::vector<double> leverages;          // n, 0..1: how far a sample's own y moves its fitted value
  std::vector<double> cooks;  // n: Cook's distance (1977); NaN where a residual has no deviation at all
  std::size_t rank = 0;       // of the columns with the intercept
  std::size_t degreesOfFreedom = 0;  // n - rank
  double residualSquares = 0, totalSquares = 0;

  /// 1 - residual / total sum of squares; NaN where y never changes.
  [[nodiscard]] double rSquared() const;
  /// Deviation of the noise, by n - rank; NaN without degrees of freedom.
  [[nodiscard]] double residualError() const;
  [[nodiscard]] double standardError(std::size_t coefficient) const;
  /// Of one row of d features.
  [[nodiscard]] double predict(std::span<const double> row) const;
};

/// By Householder QR of the centred, scaled columns. y has n numbers. Throws Error where a number is not
/// finite or there is no sample.
GRADARIUM_CORE LinearFit leastSquares(const Samples& x, std::span<const double> y);

/// Variance inflation of each column: 1 / (1 - R^2) of that column on all others (Marquardt 1970); infinite
/// where they determine it.
GRADARIUM_CORE std::vector<double> varianceInflation(const Samples& x);

/// The border of the joint confidence region of two coefficients, counted from the intercept, as `corners`
/// points (x, y); `level` in 0..1. Empty without degrees of freedom. By the F distribution of 2 and n - rank
/// degrees.
GRADARIUM_CORE std::vector<std::array<double, 2>> confidenceEllipse(const LinearFit& fit, std::size_t first,
                                                                    std::size_t second, double level,
                                                                    std::size_t corners = 96);

}  // namespace gradarium::ml
