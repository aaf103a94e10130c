// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// The directions in which samples differ most (Pearson 1901), about their mean and in the units they have.
struct GRADARIUM_CORE PrincipalComponents {
  std::vector<double> mean;       // d
  std::vector<double> axes;       // k x d: unit vectors at right angles, the largest variance first
  std::vector<double> variances;  // k, with n - 1
  double total = 0;               // variance of all columns together

  [[nodiscard]] std::size_t count() const noexcept { return variances.size(); }
  [[nodiscard]] std::span<const double> axis(std::size_t component) const noexcept {
    return std::span(axes).subspan(component * mean.size(), mean.size());
  }
  /// Of the whole variance, 0 to 1.
  [[nodiscard]] double share(std::size_t component) const noexcept {
    return total > 0 ? variances[component] / total : 0;
  }
  /// Where a row of d numbers stands along a component; 0 is the mean.
  [[nodiscard]] double project(std::span<const double> row, std::size_t component) const noexcept;
};

/// At most `most` components; directions in which nothing varies are none. An axis points to where the first
/// of its largest entries is positive, so equal samples give equal pictures. By the covariance matrix, or the
/// Gram matrix where there are fewer samples than features: n d min(n, d) work. Throws Error if a number is
/// not finite.
GRADARIUM_CORE PrincipalComponents principalComponents(const Samples& samples, std::size_t most);

}  // namespace gradarium::ml
