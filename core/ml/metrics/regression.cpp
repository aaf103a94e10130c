// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/metrics/regression.h"

#include <limits>

#include "core/base/error.h"

namespace gradarium::ml {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double squaredDifferences(std::span<const double> truth, std::span<const double> predicted) {
  if (truth.size() != predicted.size()) throw base::BadCall("a score needs as many predictions as truths");
  double sum = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) sum += (truth[i] - predicted[i]) * (truth[i] - predicted[i]);
  return sum;
}

}  // namespace

double meanSquaredError(std::span<const double> truth, std::span<const double> predicted) {
  const double sum = squaredDifferences(truth, predicted);
  return truth.empty() ? none : sum / static_cast<double>(truth.size());
}

double rSquared(std::span<const double> truth, std::span<const double> predicted) {
  const double left = squaredDifferences(truth, predicted);
  double mean = 0, total = 0;
  for (const double value : truth) mean += value / static_cast<double>(truth.size());
  for (const double value : truth) total += (value - mean) * (value - mean);
  return total > 0 ? 1 - left / total : none;
}

}  // namespace gradarium::ml
