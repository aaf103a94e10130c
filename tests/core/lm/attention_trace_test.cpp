// SPDX-License-Identifier: GPL-3.0-or-later
// Attention taken apart: every number by another way, and what symmetry says of it.
#include "core/lm/attention_trace.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "core/autograd/ops.h"
#include "core/base/error.h"
#include "core/lm/repeat_task.h"
#include "core/optim/optimizer.h"

namespace gradarium::lm {
namespace {

using nn::Positions;

std::vector<std::int32_t> someText(std::size_t length, std::uint64_t seed = 3) {
  base::Random random(seed);
  std::vector<std::int32_t> ids;
  for (std::size_t t = 0; t < length; ++t) ids.push_back(static_cast<std::int32_t>(random.uniformInt(27)));
  return ids;
}

double largestGap(const nn::Tensor& a, const nn::Tensor& b, const std::vector<std::size_t>& places) {
  double most = 0;
  const std::size_t columns = a.length(1);
  for (std::size_t t = 0; t < places.size(); ++t)
    for (std::size_t c = 0; c < columns; ++c)
      most = std::max(most, std::abs(static_cast<double>(a.data()[places[t] * columns + c]) - b.data()[t * columns + c]));
  return most;
}

double orderGap(AttentionNet& net) {
  const auto ids = someText(20);
  std::vector<std::size_t> places(ids.size());
  for (std::size_t t = 0; t < places.size(); ++t) places[t] = t;
  base::Random random(5);
  random.shuffle(places);
  std::vector<std::int32_t> shuffled;
  for (const std::size_t place : places) shuffled.push_back(ids[place]);
  return largestGap(trace(net, ids).logits, trace(net, shuffled).logits, places);
}

TEST(AttentionNet, SeesASetWithoutPositionsAndMask) {
  AttentionNet blind({.positions = Positions::None, .causal = false});
  EXPECT_LT(orderGap(blind), 1e-5);
  AttentionNet masked({.positions = Positions::None, .causal = true});
  EXPECT_GT(orderGap(masked), 1e-2);  // the mask alone tells places apart
  for (const Positions positions : {Positions::Sinusoidal, Positions::Learned, Positions::Rotary, Positions::Alibi}) {
    AttentionNet net({.positions = positions, .causal = false});
    EXPECT_GT(orderGap(net), 1e-3) << static_cast<int>(positions);
  }
}

TEST(AttentionNet, HasAsManyWeightsWhateverItsHeads) {
  for (const std::size_t heads : {1, 2, 4, 8}) {
    AttentionNet net({.vocabulary = 27, .layers = 1, .width = 64, .heads = heads});
    EXPECT_EQ(net.layers[0].parameterCount(), 16384U);
    EXPECT_EQ(net.parameterCount(), 16384U + 2 * 27 * 64);
  }
  AttentionNet grouped({.layers = 1, .width = 64, .heads = 8, .groups = 2});
  EXPECT_EQ(grouped.layers[0].parameterCount(), 64U * 64 * 2 + 2 * 16 * 64);
}

TEST(AttentionNet, RefusesWhatDoesNotFit) {
  EXPECT_THROW(AttentionNet({.width = 64, .heads = 3}), base::BadCall);
  EXPECT_THROW(AttentionNet({.layers = 0}), base::BadCall);
  AttentionNet net({.context = 8});
  EXPECT_THROW(trace(net, someText(9)), base::BadCall);
}

// The numbers of Vaswani et al.'s encoding at d = 128, recomputed in double.
TEST(AttentionNet, SinesAndCosinesKnowDistances) {
  const nn::Tensor table = nn::sinusoidalPositions(64, 128);
  const std::pair<std::size_t, double> expected[] = {{0, 64}, {1, 62.094}, {2, 57.382}, {10, 42.820}, {50, 34.955}};
  for (const auto& [offset, product] : expected) {
    for (const std::size_t first : {0, 7}) {
      double dot = 0;
      for (std::size_t c = 0; c < 128; ++c) dot += static_cast<double>(table.at({first, c})) * table.at({first + offset, c});
      EXPECT_NEAR(dot, product, 6e-4) << offset;
    }
  }
}

class Traced : public testing::TestWithParam<AttentionNetOptions> {
 protected:
  AttentionNet net{GetParam()};
  std::vector<std::int32_t> ids = someText(15);
  AttentionTrace whole = trace(net, ids);
};

TEST_P(Traced, WeightsAreTheSoftmaxOfTheScores) {
  for (std::size_t layer = 0; layer < net.layers.size(); ++layer) {
    for (std::size_t head = 0; head < net.spec().heads; ++head) {
      const HeadTrace one = headOf(net, whole, {layer, head});
      for (std::size_t i = 0; i < ids.size(); ++i) {
        double sum = 0;
        for (std::size_t j = 0; j < ids.size(); ++j) sum += std::exp(static_cast<double>(one.scores.at({i, j})));
        for (std::size_t j = 0; j < ids.size(); ++j)
          ASSERT_NEAR(whole.weights[layer].at({head, i, j}), std::exp(static_cast<double>(one.scores.at({i, j}))) / sum, 2e-5);
      }
    }
  }
}

TEST_P(Traced, WhatTheHeadsWriteAddsUpToTheNextLayersInput) {
  nn::Tensor sum = whole.inputs[0].clone();
  for (std::size_t head = 0; head < net.spec().heads; ++head) {
    const nn::Tensor written = headOf(net, whole, {0, head}).written;
    for (std::size_t i = 0; i < sum.size(); ++i) sum.data()[i] += written.data()[i];
  }
  const nn::Tensor& next = net.layers.size() > 1 ? whole.inputs[1] : whole.output;
  for (std::size_t i = 0; i < sum.size(); ++i) ASSERT_NEAR(sum.data()[i], next.data()[i], 1e-4);
}

TEST_P(Traced, RolloutRowsSumToOne) {
  const nn::Tensor rolled = rollout(whole);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < ids.size(); ++j) sum += rolled.at({i, j});
    EXPECT_NEAR(sum, 1, 1e-5);
  }
}

