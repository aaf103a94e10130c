// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/schedule.h"

#include <cmath>
#include <numbers>

namespace gradarium::train {

float WarmUpCosine::at(std::uint64_t step) const noexcept {
  if (step < warmUp) return rate * static_cast<float>(step + 1) / static_cast<float>(warmUp);
  if (step >= total || total <= warmUp) return rate * last;
  const double way = static_cast<double>(step - warmUp) / static_cast<double>(total - warmUp);
  const double weight = 0.5 * (1 + std::cos(std::numbers::pi * way));
  return static_cast<float>(static_cast<double>(rate) *
                            (static_cast<double>(last) + (1 - static_cast<double>(last)) * weight));
}

}  // namespace gradarium::train
