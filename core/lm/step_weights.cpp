// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/step_weights.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/lm/attention_net.h"
#include "core/lm/gpt.h"

namespace gradarium::lm {

namespace {

using nn::Norm;
using nn::Tensor;
using tensor::Panels;

constexpr std::size_t slices = 12;  // of a feed-forward layer at most: whole shares for 2, 3, 4 and 6 threads
constexpr std::size_t sliceLeast = 16;  // rows
constexpr std::size_t headRows = 128;   // of one unit

/// One matrix's rows that a unit takes in.
struct Rows {
  std::size_t first, count;
};

/// Lists the phases of a model, and then packs what they read into one room.
class Packer {
 public:
  Packer(const nn::BlockSpec& spec, std::vector<StepPhase>& phases) : spec_(spec), phases_(phases) {}

  void attention(const nn::MultiHeadAttention& layer, const Norm* before, const Norm* after) {
    const std::size_t heads = spec_.heads, groups = spec_.keyHeads(), width = spec_.headWidth();
    StepPhase& phase = begin(StepPhase::Kind::Attention, layer.output, before, after);
    const std::size_t shared = heads / groups * width;
    for (std::size_t g = 0; g < groups; ++g) {
      unit(phase, g, layer.qkv, layer.output,
           {{g * shared, shared}, {heads * width + g * width, width}, {(heads + groups + g) * width, width}},
           {g * shared, shared});
    }
  }

  void feedForward(const nn::Block& block, const Norm* before, const Norm* after) {
    const std::size_t hidden = spec_.hiddenWidth();
    const bool gated = spec_.feedForward == nn::FeedForward::SwiGlu;
    StepPhase& phase = begin(StepPhase::Kind::FeedForward, block.down, before, after);
    const std::size_t slice =
        std::max(sliceLeast, ((hidden + slices - 1) / slices + sliceLeast - 1) / sliceLeast * sliceLeast);
    for (std::size_t first = 0; first < hidden; first += slice) {
      const std::size_t count = std::min(slice, hidden - first);
      std::vector<Rows> rows{{first, count}};
      if (gated) rows.push_back({hidden + first, count});
      unit(phase, first, block.up, block.down, rows, {first, count});
    }
  }

  void head(const Tensor& weight, const float* bias, const Norm* before) {
    StepPhase& phase = phases_.emplace_back();
    phase.kind = StepPhase::Kind::Head;
    phase.before = before;
    for (std::size_t first = 0; first < weight.length(0); first += headRows) {
      const std::size_t count = std::min(headRows, weight.length(0) - first);
      phase.units.push_back({});
      StepUnit& made = phase.units.back();
      made.begin = first;
      made.bias = bias == nullptr ? nullptr : bias + first;
      wishes_.push_back(
          {phases_.size() - 1, phase.units.size() - 1, &weight, nullptr, {{first, count}}, {}, nullptr});
    }
  }

  /// The numbers into their rooms, which the panels keep alive; the biases' is returned.
  tensor::Storage pack(std::size_t& numbers) {
    std::size_t most = 0, biases = 0;
    for (const Wish& wish : wishes_) {
      most += Panels::floats(wish.inRows(), wish.in->length(1));
      if (wish.out != nullptr) most += Panels::floats(wish.out->length(0), wish.columns.count);
      biases += wish.inRows();
    }
    numbers = most;
    const tensor::Storage room(most);
    tensor::Storage biasRoom(biases);
    std::size_t offset = 0, biasOffset = 0;
    for (Wish& wish : wishes_) {
      StepUnit& unit = phases_[wish.phase].units[wish.unit];
      unit.in = Panels(room, offset, wish.inRows(), wish.in->length(1));
      offset += Panels::floats(wish.inRows(), wish.in->length(1));
      if (wish.out != nullptr) {
        unit.out = Panels(room, offset, wish.out->length(0), wish.columns.count);
        offset += Panels::floats(wish.out->length(0), wish.columns.count);
      }
      if (wish.bias != nullptr) {
        float* at = biasRoom.data() + biasOffset;
        unit.bias = at;
        for (const Rows& rows : wish.rows) at = std::copy_n(wish.bias + rows.first, rows.count, at);
        biasOffset += wish.inRows();
      }
    }
    base::parallelFor(wishes_.size(), 1, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) put(wishes_[i]);
    });
    return biasRoom;
  }

