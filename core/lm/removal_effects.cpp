// SPDX-License-Identifier: GPL-3.0-or-later
// What hiding each token changes of one prediction. A pass for each of T tokens would do; but hiding a token
// leaves the first layer's queries, keys and values as they are, and of the last layer one row is asked.
#include <algorithm>
#include <cmath>

#include "core/autograd/ops.h"
#include "core/lm/attention_trace.h"

namespace gradarium::lm {

using nn::Tensor;

namespace {

/// The mixtures of the first layer, T x (H D), without token `hidden`: (mixed - weight v) / (1 - weight).
Tensor firstMixtures(const AttentionNet& net, const AttentionTrace& whole, const Intervention& change,
                     std::size_t hidden) {
  const std::size_t length = whole.ids.size(), heads = net.spec().heads, groups = net.spec().keyHeads(),
                    width = net.spec().headWidth();
  Tensor result = whole.mixed[0].clone();
  for (std::size_t i = 0; i < length; ++i) {
    if (i == hidden) continue;
    for (std::size_t h = 0; h < heads; ++h) {
      if (!change.donor.empty() && change.patched.contains({0, h}) && i < change.donor[0].length(0)) continue;
      const float* const row = whole.weights[0].data() + (h * length + i) * length;
      const float weight = row[hidden], rest = 1 - weight;
      if (weight == 0) continue;
      float* const mixed = result.data() + (i * heads + h) * width;
      const std::size_t group = h * groups / heads;
      const auto valueOf = [&](std::size_t t) { return whole.v[0].data() + (t * groups + group) * width; };
      if (rest > 0.1F) {
        for (std::size_t c = 0; c < width; ++c) mixed[c] = (mixed[c] - weight * valueOf(hidden)[c]) / rest;
        continue;
      }
      // Little is left beside the hidden token: the difference would lose its digits.
      std::fill(mixed, mixed + width, 0.0F);
      if (rest <= 1e-12F) continue;
      for (std::size_t t = 0; t < length; ++t) {
        if (t == hidden || row[t] == 0) continue;
        for (std::size_t c = 0; c < width; ++c) mixed[c] += row[t] / rest * valueOf(t)[c];
      }
    }
  }
  return result.reshape({length, heads * width});
}

/// The logits after the last token, V of them, of a network of one or two layers.
Tensor lastLogits(AttentionNet& net, const AttentionTrace& whole, const Intervention& change) {
  using namespace autograd;
  const nn::BlockSpec& spec = net.spec();
  const std::size_t length = whole.ids.size(), heads = spec.heads, groups = spec.keyHeads(),
                    width = spec.headWidth();
  const auto hidden = static_cast<std::size_t>(change.hidden);
  Tape tape;
  tape.record(false);
  const auto times = [&](Var x, const Tensor& matrix) { return linear(x, tape.constant(matrix)); };
  Var x = add(tape.constant(whole.inputs[0]), times(tape.constant(firstMixtures(net, whole, change, hidden)),
                                                    net.layers[0].output.weight.value));
  Var last = slice(x, 0, length - 1, length);
  if (net.layers.size() == 2) {
    const Tensor& qkv = net.layers[1].qkv.weight.value;
    Var q = reshape(times(last, qkv.slice(0, 0, heads * width).asContiguous()), {1, 1, heads, width});
    const Var both = reshape(times(x, qkv.slice(0, heads * width, qkv.length(0)).asContiguous()),
                             {1, length, 2 * groups, width});
    Var k = slice(both, 2, 0, groups), v = slice(both, 2, groups, 2 * groups);
    if (spec.positions == nn::Positions::Rotary) {
      q = rope(q, length - 1, spec.ropeBase);
      k = rope(k, 0, spec.ropeBase);
    }
    Intervention here = change;  // of the query, only the last token's is here
    std::erase_if(here.edits, [&](HeadEdit& edit) {
      if (edit.part != HeadEdit::Part::Query) return false;
      const bool elsewhere = edit.token != length - 1;
      edit.token = 0;
      return elsewhere;
    });
    const auto changing = [&](Var value, const char* name) {
      const Tensor instead = here.changed(name, value.value(), heads);
      return instead.defined() ? tape.constant(instead) : value;
    };
    q = changing(q, "layers.1.attention.q");
    k = changing(k, "layers.1.attention.k");
    v = changing(v, "layers.1.attention.v");
    const AttentionOptions options{.causal = spec.causal, .alibi = spec.positions == nn::Positions::Alibi};
    Tensor weights = attentionWithWeights(q, k, v, options).weights.value().clone();  // 1 x H x 1 x T
    Tensor mixed({1, heads * width}, 0.0F);
    for (std::size_t h = 0; h < heads; ++h) {
      float* const row = weights.data() + h * length;
      float* const to = mixed.data() + h * width;
      const std::size_t group = h * groups / heads;
      if (!change.donor.empty() && change.patched.contains({1, h}) && length <= change.donor[1].length(0)) {
        std::copy_n(change.donor[1].data() + ((length - 1) * heads + h) * width, width, to);
        continue;
      }
      const float rest = 1 - row[hidden];
      row[hidden] = 0;
      if (change.ablated.contains({1, h}) || rest <= 1e-12F) continue;
      const Tensor values = v.value().asContiguous();
      for (std::size_t t = 0; t < length; ++t)
        for (std::size_t c = 0; c < width; ++c)
          to[c] += row[t] / rest * values.data()[(t * groups + group) * width + c];
    }
    last = add(last, times(tape.constant(mixed), net.layers[1].output.weight.value));
  }
  return times(last, net.head.weight.value).value().clone();
}

}  // namespace

std::vector<double> removalEffects(AttentionNet& net, std::span<const std::int32_t> ids, std::int32_t target,
                                   const Intervention& change) {
  const std::size_t last = ids.size() - 1;
  const AttentionTrace whole = trace(net, ids, change);
  const double before = whole.logProbabilities(last)[static_cast<std::size_t>(target)];
  std::vector<double> effects(ids.size(), 0);
  AttentionTrace after;  // its last row alone is asked
  after.ids = {0};
  for (std::size_t j = 0; j < last; ++j) {
    Intervention hidden = change;
    hidden.hidden = static_cast<int>(j);
    const bool deep = net.layers.size() > 2;
    after.logits =
        deep ? trace(net, ids, hidden).logits.slice(0, last, last + 1) : lastLogits(net, whole, hidden);
    effects[j] = after.logProbabilities(0)[static_cast<std::size_t>(target)] - before;
  }
  return effects;
}

}  // namespace gradarium::lm
