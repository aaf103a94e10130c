// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "core/autograd/ops.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/tensor/kernels/kernels.h"

namespace gradarium::autograd {

namespace {

using tensor::detail::kernels;
constexpr std::size_t grain = 1U << 13U;

void unaryBackward(Tape& tape, Node& node) {
  if (!tape.wants(node, 0)) return;
  const auto f = static_cast<Unary>(node.whole[0]);
  const Tensor x = tape.input(node, 0).asContiguous();
  if (!tape.retainsGradients() && node.gradient.ownsStorage()) {  // nobody reads it again: memory is saved a way
    tensor::applyBack(f, x, node.value, node.gradient, node.gradient, false);
    tape.pass(node, 0, node.gradient);
    return;
  }
  GradientTarget to = tape.target(node, 0);
  if (to.tensor.contiguous()) {
    tensor::applyBack(f, x, node.value, node.gradient, to.tensor, to.adding);
  } else {
    Tensor part(node.value.shape());
    tensor::applyBack(f, x, node.value, node.gradient, part, false);
    tensor::scale(to.tensor, 1, part, to.adding);
  }
}

constexpr int functions = 7;
const std::array<Operation, functions> unaryOperations{{{"relu", unaryBackward},
                                                        {"gelu", unaryBackward},
                                                        {"gelu tanh", unaryBackward},
                                                        {"silu", unaryBackward},
                                                        {"tanh", unaryBackward},
                                                        {"sigmoid", unaryBackward},
                                                        {"exp", unaryBackward}}};

void biasActivationBackward(Tape& tape, Node& node) {
  const Tensor& before = node.saved[0];  // x + bias
  Tensor slope(node.value.shape());
  tensor::applyBack(static_cast<Unary>(node.whole[0]), before, node.value, node.gradient, slope, false);
  if (GradientTarget to = tape.target(node, 1)) tensor::sumTo(to.tensor, slope, to.adding);
  tape.pass(node, 0, slope);
}
const Operation biasActivationOperation{"bias + activation", biasActivationBackward};

void dropoutBackward(Tape& tape, Node& node) {
  GradientTarget to = tape.target(node, 0);
  if (!to) return;
  if (to.adding) {
    tensor::multiplyAdd(to.tensor, node.gradient, node.saved[0]);
  } else {
    tensor::multiply(to.tensor, node.gradient, node.saved[0]);
  }
}
const Operation dropoutOperation{"dropout", dropoutBackward};

}  // namespace

Var apply(Unary f, Var x) {
  Tensor value(x.shape());
  tensor::apply(f, value, x.value());
  const auto number = static_cast<std::size_t>(f);
  x.tape().append(unaryOperations[number], {x}, value).whole[0] = static_cast<std::int64_t>(number);
  return x.tape().last();
}

Var biasActivation(Unary f, Var x, Var bias) {
  if (bias.shape().rank() != 1 || x.shape().last() != bias.shape().last()) {
    throw base::BadCall("a bias of shape " + bias.shape().text() + " does not fit rows of shape " +
                        x.shape().text());
  }
  const Tensor in = x.value().asContiguous(), row = bias.value().asContiguous();
  Tensor before(x.shape()), value(x.shape());
  const std::size_t width = row.size(), rows = width == 0 ? 0 : in.size() / width;
  const float *const from = in.data(), *const term = row.data();
  float *const sum = before.data(), *const out = value.data();
  base::parallelFor(rows, grain / std::max<std::size_t>(1, width) + 1,
                    [&](std::size_t begin, std::size_t end) {
                      for (std::size_t i = begin; i < end; ++i) {
                        kernels().add(from + i * width, term, sum + i * width, width);
                        kernels().unary(f, sum + i * width, out + i * width, width);
                      }
                    });
  Node& node = x.tape().append(biasActivationOperation, {x, bias}, value);
  node.whole[0] = static_cast<std::int64_t>(f);
  if (node.needsGradient) node.saved[0] = before;
  return x.tape().last();
}

Var dropout(Var x, float rate, std::uint64_t seed) {
  if (!(rate >= 0) || rate >= 1) throw base::BadCall("dropout takes a rate from 0 to below 1");
  if (rate == 0) return x;
  Tensor mask(x.shape()), value(x.shape());
  const float kept = 1.0F / (1.0F - rate);
  const auto limit = static_cast<std::uint64_t>(static_cast<double>(rate) * 4294967296.0);
  const base::Random random(seed);
  float* const out = mask.data();
  base::parallelFor(mask.size(), grain, [&](std::size_t begin, std::size_t end) {
    base::Random stream = random.split(begin / grain);
    for (std::size_t i = begin; i < end; i += 2) {  // two decisions of 32 bits from each draw
      const std::uint64_t bits = stream.next();
      out[i] = (bits & 0xffffffffU) >= limit ? kept : 0.0F;
      if (i + 1 < end) out[i + 1] = (bits >> 32U) >= limit ? kept : 0.0F;
    }
  });
  tensor::multiply(value, x.value(), mask);
  x.tape().append(dropoutOperation, {x}, value).saved[0] = mask;
  return x.tape().last();
}

}  // namespace gradarium::autograd