 private:
  struct Wish {
    std::size_t phase, unit;
    const Tensor *in, *out;
    std::vector<Rows> rows;  ///< of in
    Rows columns;            ///< of out
    const float* bias;
    [[nodiscard]] std::size_t inRows() const {
      std::size_t sum = 0;
      for (const Rows& part : rows) sum += part.count;
      return sum;
    }
  };

  StepPhase& begin(StepPhase::Kind kind, const nn::Linear& out, const Norm* before, const Norm* after) {
    StepPhase& phase = phases_.emplace_back();
    phase.kind = kind;
    phase.before = before;
    phase.after = after;
    phase.bias = out.bias.value.defined() ? out.bias.value.data() : nullptr;
    return phase;
  }

  void unit(StepPhase& phase, std::size_t number, const nn::Linear& in, const nn::Linear& out,
            std::vector<Rows> rows, Rows columns) {
    phase.units.push_back({});
    phase.units.back().begin = number;
    wishes_.push_back({phases_.size() - 1, phase.units.size() - 1, &in.weight.value, &out.weight.value,
                       std::move(rows), columns, in.bias.value.defined() ? in.bias.value.data() : nullptr});
  }

  void put(const Wish& wish) {
    StepUnit& unit = phases_[wish.phase].units[wish.unit];
    std::size_t at = 0;
    const auto step = [](const Tensor& t) { return static_cast<std::ptrdiff_t>(t.length(1)); };
    for (const Rows& rows : wish.rows) {
      unit.in.put(at, wish.in->data() + rows.first * wish.in->length(1), step(*wish.in), rows.count);
      at += rows.count;
    }
    if (wish.out != nullptr)
      unit.out.put(0, wish.out->data() + wish.columns.first, step(*wish.out), wish.out->length(0));
  }

  const nn::BlockSpec& spec_;
  std::vector<StepPhase>& phases_;
  std::vector<Wish> wishes_;
};

}  // namespace

StepWeights::StepWeights(LanguageModel& model) {
  context = model.context();
  vocabulary = model.vocabulary();
  const auto* const gpt = dynamic_cast<const Gpt*>(&model);
  const auto* const net = dynamic_cast<const AttentionNet*>(&model);
  if (gpt == nullptr && (net == nullptr || !net->spec().causal)) {
    throw base::BadCall("only a model whose tokens see none that follow can be read one by one");
  }
  spec = gpt != nullptr ? gpt->options().block : net->spec();
  Packer packer(spec, phases);
  if (net != nullptr) {
    layers = net->layers.size();
    embedding = net->tokens.weight.value;
    positions = net->positionTable();
    for (const auto& layer : net->layers) packer.attention(layer, nullptr, nullptr);
    packer.head(net->head.weight.value, nullptr, nullptr);
  } else {
    layers = gpt->blocks.size();
    embedding = gpt->tokens.weight.value;
    positions = gpt->positionTable();
    const auto normOf = [](const Norm& norm) { return norm.kind() == nn::NormKind::None ? nullptr : &norm; };
    const bool first = spec.place == nn::NormPlace::Before;
    for (const nn::Block& block : gpt->blocks) {
      const Norm *const one = normOf(block.norm1), *const two = normOf(block.norm2);
      packer.attention(block.attention, first ? one : nullptr, first ? nullptr : one);
      packer.feedForward(block, first ? two : nullptr, first ? nullptr : two);
    }
    packer.head(gpt->options().tied ? embedding : gpt->head.weight.value, nullptr, normOf(gpt->finalNorm));
  }
  biases_ = packer.pack(numbers);
}

}  // namespace gradarium::lm
