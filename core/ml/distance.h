// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace gradarium::ml {

/// The plain sum of (a - b)^2 over d numbers, first to last: the reference that faster searches must agree
/// with.
inline double squaredDistance(const double* a, const double* b, std::size_t d) noexcept {
  double sum = 0;
  for (std::size_t f = 0; f < d; ++f) {
    const double difference = a[f] - b[f];
    sum += difference * difference;
  }
  return sum;
}

}  // namespace gradarium::ml
