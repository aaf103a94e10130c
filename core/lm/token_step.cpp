// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/token_step.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/lm/attention_net.h"
#include "core/lm/gpt.h"
#include "core/lm/step_weights.h"
#include "core/tensor/attention.h"
#include "core/tensor/kernels/kernels.h"

namespace gradarium::lm {

namespace {

using tensor::detail::kernels;
using Kind = StepPhase::Kind;

constexpr std::size_t parallelNumbers = 1U << 17U;  // weights that are worth more than one thread

std::size_t whole(std::size_t floats) { return (floats + 15) / 16 * 16; }  // lines of the cache

tensor::Unary activationOf(nn::FeedForward kind) {
  switch (kind) {
    case nn::FeedForward::Relu:
      return tensor::Unary::Relu;
    case nn::FeedForward::Gelu:
      return tensor::Unary::Gelu;
    case nn::FeedForward::GeluTanh:
      return tensor::Unary::GeluTanh;
    default:
      return tensor::Unary::Silu;
  }
}

}  // namespace

struct TokenStep::Impl {
  explicit Impl(LanguageModel& model)
      : weights(model),
        width(weights.spec.width),
        headWidth(weights.spec.headWidth()),
        groups(weights.spec.keyHeads()),
        shared(weights.spec.heads / groups),
        panel(static_cast<std::size_t>(kernels().panelColumns)),
        context(whole(weights.context)),
        scale(1 / std::sqrt(static_cast<float>(headWidth))),
        stream(2 * whole(width)),
        logits(weights.vocabulary),
        keys(weights.layers * groups * context * headWidth),
        values(weights.layers * groups * context * headWidth) {
    std::size_t most = 0, inner = 0;
    for (const StepPhase& phase : weights.phases) {
      counts.push_back(phase.units.size());
      most = std::max(most, phase.units.size());
      if (phase.kind == Kind::Head) continue;
      for (const StepUnit& unit : phase.units) inner = std::max({inner, unit.in.out(), unit.out.in()});
    }
    innerRoom = whole(inner);
    roomStep = 2 * whole(width) + 2 * innerRoom + context;
    rooms = tensor::Storage(most * roomStep);
    parts = tensor::Storage(2 * most * whole(width));
    partsStep = most * whole(width);
    if (weights.spec.positions == nn::Positions::Rotary) makeAngles();
    if (weights.spec.positions == nn::Positions::Alibi) {
      for (std::size_t h = 0; h < weights.spec.heads; ++h)
        slopes.push_back(tensor::alibiSlope(h, weights.spec.heads));
    }
  }

  void makeAngles() {
    const std::size_t half = headWidth / 2;
    angles.resize(weights.context * headWidth);
    for (std::size_t t = 0; t < weights.context; ++t) {
      for (std::size_t i = 0; i < half; ++i) {
        const double turn = tensor::rotaryAngle(t, i, headWidth, weights.spec.ropeBase);
        angles[t * headWidth + i] = static_cast<float>(std::cos(turn));
        angles[t * headWidth + half + i] = static_cast<float>(std::sin(turn));
      }
    }
  }

  /// Pairs (i, i + D/2) by the angles of this position.
  void turn(float* head) const {
    const std::size_t half = headWidth / 2;
    const float *const cosine = angles.data() + position * headWidth, *const sine = cosine + half;
    for (std::size_t i = 0; i < half; ++i) {
      const float u = head[i], w = head[i + half];
      head[i] = u * cosine[i] - w * sine[i];
      head[i + half] = u * sine[i] + w * cosine[i];
    }
  }

  /// The keys of a group by columns, panels of positions: number p of position t.
  [[nodiscard]] float* keysOf(std::size_t layer, std::size_t group) const {
    return keys.data() + (layer * groups + group) * context * headWidth;
  }
  [[nodiscard]] std::size_t panelStep(std::size_t first) const { return std::min(panel, context - first); }
  void putKey(std::size_t layer, std::size_t group, std::size_t t, const float* key) const {
    const std::size_t first = t / panel * panel, step = panelStep(first);
    float* const to = keysOf(layer, group) + first * headWidth + (t - first);
    for (std::size_t p = 0; p < headWidth; ++p) to[p * step] = key[p];
  }
  [[nodiscard]] float* valuesOf(std::size_t layer, std::size_t group) const {
    return values.data() + (layer * groups + group) * context * headWidth;
  }

