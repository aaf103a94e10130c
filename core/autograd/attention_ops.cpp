// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include "core/autograd/ops.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/tensor/attention.h"

namespace gradarium::autograd {

namespace {

/// The innermost axis must lie side by side.
Tensor sideBySide(const Tensor& t) { return t.step(3) == 1 ? t : t.clone(); }

tensor::AttentionCall callOf(const Tensor& q, const Tensor& k, const Tensor& v, const Node& node) {
  return {sideBySide(q), sideBySide(k), sideBySide(v), node.whole[0] != 0, node.whole[1] != 0, node.real[0]};
}

/// Room with its last axis side by side, for a gradient.
struct Room {
  GradientTarget target;
  Tensor tensor;

  Room(Tape& tape, const Node& node, std::size_t which) : target(tape.target(node, which)) {
    if (!target) return;
    target.zeroed();
    tensor = target.tensor.step(3) == 1 ? target.tensor : Tensor::zeros(target.tensor.shape());
  }
  void finish() {
    if (target && !tensor.sharesStorage(target.tensor)) tensor::scale(target.tensor, 1, tensor, true);
  }
};

void attentionBackward(Tape& tape, Node& node) {
  const auto call = callOf(tape.input(node, 0), tape.input(node, 1), tape.input(node, 2), node);
  Room dq(tape, node, 0), dk(tape, node, 1), dv(tape, node, 2);
  tensor::attentionBackward(call, node.value, node.saved[0], node.gradient, dq.tensor, dk.tensor, dv.tensor);
  dq.finish();
  dk.finish();
  dv.finish();
}
const Operation attentionOperation{"attention", attentionBackward};

void check(const Shape& q, const Shape& k, const Shape& v) {
  const bool good = q.rank() == 4 && k.rank() == 4 && k == v && q[0] == k[0] && q[3] == k[3] && k[2] > 0 &&
                    q[2] % k[2] == 0;
  if (!good) {
    throw base::BadCall(
        "attention: queries of shape " + q.text() + ", keys " + k.text() + " and values " + v.text() +
        " do not fit: they are batch x positions x heads x width, with the queries' heads a multiple");
  }
}

float scaleOf(const AttentionOptions& options, std::size_t width) {
  return options.scale != 0 ? options.scale : 1 / std::sqrt(static_cast<float>(width));
}

/// What is added to the scores: -infinity where a key is hidden, ALiBi's distances.
Tensor scoreTerms(std::size_t heads, std::size_t queries, std::size_t keys, const AttentionOptions& options) {
  Tensor terms({options.alibi ? heads : 1, queries, keys});
  for (std::size_t h = 0; h < terms.shape()[0]; ++h) {
    const float slope = options.alibi ? alibiSlope(h, heads) : 0.0F;
    for (std::size_t i = 0; i < queries; ++i) {
      const auto here = static_cast<std::ptrdiff_t>(i + keys) - static_cast<std::ptrdiff_t>(queries);
      float* const row = terms.data() + (h * queries + i) * keys;
      for (std::size_t j = 0; j < keys; ++j) {
        const auto distance = static_cast<float>(here - static_cast<std::ptrdiff_t>(j));
        row[j] = options.causal && distance < 0 ? -std::numeric_limits<float>::infinity()
                                                : -slope * std::fabs(distance);
      }
    }
  }
  return terms;
}

}  // namespace

float alibiSlope(std::size_t head, std::size_t heads) { return tensor::alibiSlope(head, heads); }

Var attention(Var q, Var k, Var v, const AttentionOptions& options) {
  check(q.shape(), k.shape(), v.shape());
  const Shape shape = q.shape();
  Tensor value(shape), logSums({shape[0], shape[2], shape[1]});
  const tensor::AttentionCall call{sideBySide(q.value()), sideBySide(k.value()), sideBySide(v.value()),
                                   options.causal,        options.alibi,         scaleOf(options, shape[3])};
  tensor::attentionForward(call, value, logSums);
  Node& node = q.tape().append(attentionOperation, {q, k, v}, value);
  node.whole = {options.causal ? 1 : 0, options.alibi ? 1 : 0};
  node.real[0] = call.scale;
  if (node.needsGradient) node.saved[0] = logSums;
  return q.tape().last();
}

AttentionResult attentionWithWeights(Var q, Var k, Var v, const AttentionOptions& options,
                                     std::string_view name) {
  check(q.shape(), k.shape(), v.shape());
  Tape& tape = q.tape();
  const std::size_t batch = q.shape()[0], queries = q.shape()[1], heads = q.shape()[2], width = q.shape()[3];
  const std::size_t keys = k.shape()[1], groups = k.shape()[2], shared = heads / groups;
  // B x G x (H / G) x T x D against B x G x 1 x S x D: groups broadcast over the heads that share them.
  const Var queryHeads = reshape(permute(q, {0, 2, 1, 3}), {batch, groups, shared, queries, width});
  const Var keyHeads = reshape(permute(k, {0, 2, 3, 1}), {batch, groups, 1, width, keys});
  const Var valueHeads = reshape(permute(v, {0, 2, 1, 3}), {batch, groups, 1, keys, width});
  Var scores = scale(matmul(queryHeads, keyHeads), scaleOf(options, width));
  scores = reshape(scores, {batch, heads, queries, keys});
  if (options.causal || options.alibi) {
    scores = add(scores, tape.constant(scoreTerms(heads, queries, keys, options)));
  }
  Var weights = softmax(scores);
  if (!name.empty()) weights = tape.tap(weights, name);
  const Var spread = reshape(weights, {batch, groups, shared, queries, keys});
  const Var output = reshape(matmul(spread, valueHeads), {batch, heads, queries, width});
  return {permute(output, {0, 2, 1, 3}), weights};
}

namespace {

/// Turns pairs of out by the angles of their positions; sign -1 turns back.
void turn(const Tensor& x, Tensor& out, const Node& node, float sign, bool adding) {
  const std::size_t queries = x.shape()[1], heads = x.shape()[2], half = x.shape()[3] / 2;
  const bool halves = node.whole[1] == 0;
  const Tensor& angles = node.saved[0];  // T x D/2 x (cos, sin)
  base::parallelFor(
      x.shape()[0] * queries, std::max<std::size_t>(1, 4096 / (heads * half + 1)),
      [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
          const auto b = static_cast<std::ptrdiff_t>(i / queries),
                     t = static_cast<std::ptrdiff_t>(i % queries);
          const float* const angle = angles.data() + static_cast<std::size_t>(t) * half * 2;
          for (std::size_t h = 0; h < heads; ++h) {
            const auto head = static_cast<std::ptrdiff_t>(h);
            const float* const from = x.data() + b * x.step(0) + t * x.step(1) + head * x.step(2);
            float* const to = out.data() + b * out.step(0) + t * out.step(1) + head * out.step(2);
            for (std::size_t p = 0; p < half; ++p) {
              const std::size_t first = halves ? p : 2 * p, second = halves ? p + half : 2 * p + 1;
              const float cosine = angle[2 * p], sine = sign * angle[2 * p + 1];
              const float u = from[first] * cosine - from[second] * sine,
                          w = from[first] * sine + from[second] * cosine;
              to[first] = adding ? to[first] + u : u;
              to[second] = adding ? to[second] + w : w;
            }
          }
        }
      });
}

void ropeBackward(Tape& tape, Node& node) {
  Room to(tape, node, 0);
  if (!to.target) return;
  turn(node.gradient, to.tensor, node, -1, true);
  to.finish();
}
const Operation ropeOperation{"rotary positions", ropeBackward};

}  // namespace

Var rope(Var x, std::size_t first, float base, RopeLayout layout) {
  const Shape shape = x.shape();
  if (shape.rank() != 4 || shape[3] % 2 != 0) {
    throw base::BadCall("rotary positions take batch x positions x heads x an even width, not shape " +
                        shape.text());
  }
  const std::size_t half = shape[3] / 2;
  Tensor value(shape), angles({shape[1], half, 2});
  for (std::size_t t = 0; t < shape[1]; ++t) {
    for (std::size_t p = 0; p < half; ++p) {
      const double turn = tensor::rotaryAngle(first + t, p, shape[3], base);
      angles.data()[(t * half + p) * 2] = static_cast<float>(std::cos(turn));
      angles.data()[(t * half + p) * 2 + 1] = static_cast<float>(std::sin(turn));
    }
  }
  const Tensor in = sideBySide(x.value());
  Node& node = x.tape().append(ropeOperation, {x}, value);
  node.whole = {static_cast<std::int64_t>(first), layout == RopeLayout::Halves ? 0 : 1};
  node.saved[0] = angles;
  turn(in, value, node, 1, false);
  return x.tape().last();
}

}  // namespace gradarium::autograd