TEST_P(Traced, AnAblatedHeadWritesNothing) {
  Intervention all;
  for (std::size_t layer = 0; layer < net.layers.size(); ++layer)
    for (std::size_t head = 0; head < net.spec().heads; ++head) all.ablated.insert({layer, head});
  const AttentionTrace without = trace(net, ids, all);
  for (std::size_t i = 0; i < without.output.size(); ++i) ASSERT_EQ(without.output.data()[i], without.inputs[0].data()[i]);
}

TEST_P(Traced, ABatchChangesAsEachRowDoes) {
  const auto other = someText(15, 9);
  std::vector<std::int32_t> both = ids;
  both.insert(both.end(), other.begin(), other.end());
  for (const Intervention& change : {Intervention{}, Intervention{.ablated = {{0, 0}}}, Intervention{.hidden = 2}}) {
    const nn::Tensor logits = changedLogits(net, both, 2, change);
    const nn::Tensor first = trace(net, ids, change).logits, second = trace(net, other, change).logits;
    for (std::size_t i = 0; i < first.size(); ++i) {
      ASSERT_NEAR(logits.data()[i], first.data()[i], 1e-4);
      ASSERT_NEAR(logits.data()[first.size() + i], second.data()[i], 1e-4);
    }
  }
}

TEST_P(Traced, HidingATokenLeavesItsColumnEmpty) {
  const AttentionTrace hidden = trace(net, ids, {.hidden = 4});
  for (std::size_t i = 0; i < ids.size(); ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < ids.size(); ++j) sum += hidden.weights[0].at({0, i, j});
    EXPECT_NEAR(sum, 1, 1e-5);
    if (i != 4) {
      EXPECT_EQ(hidden.weights[0].at({0, i, 4}), 0);
    }
  }
  EXPECT_EQ(removalEffects(net, ids, ids[0]).back(), 0);
}

