// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/export.h"

namespace gradarium::train {

/// A straight rise over the first `warmUp` steps, then half a cosine from the full rate down to `last` of it
/// at step `total` and after (Loshchilov & Hutter 2017).
struct GRADARIUM_CORE WarmUpCosine {
  float rate = 1e-3F;
  std::uint64_t warmUp = 0, total = 1000;
  float last = 0.1F;  ///< a fraction of the rate

  /// The rate of step 0, 1, ...
  [[nodiscard]] float at(std::uint64_t step) const noexcept;
};

}  // namespace gradarium::train
