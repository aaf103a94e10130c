// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/autograd/parameter.h"
#include "core/export.h"

namespace gradarium::optim {

struct AdamWFusedOptions {
  float rate = 1e-3F;
  float beta1 = 0.9F, beta2 = 0.999F;
  float epsilon = 1e-8F;
  float decay = 0.01F;  ///< of parameters that decay (matrices)
  float clipNorm = 0;   ///< the gradient's norm over all parameters is brought down to this; 0: left alone
};

/// AdamW (Loshchilov & Hutter 2019) over float32 tensors, one pass over each: the family in core/optim, for
/// models. Numbers as PyTorch's. Parameters without a gradient stay as they are.
class GRADARIUM_CORE AdamWFused {
 public:
  AdamWFused(std::span<autograd::Parameter* const> parameters, const AdamWFusedOptions& options);

  /// One step with the gradients as they stand; returns their norm before clipping.
  float step();
  void setRate(float rate) noexcept { options_.rate = rate; }
  [[nodiscard]] const AdamWFusedOptions& options() const noexcept { return options_; }

  // What a checkpoint must hold.
  [[nodiscard]] std::uint64_t steps() const noexcept { return steps_; }
  void setSteps(std::uint64_t steps) noexcept { steps_ = steps; }
  struct Moments {
    autograd::Parameter* parameter;
    tensor::Tensor first, second;
  };
  [[nodiscard]] std::span<Moments> moments() noexcept { return moments_; }

 private:
  AdamWFusedOptions options_;
  std::vector<Moments> moments_;
  std::uint64_t steps_ = 0;
};

/// sqrt of the sum of all squared gradients.
GRADARIUM_CORE float gradientNorm(std::span<autograd::Parameter* const> parameters);

}  // namespace gradarium::optim
