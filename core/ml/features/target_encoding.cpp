// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/features/target_encoding.h"

#include <cmath>

#include "core/base/error.h"

namespace gradarium::ml {

TargetEncoder::TargetEncoder(std::span<const int> codes, std::span<const double> y, std::size_t categories,
                             double smoothing) {
  if (codes.size() != y.size() || codes.empty())
    throw base::BadCall("target encoding needs a y for each category");
  std::vector<double> counts(categories, smoothing);
  for (const double value : y) mean_ += value / static_cast<double>(y.size());
  means_.assign(categories, smoothing * mean_);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const auto code = static_cast<std::size_t>(codes[i]);
    if (code >= categories) throw base::BadCall("a category is out of range");
    means_[code] += y[i];
    counts[code] += 1;
  }
  for (std::size_t c = 0; c < categories; ++c) means_[c] = counts[c] > 0 ? means_[c] / counts[c] : mean_;
}

double TargetEncoder::value(int code) const {
  const auto at = static_cast<std::size_t>(code);
  return code >= 0 && at < means_.size() ? means_[at] : mean_;
}

}  // namespace gradarium::ml