// The short way gives what a pass for each hidden token gives, whatever else is changed.
TEST_P(Traced, EffectsOfHidingEqualPassesWithoutTheToken) {
  const std::size_t lastLayer = net.layers.size() - 1, last = ids.size() - 1;
  Intervention donated{.patched = {{lastLayer, 0}}, .donor = trace(net, someText(15, 9)).mixed};
  Intervention edited;
  for (const auto part : {HeadEdit::Part::Query, HeadEdit::Part::Key, HeadEdit::Part::Value})
    for (const std::size_t token : {std::size_t{3}, last}) edited.edits.push_back({{lastLayer, 0}, part, token, 1, 2.5F});
  for (const Intervention& change : {Intervention{}, Intervention{.ablated = {{0, 0}}}, donated, edited}) {
    const std::vector<double> effects = removalEffects(net, ids, ids[1], change);
    const double before = trace(net, ids, change).logProbabilities(last)[static_cast<std::size_t>(ids[1])];
    for (std::size_t j = 0; j < last; ++j) {
      Intervention hidden = change;
      hidden.hidden = static_cast<int>(j);
      EXPECT_NEAR(effects[j], trace(net, ids, hidden).logProbabilities(last)[static_cast<std::size_t>(ids[1])] - before, 2e-5) << j;
    }
  }
}

TEST_P(Traced, AnEditChangesOneNumberOfOneHead) {
  using enum HeadEdit::Part;
  for (const auto part : {Query, Key, Value}) {
    const AttentionTrace after = trace(net, ids, {.edits = {{{0, 0}, part, 4, 1, 0.5F}}});
    const auto pick = [&](const AttentionTrace& t) { return part == Query ? t.q[0] : part == Key ? t.k[0] : t.v[0]; };
    for (std::size_t i = 0; i < pick(whole).size(); ++i) {
      const bool here = i == 4 * pick(whole).length(1) * pick(whole).length(2) + 1;
      ASSERT_NEAR(pick(after).data()[i], pick(whole).data()[i] + (here ? 0.5F : 0.0F), 1e-6);
    }
    // Before token 4 a causal network cannot know of it.
    if (net.spec().causal) {
      for (std::size_t i = 0; i < 4 * after.logits.length(1); ++i) ASSERT_EQ(after.logits.data()[i], whole.logits.data()[i]);
    }
    double most = 0;
    for (std::size_t i = 4 * after.logits.length(1); i < after.logits.size(); ++i)
      most = std::max(most, std::abs(static_cast<double>(after.logits.data()[i]) - whole.logits.data()[i]));
    EXPECT_GT(most, 1e-4);
  }
  EXPECT_THROW(trace(net, ids, {.edits = {{{0, 0}, Query, 99, 0, 1}}}), base::BadCall);
}

TEST_P(Traced, PatchingEveryHeadOfTheLastLayerFromItselfChangesNothing) {
  const std::size_t lastLayer = net.layers.size() - 1;
  Intervention patch{.donor = whole.mixed};
  for (std::size_t h = 0; h < net.spec().heads; ++h) patch.patched.insert({lastLayer, h});
  const AttentionTrace same = trace(net, ids, patch);
  for (std::size_t i = 0; i < same.logits.size(); ++i) ASSERT_EQ(same.logits.data()[i], whole.logits.data()[i]);
  // All heads of every layer from another text: with one embedding more or less, its output.
  patch.donor = trace(net, someText(15, 9)).mixed;
  const AttentionTrace other = trace(net, ids, patch);
  EXPECT_NE(other.logits.at({14, 0}), whole.logits.at({14, 0}));
  for (std::size_t i = 0; i < other.mixed[lastLayer].size(); ++i) ASSERT_EQ(other.mixed[lastLayer].data()[i], patch.donor[lastLayer].data()[i]);
}

