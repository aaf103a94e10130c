// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/adamw_fused.h"

#include <cmath>

#include "core/base/parallel.h"
#include "core/tensor/kernels/kernels.h"

namespace gradarium::optim {

namespace {

using tensor::detail::kernels;
constexpr std::size_t grain = 1U << 14U;

double sumOfSquares(const tensor::Tensor& t) {
  const std::size_t blocks = (t.size() + grain - 1) / grain;
  tensor::Storage room(2 * blocks + 2);  // doubles, so that summation loses nothing
  auto* const parts = reinterpret_cast<double*>(room.data());
  base::parallelFor(t.size(), grain, [&](std::size_t begin, std::size_t end) {
    parts[begin / grain] = kernels().sumOfSquares(t.data() + begin, end - begin);
  });
  double total = 0;
  for (std::size_t i = 0; i < blocks; ++i) total += parts[i];
  return total;
}

}  // namespace

AdamWFused::AdamWFused(std::span<autograd::Parameter* const> parameters, const AdamWFusedOptions& options)
    : options_(options) {
  for (autograd::Parameter* parameter : parameters) {
    const auto& shape = parameter->value.shape();
    moments_.push_back({parameter, tensor::Tensor::zeros(shape), tensor::Tensor::zeros(shape)});
  }
}

float AdamWFused::step() {
  ++steps_;
  double total = 0;
  for (const Moments& m : moments_) {
    if (m.parameter->hasGradient) total += sumOfSquares(m.parameter->gradient);
  }
  const auto norm = static_cast<float>(std::sqrt(total));
  const auto t = static_cast<double>(steps_);
  tensor::detail::AdamWStep step{};
  step.rate = options_.rate;
  step.beta1 = options_.beta1;
  step.beta2 = options_.beta2;
  step.epsilon = options_.epsilon;
  step.correction1 = static_cast<float>(1 / (1 - std::pow(static_cast<double>(options_.beta1), t)));
  step.correction2 = static_cast<float>(1 / std::sqrt(1 - std::pow(static_cast<double>(options_.beta2), t)));
  // A norm that is not finite clips nothing: the step shows what diverged.
  step.scale = options_.clipNorm > 0 && norm > options_.clipNorm ? options_.clipNorm / norm : 1.0F;
  for (Moments& m : moments_) {
    autograd::Parameter& p = *m.parameter;
    if (!p.hasGradient) continue;
    step.decay = p.decays ? 1 - options_.rate * options_.decay : 1.0F;
    base::parallelFor(p.value.size(), grain, [&](std::size_t begin, std::size_t end) {
      kernels().adamw(step, p.gradient.data() + begin, m.first.data() + begin, m.second.data() + begin,
                      p.value.data() + begin, end - begin);
    });
  }
  return norm;
}

float gradientNorm(std::span<autograd::Parameter* const> parameters) {
  double total = 0;
  for (const autograd::Parameter* p : parameters) {
    if (p->hasGradient) total += sumOfSquares(p->gradient);
  }
  return static_cast<float>(std::sqrt(total));
}

}  // namespace gradarium::optim
