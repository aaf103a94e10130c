// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <string>

#include "core/autograd/ops.h"
#include "core/base/error.h"
#include "core/base/parallel.h"

namespace gradarium::autograd {

namespace {

constexpr std::size_t grain = 1U << 14U;

/// The gradient of an operand that was broadcast: summed over the axes it was repeated along.
void passSummed(Tape& tape, const Node& node, std::size_t which, const Tensor& gradient) {
  if (!tape.wants(node, which)) return;
  if (tape.input(node, which).shape() == gradient.shape()) {
    tape.pass(node, which, gradient);
  } else if (GradientTarget to = tape.target(node, which)) {
    tensor::sumTo(to.tensor, gradient, to.adding);
  }
}

void addBackward(Tape& tape, Node& node) {
  passSummed(tape, node, 0, node.gradient);
  passSummed(tape, node, 1, node.gradient);
}
const Operation addOperation{"add", addBackward};

void subtractBackward(Tape& tape, Node& node) {
  passSummed(tape, node, 0, node.gradient);
  if (!tape.wants(node, 1)) return;
  Tensor negative(node.gradient.shape());
  tensor::scale(negative, -1, node.gradient, false);
  passSummed(tape, node, 1, negative);
}
const Operation subtractOperation{"subtract", subtractBackward};

void multiplyBackward(Tape& tape, Node& node) {
  for (std::size_t which = 0; which < 2; ++which) {
    if (!tape.wants(node, which)) continue;
    const Tensor& other = tape.input(node, 1 - which);
    if (tape.input(node, which).shape() == node.value.shape()) {
      GradientTarget to = tape.target(node, which);
      if (to.adding) {
        tensor::multiplyAdd(to.tensor, node.gradient, other);
      } else {
        tensor::multiply(to.tensor, node.gradient, other);
      }
    } else {
      passSummed(tape, node, which, node.gradient * other);
    }
  }
}
const Operation multiplyOperation{"multiply", multiplyBackward};

void scaleBackward(Tape& tape, Node& node) {
  if (GradientTarget to = tape.target(node, 0))
    tensor::scale(to.tensor, node.real[0], node.gradient, to.adding);
}
const Operation scaleOperation{"scale", scaleBackward};

void addConstantBackward(Tape& tape, Node& node) { tape.pass(node, 0, node.gradient); }
const Operation addConstantOperation{"add constant", addConstantBackward};

void matmulBackward(Tape& tape, Node& node) {
  for (std::size_t which = 0; which < 2; ++which) {
    GradientTarget to = tape.target(node, which);
    if (!to) continue;
    const Tensor& other = tape.input(node, 1 - which);
    const Tensor left = which == 0 ? node.gradient : other.transpose();
    const Tensor right = which == 0 ? other.transpose() : node.gradient;
    const std::size_t axes = node.value.rank() - 2;
    const Shape whole = Shape(node.value.shape().lengths().first(axes))
                            .inserted(axes, to.tensor.length(-2))
                            .inserted(axes + 1, to.tensor.length(-1));
    const std::size_t rank = to.tensor.rank();
    if (whole == to.tensor.shape() && to.tensor.step(rank - 1) == 1) {
      tensor::matmulInto(to.tensor, left, right, 1, to.adding ? 1.0F : 0.0F);
    } else {
      tensor::sumTo(to.tensor, tensor::matmul(left, right), to.adding);
    }
  }
}
const Operation matmulOperation{"matmul", matmulBackward};

/// The gradient of a sum is the same for all that went into it.
void sumBackward(Tape& tape, Node& node) {
  GradientTarget to = tape.target(node, 0);
  if (!to) return;
  Tensor gradient = node.gradient;
  const auto axis = static_cast<int>(node.whole[0]);
  if (axis >= 0 && gradient.rank() < to.tensor.rank()) gradient = gradient.inserted(axis);
  tensor::scale(to.tensor, node.real[0], gradient.broadcastTo(to.tensor.shape()), to.adding);
}
const Operation sumOperation{"sum", sumBackward};
const Operation meanOperation{"mean", sumBackward};

Var reduced(const Operation& operation, Var x, int axis, bool keep, bool averaged) {
  const Shape& shape = x.shape();
  Tensor value;
  std::int64_t place = -1;
  float factor = 1;
  if (axis == Shape::maxRank) {  // all of them
    value = Tensor(Shape{});
    if (averaged) factor = 1.0F / static_cast<float>(shape.size());
    tensor::sumTo(value, x.value(), false);
  } else {
    const std::size_t at = shape.axis(axis);
    place = static_cast<std::int64_t>(at);
    if (averaged) factor = 1.0F / static_cast<float>(shape[at]);
    Tensor kept(shape.with(at, 1));
    tensor::sumTo(kept, x.value(), false);
    value = keep ? kept : kept.reshape(shape.without(at));
  }
  if (averaged) tensor::scale(value, factor, value, false);
  Node& node = x.tape().append(operation, {x}, value);
  node.whole[0] = place;
  node.real[0] = factor;
  return x.tape().last();
}

void logBackward(Tape& tape, Node& node) {
  GradientTarget to = tape.target(node, 0);
  if (!to) return;
  to.zeroed();
  const Tensor x = tape.input(node, 0).asContiguous();
  Tensor part(node.value.shape());
  const float *const in = x.data(), *const dy = node.gradient.data();
  float* const out = part.data();
  base::parallelFor(x.size(), grain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) out[i] = dy[i] / in[i];
  });
  tensor::scale(to.tensor, 1, part, true);
}
const Operation logOperation{"log", logBackward};

}  // namespace

Var add(Var a, Var b) {
  a.tape().append(addOperation, {a, b}, a.value() + b.value());
  return a.tape().last();
}

Var subtract(Var a, Var b) {
  Tensor value(tensor::broadcast(a.shape(), b.shape()));
  tensor::scale(value, -1, b.value().broadcastTo(value.shape()), false);
  tensor::add(value, value, a.value());
  a.tape().append(subtractOperation, {a, b}, value);
  return a.tape().last();
}

Var multiply(Var a, Var b) {
  a.tape().append(multiplyOperation, {a, b}, a.value() * b.value());
  return a.tape().last();
}

Var scale(Var x, float factor) {
  Tensor value(x.shape());
  tensor::scale(value, factor, x.value(), false);
  x.tape().append(scaleOperation, {x}, value).real[0] = factor;
  return x.tape().last();
}

Var addConstant(Var x, float term) {
  x.tape().append(addConstantOperation, {x}, x.value() + Tensor::scalar(term));
  return x.tape().last();
}

Var matmul(Var a, Var b) {
  a.tape().append(matmulOperation, {a, b}, tensor::matmul(a.value(), b.value()));
  return a.tape().last();
}

Var sum(Var x) { return reduced(sumOperation, x, Shape::maxRank, false, false); }
Var sum(Var x, int axis, bool keep) { return reduced(sumOperation, x, axis, keep, false); }
Var mean(Var x) { return reduced(meanOperation, x, Shape::maxRank, false, true); }
Var mean(Var x, int axis, bool keep) { return reduced(meanOperation, x, axis, keep, true); }

Var log(Var x) {
  const Tensor in = x.value().asContiguous();
  Tensor value(x.shape());
  float* const out = value.data();
  const float* const from = in.data();
  base::parallelFor(in.size(), grain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) out[i] = std::log(from[i]);
  });
  x.tape().append(logOperation, {x}, value);
  return x.tape().last();
}

}  // namespace gradarium::autograd