  void applyNorm(const nn::Norm& norm, const float* x, float* y) const {
    float mean = 0, inverse = 0;
    const float* const bias = norm.bias.value.defined() ? norm.bias.value.data() : nullptr;
    kernels().norm(x, norm.gain.value.data(), bias, norm.epsilon(), norm.kind() == nn::NormKind::Layer, y,
                   &mean, &inverse, width);
  }

  /// Two phases never use one place at once: a phase reads what the one before it wrote.
  [[nodiscard]] float* streamOf(std::size_t phase) const { return stream.data() + phase % 2 * whole(width); }
  [[nodiscard]] float* partOf(std::size_t phase, std::size_t unit) const {
    return parts.data() + phase % 2 * partsStep + unit * whole(width);
  }

  /// What a phase begins with: the stream with the last phase's parts added to it. Every piece of the phase
  /// works it out for itself, which is quicker than to wait for one that does; the first keeps it.
  const float* enter(std::size_t number, std::size_t begin, float* x) const {
    const StepPhase& phase = weights.phases[number];
    if (number == 0) {
      std::copy_n(streamOf(1), width, x);
    } else {
      const StepPhase& last = weights.phases[number - 1];
      kernels().add(streamOf(number - 1), partOf(number - 1, 0), x, width);
      for (std::size_t unit = 1; unit < last.units.size(); ++unit)
        kernels().add(x, partOf(number - 1, unit), x, width);
      if (last.bias != nullptr) kernels().add(x, last.bias, x, width);
      if (last.after != nullptr) applyNorm(*last.after, x, x);
    }
    if (begin == 0) std::copy_n(x, width, streamOf(number));
    if (phase.before == nullptr) return x;
    applyNorm(*phase.before, x, x + whole(width));
    return x + whole(width);
  }

  /// numbers: the group's queries, key and value -> mixed: its heads' mixtures of values.
  void attend(std::size_t layer, std::size_t group, float* numbers, float* mixed, float* scores) const {
    float* const key = numbers + shared * headWidth;
    float* const value = key + headWidth;
    if (!angles.empty()) {
      for (std::size_t h = 0; h <= shared; ++h) turn(numbers + h * headWidth);  // and the key
    }
    putKey(layer, group, position, key);
    std::copy_n(value, headWidth, valuesOf(layer, group) + position * headWidth);
    const std::size_t seen = position + 1;
    for (std::size_t h = 0; h < shared; ++h) {
      for (std::size_t first = 0; first < seen; first += panel) {
        kernels().combined(numbers + h * headWidth, keysOf(layer, group) + first * headWidth,
                           static_cast<std::ptrdiff_t>(panelStep(first)), headWidth,
                           std::min(panel, seen - first), scores + first);
      }
      kernels().scale(scale, scores, scores, seen, false);
      if (!slopes.empty()) {
        const float slope = slopes[group * shared + h];
        for (std::size_t j = 0; j < seen; ++j) scores[j] -= slope * static_cast<float>(position - j);
      }
      const float total = kernels().expSum(scores, 1, kernels().highest(scores, seen), scores, seen);
      float* const y = mixed + h * headWidth;
      kernels().combined(scores, valuesOf(layer, group), static_cast<std::ptrdiff_t>(headWidth), seen,
                         headWidth, y);
      kernels().scale(1 / total, y, y, headWidth, false);
    }
  }

  void activate(float* numbers, std::size_t count) const {
    kernels().unary(activationOf(weights.spec.feedForward), numbers, numbers, count);
    if (weights.spec.feedForward == nn::FeedForward::SwiGlu)
      kernels().multiply(numbers, numbers + count, numbers, count);
  }

