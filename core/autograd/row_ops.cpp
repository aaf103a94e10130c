// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/autograd/ops.h"
#include "core/autograd/rows.h"
#include "core/base/error.h"
#include "core/tensor/kernels/kernels.h"

namespace gradarium::autograd {

namespace {

using tensor::detail::kernels;

void softmaxRow(const float* x, float* y, std::size_t n) {
  const float total = kernels().expSum(x, 1, kernels().highest(x, n), y, n);
  kernels().scale(1 / total, y, y, n, false);
}

void softmaxBackward(Tape& tape, Node& node) {
  RowTarget to(tape, node, 0);
  if (!to) return;
  eachRow(node.value, [&](std::size_t begin, std::size_t n) {
    kernels().softmaxBack(node.value.data() + begin, node.gradient.data() + begin, 1, to.data() + begin, n,
                          to.adding());
  });
}
const Operation softmaxOperation{"softmax", softmaxBackward};

void logSoftmaxBackward(Tape& tape, Node& node) {
  RowTarget to(tape, node, 0);
  if (!to) return;
  Tensor probabilities(node.value.shape());
  tensor::apply(Unary::Exp, probabilities, node.value);
  eachRow(node.value, [&](std::size_t begin, std::size_t n) {
    const float* const dy = node.gradient.data() + begin;
    kernels().scale(1, dy, to.data() + begin, n, to.adding());
    kernels().scale(-static_cast<float>(kernels().sum(dy, n)), probabilities.data() + begin,
                    to.data() + begin, n, true);
  });
}
const Operation logSoftmaxOperation{"log softmax", logSoftmaxBackward};

void crossEntropyBackward(Tape& tape, Node& node) {
  RowTarget to(tape, node, 0);
  if (!to) return;
  const Tensor &probabilities = node.saved[0], &targets = node.saved[1];
  const std::size_t n = probabilities.shape().last();
  const float smoothing = node.real[1], factor = node.gradient.item() * node.real[0];
  eachRow(probabilities, [&](std::size_t begin, std::size_t) {
    float* const out = to.data() + begin;
    const float target = targets.data()[begin / n];
    if (target < 0) {
      if (!to.adding()) std::fill_n(out, n, 0.0F);
      return;
    }
    kernels().scale(factor, probabilities.data() + begin, out, n, to.adding());
    if (smoothing > 0) {
      for (std::size_t i = 0; i < n; ++i) out[i] -= factor * smoothing / static_cast<float>(n);
    }
    out[static_cast<std::size_t>(target)] -= factor * (1 - smoothing);
  });
}
const Operation crossEntropyOperation{"cross-entropy", crossEntropyBackward};

}  // namespace

Var softmax(Var x) {
  const Tensor in = x.value().asContiguous();
  Tensor value(x.shape());
  eachRow(in,
          [&](std::size_t begin, std::size_t n) { softmaxRow(in.data() + begin, value.data() + begin, n); });
  x.tape().append(softmaxOperation, {x}, value);
  return x.tape().last();
}

Var logSoftmax(Var x) {
  const Tensor in = x.value().asContiguous();
  Tensor value(x.shape());
  eachRow(in, [&](std::size_t begin, std::size_t n) {
    const float* const from = in.data() + begin;
    float* const out = value.data() + begin;
    const float highest = kernels().highest(from, n);
    const float shift = highest + std::log(kernels().expSum(from, 1, highest, out, n));
    for (std::size_t i = 0; i < n; ++i) out[i] = from[i] - shift;
  });
  x.tape().append(logSoftmaxOperation, {x}, value);
  return x.tape().last();
}

Var crossEntropy(Var logits, std::span<const std::int32_t> targets, float smoothing, std::int32_t ignored) {
  const std::size_t n = logits.shape().last(), rows = n == 0 ? 0 : logits.shape().size() / n;
  if (targets.size() != rows) {
    throw base::BadCall("cross-entropy of logits of shape " + logits.shape().text() + " takes " +
                        std::to_string(rows) + " targets, not " + std::to_string(targets.size()));
  }
  if (!(smoothing >= 0) || smoothing >= 1) throw base::BadCall("label smoothing takes 0 to below 1");
  Tensor places({rows}), losses({rows}), probabilities(logits.shape());
  std::size_t counted = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    const bool left = targets[i] == ignored;
    if (!left && (targets[i] < 0 || static_cast<std::size_t>(targets[i]) >= n)) {
      throw base::BadCall("target " + std::to_string(targets[i]) + " at row " + std::to_string(i) +
                          " is outside 0 to " + std::to_string(n - 1));
    }
    places.data()[i] = left ? -1.0F : static_cast<float>(targets[i]);
    counted += left ? 0 : 1;
  }
  const Tensor in = logits.value().asContiguous();
  eachRow(in, [&](std::size_t begin, std::size_t) {
    const float* const from = in.data() + begin;
    float* const out = probabilities.data() + begin;
    const float highest = kernels().highest(from, n);
    const float total = kernels().expSum(from, 1, highest, out, n);
    kernels().scale(1 / total, out, out, n, false);
    const std::size_t row = begin / n;
    const float target = places.data()[row];
    if (target < 0) {
      losses.data()[row] = 0;
      return;
    }
    const float logTotal = highest + std::log(total);
    float loss = (1 - smoothing) * (logTotal - from[static_cast<std::size_t>(target)]);
    if (smoothing > 0) {
      loss += smoothing * (logTotal - static_cast<float>(kernels().sum(from, n)) / static_cast<float>(n));
    }
    losses.data()[row] = loss;
  });
  const double sum = kernels().sum(losses.data(), rows);
  const float factor = counted == 0 ? 0.0F : 1.0F / static_cast<float>(counted);
  const auto mean = static_cast<float>(counted == 0 ? std::numeric_limits<double>::quiet_NaN()
                                                    : sum / static_cast<double>(counted));
  Node& node = logits.tape().append(crossEntropyOperation, {logits}, Tensor::scalar(mean));
  node.real = {factor, smoothing};
  node.saved[2] = losses;
  if (node.needsGradient) {
    node.saved[0] = probabilities;
    node.saved[1] = places;
  }
  return logits.tape().last();
}

}  // namespace gradarium::autograd