INSTANTIATE_TEST_SUITE_P(Kinds, Traced,
                         testing::Values(AttentionNetOptions{.width = 32, .heads = 4},
                                         AttentionNetOptions{.width = 32, .heads = 4, .groups = 2, .positions = Positions::Rotary},
                                         AttentionNetOptions{.layers = 1, .width = 16, .heads = 1, .positions = Positions::Alibi},
                                         AttentionNetOptions{.width = 32, .heads = 2, .positions = Positions::None, .causal = false}));

TEST(AttentionScores, KnowAPerfectHead) {
  const std::vector<std::int32_t> ids = {1, 2, 3, 1, 2, 3};
  nn::Tensor weights({2, 6, 6}, 0.0F);
  for (std::size_t t = 0; t < 6; ++t) {
    weights.data()[t * 6 + (t > 0 ? t - 1 : 0)] = 1;                // head 0: one back
    weights.data()[36 + t * 6 + (t >= 3 ? t - 3 + 1 : 0)] = 1;      // head 1: what followed the last time
  }
  EXPECT_EQ(previousTokenScore(weights, 0), 1);
  EXPECT_EQ(inductionScore(weights, 1, ids), 1);
  EXPECT_LT(inductionScore(weights, 0, ids), 0.5);
  EXPECT_TRUE(std::isnan(inductionScore(weights, 1, std::vector<std::int32_t>{1, 2, 3, 4, 5, 6})));
}

TEST(RepeatTask, ComesTwice) {
  base::Random random(1);
  const TokenBatch batch = repeatedStrings(50, 4, 8, 27, random);
  ASSERT_EQ(batch.length, 16U);
  for (std::size_t r = 0; r < batch.rows; ++r) {
    const std::int32_t* ids = batch.ids.data() + r * 16;
    std::size_t period = 4;
    while (period <= 8 && !std::equal(ids, ids + 16 - period, ids + period)) ++period;
    EXPECT_LE(period, 8U);
    for (std::size_t t = 0; t + 1 < 16; ++t) EXPECT_EQ(batch.targets[r * 16 + t], ids[t + 1]);
  }
  EXPECT_THROW(repeatedStrings(1, 5, 4, 27, random), base::BadCall);
}

/// Mean loss of what can be known after some updates.
double learnt(std::size_t layers, int updates) {
  AttentionNet net({.layers = layers, .width = 32, .heads = 2, .positions = Positions::Rotary});
  auto settings = optim::standard(optim::Method::AdamW);
  settings.learningRate = 5e-3;
  settings.beta2 = 0.98;
  const auto optimizer = optim::makeOptimizer<float>(settings);
  for (auto* parameter : net.parameters()) {
    parameter->gradient = nn::Tensor::zeros(parameter->value.shape());
    optimizer->add({parameter->value.values(), parameter->gradient.values()});
  }
  base::Random random(1);
  autograd::Tape tape;
  for (int update = 0; update < updates; ++update) {
    const TokenBatch batch = repeatedStrings(24, 5, 10, 27, random);
    tape.clear();
    net.clearGradients();
    nn::Pass pass{tape};
    tape.backward(autograd::crossEntropy(net.forward(pass, batch.ids, batch.rows), batch.targets));
    optimizer->step();
  }
  const TokenBatch text = repeatedStrings(1, 10, 10, 27, random);
  const auto losses = trace(net, text.ids).losses();
  double sum = 0;
  for (std::size_t t = 10; t < losses.size(); ++t) sum += losses[t];
  return sum / 9;
}

TEST(InductionHeads, NeedTwoLayers) {
  EXPECT_LT(learnt(2, 500), 0.2 * std::log(27.0));
  EXPECT_GT(learnt(1, 500), 0.4 * std::log(27.0));
}

}  // namespace
}  // namespace gradarium::lm