  void piece(std::size_t number, std::size_t begin, std::size_t end) const {
    const StepPhase& phase = weights.phases[number];
    float* const room = rooms.data() + begin * roomStep;
    float *const numbers = room + 2 * whole(width), *const mixed = numbers + innerRoom;
    const float* const x = enter(number, begin, room);
    for (std::size_t i = begin; i < end; ++i) {
      const StepUnit& unit = phase.units[i];
      float* const in = phase.kind == Kind::Head ? logits.data() + unit.begin : numbers;
      unit.in.times(x, in);
      if (unit.bias != nullptr) kernels().add(in, unit.bias, in, unit.in.out());
      if (phase.kind == Kind::Head) continue;
      if (phase.kind == Kind::Attention) {
        attend(layerOf(number), unit.begin, numbers, mixed, mixed + innerRoom);
        unit.out.times(mixed, partOf(number, i));
      } else {
        activate(numbers, unit.out.in());
        unit.out.times(numbers, partOf(number, i));
      }
    }
  }

  /// A layer is one phase or two.
  [[nodiscard]] std::size_t layerOf(std::size_t phase) const {
    return phase / ((weights.phases.size() - 1) / weights.layers);
  }

  StepWeights weights;
  std::size_t width, headWidth, groups, shared, panel, context;
  float scale;
  tensor::Storage stream, logits, keys, values, rooms, parts;
  std::size_t innerRoom = 0, roomStep = 0, partsStep = 0, position = 0;
  std::vector<float> angles, slopes;
  std::vector<std::size_t> counts;
};

TokenStep::TokenStep(LanguageModel& model) : impl_(std::make_unique<Impl>(model)) {}
TokenStep::~TokenStep() = default;

bool TokenStep::takes(const LanguageModel& model) {
  const auto* const net = dynamic_cast<const AttentionNet*>(&model);
  return dynamic_cast<const Gpt*>(&model) != nullptr || (net != nullptr && net->spec().causal);
}

std::span<const float> TokenStep::read(std::int32_t token, std::size_t position) {
  Impl& s = *impl_;
  const StepWeights& w = s.weights;
  if (token < 0 || static_cast<std::size_t>(token) >= w.vocabulary) {
    throw base::BadCall("id " + std::to_string(token) + " is outside 0 to " +
                        std::to_string(w.vocabulary - 1));
  }
  if (position >= w.context) {
    throw base::BadCall(std::to_string(position + 1) + " tokens are more than the context of " +
                        std::to_string(w.context));
  }
  s.position = position;
  float* const x = s.streamOf(1);
  std::copy_n(w.embedding.data() + static_cast<std::size_t>(token) * s.width, s.width, x);
  if (w.positions.defined()) kernels().add(x, w.positions.data() + position * s.width, x, s.width);
  const auto piece = [&](std::size_t phase, std::size_t begin, std::size_t end) {
    s.piece(phase, begin, end);
  };
  if (w.numbers >= parallelNumbers) {
    base::parallelPhases(s.counts, piece);
  } else {
    for (std::size_t phase = 0; phase < s.counts.size(); ++phase) piece(phase, 0, s.counts[phase]);
  }
  return {s.logits.data(), w.vocabulary};
}

void TokenStep::take(const nn::KeyValueCache& cache, std::size_t begin, std::size_t end) {
  const Impl& s = *impl_;
  for (std::size_t layer = 0; layer < s.weights.layers; ++layer) {
    const nn::KeyValueCache::Layer& from = cache.layers.at(layer);
    for (std::size_t t = begin; t < end; ++t) {
      for (std::size_t group = 0; group < s.groups; ++group) {
        const std::size_t place = (t * s.groups + group) * s.headWidth;
        s.putKey(layer, group, t, from.keys.data() + place);
        std::copy_n(from.values.data() + place, s.headWidth, s.valuesOf(layer, group) + t * s.headWidth);
      }
    }
  }
}

}  // namespace gradarium::lm
