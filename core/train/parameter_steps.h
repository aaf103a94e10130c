// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/autograd/parameter.h"
#include "core/export.h"
#include "core/optim/optimizer.h"

namespace gradarium::train {

/// sqrt of the sum of all squared gradients; the same for any number of threads.
GRADARIUM_CORE float gradientNorm(std::span<autograd::Parameter* const> parameters);

struct StepSettings {
  optim::Settings optimizer = optim::standard(optim::Method::AdamW);
  float clipNorm = 0;  ///< the gradient's norm over all parameters is brought down to this; 0: left alone
};

/// An optimizer of core/optim on a model's parameters, a group each; weight decay spares those that do not
/// decay (gains and biases). Frozen parameters are left out; one without a gradient takes its step with
/// gradient 0. The parameters must stay where they are.
class GRADARIUM_CORE ParameterSteps {
 public:
  ParameterSteps(std::span<autograd::Parameter* const> parameters, const StepSettings& settings);

  /// One step with the gradients as they stand (clipped in place); returns their norm before clipping. With a
  /// norm that is not finite it does nothing: there is no step to take.
  float step();
  void clearGradients();  ///< of all of them

  [[nodiscard]] optim::Optimizer<float>& optimizer() noexcept { return *optimizer_; }
  [[nodiscard]] const optim::Optimizer<float>& optimizer() const noexcept { return *optimizer_; }
  /// In the order of the optimizer's groups.
  [[nodiscard]] std::span<autograd::Parameter* const> parameters() const noexcept { return parameters_; }

 private:
  std::vector<autograd::Parameter*> parameters_;
  std::unique_ptr<optim::Optimizer<float>> optimizer_;
  float clipNorm_;
};

}  // namespace gradarium::train
