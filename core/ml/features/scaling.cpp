// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/features/scaling.h"

#include <algorithm>
#include <cmath>

namespace gradarium::ml {

Scaling standardScaling(const Samples& samples) {
  const std::size_t n = samples.rows(), d = samples.columns();
  Scaling scaling{std::vector<double>(d), std::vector<double>(d, 1.0)};
  for (std::size_t j = 0; j < d; ++j) {
    double mean = 0, squares = 0, largest = 0;
    for (std::size_t i = 0; i < n; ++i) {
      mean += samples.row(i)[j];
      largest = std::max(largest, std::abs(samples.row(i)[j]));
    }
    mean /= static_cast<double>(std::max<std::size_t>(n, 1));
    for (std::size_t i = 0; i < n; ++i) squares += (samples.row(i)[j] - mean) * (samples.row(i)[j] - mean);
    const double deviation = std::sqrt(squares / static_cast<double>(std::max<std::size_t>(n, 1)));
    scaling.means[j] = mean;
    // What rounding leaves of a constant is no deviation.
    if (deviation > 1e-13 * largest) scaling.deviations[j] = deviation;
  }
  return scaling;
}

Samples Scaling::apply(const Samples& samples) const {
  const std::size_t d = samples.columns();
  std::vector<double> values(samples.values().begin(), samples.values().end());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = (values[i] - means[i % d]) / deviations[i % d];
  return {std::move(values), d};
}

std::vector<double> Scaling::unscaled(double intercept, std::span<const double> coefficients) const {
  std::vector<double> result{intercept};
  for (std::size_t j = 0; j < coefficients.size(); ++j) {
    result.push_back(coefficients[j] / deviations[j]);
    result[0] -= result.back() * means[j];
  }
  return result;
}

}  // namespace gradarium::ml
