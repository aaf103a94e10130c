// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/parameter_steps.h"

#include <cmath>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/tensor/elementwise.h"

namespace gradarium::train {

using autograd::Parameter;
using tensor::Tensor;

namespace {

constexpr std::size_t grain = 1U << 14U;

double sumOfSquares(const Tensor& t) {
  const std::size_t blocks = (t.size() + grain - 1) / grain;
  tensor::Storage room(2 * blocks + 2);  // for doubles, from the pool: a step allocates nothing
  auto* const parts = reinterpret_cast<double*>(room.data());
  base::parallelFor(t.size(), grain, [&](std::size_t begin, std::size_t end) {
    parts[begin / grain] = tensor::detail::kernels().sumOfSquares(t.data() + begin, end - begin);
  });
  double total = 0;
  for (std::size_t i = 0; i < blocks; ++i) total += parts[i];
  return total;
}

}  // namespace

float gradientNorm(std::span<Parameter* const> parameters) {
  double total = 0;
  for (const Parameter* parameter : parameters) {
    if (parameter->hasGradient) total += sumOfSquares(parameter->gradient);
  }
  return static_cast<float>(std::sqrt(total));
}

ParameterSteps::ParameterSteps(std::span<Parameter* const> parameters, const StepSettings& settings)
    : optimizer_(optim::makeOptimizer<float>(settings.optimizer)), clipNorm_(settings.clipNorm) {
  if (!(settings.clipNorm >= 0)) throw base::BadCall("a clipping norm takes 0 or more");
  optimizer_->setReporting(false);
  for (Parameter* parameter : parameters) {
    if (!parameter->trainable) continue;
    if (!parameter->gradient.defined()) parameter->gradient = Tensor::zeros(parameter->value.shape());
    optim::Group<float> group{parameter->value.values(), parameter->gradient.values()};
    if (!parameter->decays) group.weightDecay = 0;
    optimizer_->add(group);
    parameters_.push_back(parameter);
  }
}

float ParameterSteps::step() {
  const float norm = gradientNorm(parameters_);
  if (!std::isfinite(norm)) return norm;
  const bool clips = clipNorm_ > 0 && norm > clipNorm_;
  for (Parameter* parameter : parameters_) {
    if (!parameter->hasGradient) {
      parameter->gradient.fill(0);
    } else if (clips) {
      tensor::scale(parameter->gradient, clipNorm_ / norm, parameter->gradient, false);
    }
  }
  optimizer_->step();
  return norm;
}

void ParameterSteps::clearGradients() {
  for (Parameter* parameter : parameters_) parameter->clearGradient();
}

}  // namespace gradarium::train
