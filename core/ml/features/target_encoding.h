// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/export.h"

namespace gradarium::ml {

/// A category as a number: the mean of y among the samples of that category, drawn to the mean of all as if
/// `smoothing` more samples had it (Micci-Barreca 2001). A category that was never seen gets the mean of all.
class GRADARIUM_CORE TargetEncoder {
 public:
  TargetEncoder() = default;
  /// Codes 0 .. categories - 1, and a y for each.
  TargetEncoder(std::span<const int> codes, std::span<const double> y, std::size_t categories,
                double smoothing = 0);
  [[nodiscard]] double value(int code) const;

 private:
  std::vector<double> means_;
  double mean_ = 0;
};

}  // namespace gradarium::ml
