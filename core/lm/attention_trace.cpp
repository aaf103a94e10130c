// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/attention_trace.h"

#include <cmath>
#include <limits>
#include <string_view>

#include "core/autograd/ops.h"
#include "core/base/error.h"

namespace gradarium::lm {

using nn::Tensor;

namespace {

std::vector<double> logSoftmax(const float* row, std::size_t size) {
  double most = -std::numeric_limits<double>::infinity(), sum = 0;
  for (std::size_t i = 0; i < size; ++i) most = std::max(most, static_cast<double>(row[i]));
  for (std::size_t i = 0; i < size; ++i) sum += std::exp(row[i] - most);
  std::vector<double> result(size);
  for (std::size_t i = 0; i < size; ++i) result[i] = row[i] - most - std::log(sum);
  return result;
}

}  // namespace

std::vector<double> AttentionTrace::logProbabilities(std::size_t position) const {
  const std::size_t vocabulary = logits.length(1);
  if (position >= ids.size()) throw base::BadCall("there is no position " + std::to_string(position));
  return logSoftmax(logits.data() + position * vocabulary, vocabulary);
}

std::vector<double> AttentionTrace::losses() const {
  std::vector<double> result;
  for (std::size_t t = 0; t + 1 < ids.size(); ++t)
    result.push_back(-logProbabilities(t)[static_cast<std::size_t>(ids[t + 1])]);
  return result;
}

AttentionTrace trace(AttentionNet& net, std::span<const std::int32_t> ids, const Intervention& change) {
  AttentionTrace result;
  result.ids.assign(ids.begin(), ids.end());
  const std::size_t layers = net.options().layers, heads = net.options().heads;
  for (auto* of : {&result.inputs, &result.q, &result.k, &result.v, &result.weights, &result.mixed})
    of->resize(layers);
  const auto read = [&](std::string_view name, const Tensor& value) -> Tensor {
    const Tensor instead = change.changed(name, value, heads);
    const auto keep = [&] { return (instead.defined() ? instead : value).select(0, 0).clone(); };
    if (name == "embedding") result.inputs[0] = keep();
    for (const auto& [ending, of] :
         {std::pair(".attention.q", &result.q), std::pair(".attention.k", &result.k),
          std::pair(".attention.v", &result.v), std::pair(".attention.weights", &result.weights),
          std::pair(".attention.mixed", &result.mixed)})
      if (const int layer = layerOf(name, ending); layer >= 0)
        (*of)[static_cast<std::size_t>(layer)] = keep();
    if (const int layer = layerOf(name, ".out"); layer >= 0) {
      const auto next = static_cast<std::size_t>(layer) + 1;
      (next < layers ? result.inputs[next] : result.output) = keep();
    }
    return instead;
  };
  autograd::Tape tape;
  tape.record(false);
  const autograd::Tape::Hook hook(read);
  tape.setHook(&hook);
  nn::Pass pass{tape};
  pass.showWeights = true;
  result.logits = net.forward(pass, ids, 1).value().select(0, 0).clone();
  return result;
}

Tensor changedLogits(AttentionNet& net, std::span<const std::int32_t> ids, std::size_t batch,
                     const Intervention& change) {
  const auto write = [&](std::string_view name, const Tensor& value) {
    return change.changed(name, value, net.options().heads);
  };
  autograd::Tape tape;
  tape.record(false);
  const autograd::Tape::Hook hook(write);
  nn::Pass pass{tape};
  pass.showWeights = !change.ablated.empty() || change.hidden >= 0;
  if (!change.empty()) tape.setHook(&hook);
  return net.forward(pass, ids, batch).value().clone();
}

HeadTrace headOf(const AttentionNet& net, const AttentionTrace& trace, HeadPlace place) {
  const auto [layer, head] = place;
  const nn::BlockSpec& spec = net.spec();
  if (layer >= net.layers.size() || head >= spec.heads)
    throw base::BadCall("there is no head " + std::to_string(head + 1) + " in layer " +
                        std::to_string(layer + 1));
  const std::size_t length = trace.ids.size(), width = spec.headWidth(), heads = spec.heads,
                    groups = spec.keyHeads();
  const std::size_t group = head * groups / heads;
  HeadTrace result;
  result.q = trace.q[layer].select(1, head).clone();
  result.k = trace.k[layer].select(1, group).clone();
  result.v = trace.v[layer].select(1, group).clone();
  result.scores = Tensor({length, length});
  const float scale = 1 / std::sqrt(static_cast<float>(width));
  const float slope = spec.positions == nn::Positions::Alibi ? autograd::alibiSlope(head, heads) : 0;
  for (std::size_t i = 0; i < length; ++i) {
    for (std::size_t j = 0; j < length; ++j) {
      float dot = 0;
      for (std::size_t c = 0; c < width; ++c)
        dot += result.q.data()[i * width + c] * result.k.data()[j * width + c];
      const auto distance = static_cast<float>(i > j ? i - j : j - i);
      result.scores.data()[i * length + j] =
          spec.causal && j > i ? -std::numeric_limits<float>::infinity() : dot * scale - slope * distance;
    }
  }
  result.mixed = trace.mixed[layer].select(1, head).clone();
  autograd::Tape tape;
  tape.record(false);
  const Tensor columns =
      net.layers[layer].output.weight.value.slice(1, head * width, (head + 1) * width).asContiguous();
  result.written = autograd::linear(tape.constant(result.mixed), tape.constant(columns)).value().clone();
  return result;
}

double previousTokenScore(const Tensor& weights, std::size_t head) {
  const std::size_t length = weights.length(1);
  double sum = 0;
  for (std::size_t t = 1; t < length; ++t) sum += weights.at({head, t, t - 1});
  return length > 1 ? sum / static_cast<double>(length - 1) : 0;
}

double inductionScore(const Tensor& weights, std::size_t head, std::span<const std::int32_t> ids) {
  double sum = 0;
  std::size_t count = 0;
  for (std::size_t t = 0; t < ids.size(); ++t) {
    double here = 0;
    bool before = false;
    for (std::size_t s = 0; s < t; ++s) {
      if (ids[s] != ids[t]) continue;
      before = true;
      here += weights.at({head, t, s + 1});
    }
    if (!before) continue;
    sum += here;
    ++count;
  }
  return count > 0 ? sum / static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN();
}

Tensor rollout(const AttentionTrace& trace) {
  const std::size_t length = trace.ids.size();
  std::vector<double> result(length * length, 0);
  for (std::size_t i = 0; i < length; ++i) result[i * length + i] = 1;
  for (const Tensor& weights : trace.weights) {
    const std::size_t heads = weights.length(0);
    std::vector<double> mean(length * length, 0), next(length * length, 0);
    for (std::size_t h = 0; h < heads; ++h)
      for (std::size_t i = 0; i < length * length; ++i)
        mean[i] += weights.data()[h * length * length + i] / static_cast<double>(heads);
    for (std::size_t i = 0; i < length; ++i) {
      double row = 1;  // what an ablated head leaves out stays with the token itself
      for (std::size_t j = 0; j < length; ++j) row -= mean[i * length + j];
      mean[i * length + i] += 1 + row;
      for (std::size_t j = 0; j < length; ++j)
        for (std::size_t k = 0; k < length; ++k)
          next[i * length + k] += 0.5 * mean[i * length + j] * result[j * length + k];
    }
    result = std::move(next);
  }
  Tensor out({length, length});
  for (std::size_t i = 0; i < result.size(); ++i) out.data()[i] = static_cast<float>(result[i]);
  return out;
}

Tensor normWeighted(const AttentionNet& net, const AttentionTrace& trace, std::size_t layer) {
  const std::size_t length = trace.ids.size(), heads = net.spec().heads, width = net.spec().headWidth(),
                    d = net.spec().width;
  // What token j would write through each head, before it is weighted: heads x T x d.
  std::vector<Tensor> writes;
  autograd::Tape tape;
  tape.record(false);
  for (std::size_t h = 0; h < heads; ++h) {
    const Tensor columns =
        net.layers[layer].output.weight.value.slice(1, h * width, (h + 1) * width).asContiguous();
    const Tensor values = trace.v[layer].select(1, h * net.spec().keyHeads() / heads).clone();
    writes.push_back(autograd::linear(tape.constant(values), tape.constant(columns)).value().clone());
  }
  Tensor result({length, length});
  std::vector<float> sum(d);
  for (std::size_t i = 0; i < length; ++i) {
    for (std::size_t j = 0; j < length; ++j) {
      std::fill(sum.begin(), sum.end(), 0.0F);
      for (std::size_t h = 0; h < heads; ++h) {
        const float weight = trace.weights[layer].data()[(h * length + i) * length + j];
        if (weight == 0) continue;
        for (std::size_t c = 0; c < d; ++c) sum[c] += weight * writes[h].data()[j * d + c];
      }
      double squares = 0;
      for (const float x : sum) squares += static_cast<double>(x) * x;
      result.data()[i * length + j] = static_cast<float>(std::sqrt(squares));
    }
  }
  return result;
}

}  // namespace gradarium::lm
