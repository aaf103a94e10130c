// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "core/export.h"

namespace gradarium::train {

/// The gradient of a loss at w, written to g; both have one length.
using GradientAt = std::function<void(std::span<const float> w, std::span<float> g)>;

struct CurvatureOptions {
  int products = 12;       // with the Hessian; each costs two gradients
  double radius = 1e-2;    // how far apart the two are, from w, in each direction
  std::uint64_t seed = 0;  // of the first direction
};

/// The largest eigenvalue of the Hessian at w ("sharpness"), by Lanczos (1950) with full reorthogonalisation.
/// A product with the Hessian is a difference of gradients, (g(w + rv) - g(w - rv)) / 2r, so no second
/// derivative is needed; in float32 its relative error is about 1e-4. NaN where a gradient is not finite.
GRADARIUM_CORE double sharpness(const GradientAt& gradient, std::span<const float> w,
                                const CurvatureOptions& options = {});

}  // namespace gradarium::train
