// SPDX-License-Identifier: GPL-3.0-or-later
// A token without a tape gives what the taped pass gives, for every kind of model, and the same bits for any
// number of threads.
#include "core/lm/token_step.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/lm/attention_net.h"
#include "core/lm/decoder.h"
#include "tests/core/lm/gpt_case.h"

namespace gradarium::lm {
namespace {

std::vector<std::int32_t> text(std::size_t length, std::size_t vocabulary) {
  std::vector<std::int32_t> ids(length);
  for (std::size_t i = 0; i < length; ++i)
    ids[i] = static_cast<std::int32_t>((i * 7 + i * i / 3) % vocabulary);
  return ids;
}

/// The taped pass over the whole text, a row of logits a token.
std::vector<float> taped(LanguageModel& model, std::span<const std::int32_t> ids) {
  nn::Tape tape;
  tape.record(false);
  nn::Pass pass{tape};
  return model.forward(pass, ids, 1).value().toVector();
}

std::vector<float> stepped(LanguageModel& model, std::span<const std::int32_t> ids, int threads) {
  std::vector<float> all;
  base::Arena(threads).run([&] {
    TokenStep step(model);
    for (std::size_t t = 0; t < ids.size(); ++t) {
      const auto logits = step.read(ids[t], t);
      all.insert(all.end(), logits.begin(), logits.end());
    }
  });
  return all;
}

void expectSame(LanguageModel& model, std::size_t length) {
  const auto ids = text(length, model.vocabulary());
  const auto expected = taped(model, ids);
  const auto got = stepped(model, ids, 1);
  EXPECT_LT(testing::relativeError(got, {expected.begin(), expected.end()}), 1e-5);
  for (const int threads : {2, 8}) EXPECT_EQ(stepped(model, ids, threads), got);
}

using nn::FeedForward;
using nn::NormKind;
using nn::NormPlace;
using nn::Positions;

TEST(TokenStep, EveryKindOfGpt) {
  constexpr std::array kinds{NormKind::Layer, NormKind::Rms, NormKind::None};
  constexpr std::array feeds{FeedForward::Relu, FeedForward::Gelu, FeedForward::GeluTanh, FeedForward::Silu,
                             FeedForward::SwiGlu};
  std::size_t number = 0;
  for (const Positions positions :
       {Positions::Learned, Positions::Sinusoidal, Positions::Rotary, Positions::Alibi, Positions::None}) {
    for (const NormPlace place : {NormPlace::Before, NormPlace::After}) {
      for (const std::size_t groups : {0U, 1U, 2U}) {
        for (const bool bias : {false, true}) {
          SCOPED_TRACE(number);
          GptOptions options{
              .vocabulary = 150, .context = 21, .layers = 2, .block = {}, .tied = number % 2 == 0};
          options.block = {.width = 24,
                           .heads = 6,
                           .groups = groups,
                           .norm = kinds[number % kinds.size()],
                           .place = place,
                           .feedForward = feeds[number % feeds.size()],
                           .positions = positions,
                           .bias = bias};
          Gpt model(options);
          testing::fixedWeights(model);
          expectSame(model, 21);
          ++number;
        }
      }
    }
  }
}

/// As wide as needs several bands, slices and pieces, so that threads are at work.
TEST(TokenStep, LargeModels) {
  GptOptions options{.vocabulary = 300, .context = 150, .layers = 2, .block = {}};
  options.block = {.width = 144, .heads = 4, .groups = 2, .positions = Positions::Rotary};
  Gpt rotary(options);
  expectSame(rotary, 150);
  options.block = {.width = 160, .heads = 5, .hidden = 500, .feedForward = FeedForward::SwiGlu};
  Gpt gated(options);
  expectSame(gated, 140);
}

TEST(TokenStep, AttentionAlone) {
  for (const Positions positions :
       {Positions::Learned, Positions::Sinusoidal, Positions::Rotary, Positions::Alibi, Positions::None}) {
    for (const std::size_t groups : {0U, 2U}) {
      AttentionNet model({.vocabulary = 27,
                          .context = 20,
                          .layers = 3,
                          .width = 32,
                          .heads = 4,
                          .groups = groups,
                          .positions = positions});
      expectSame(model, 20);
    }
  }
  AttentionNet both({.vocabulary = 27, .context = 20, .causal = false});
  EXPECT_FALSE(TokenStep::takes(both));
  EXPECT_THROW(TokenStep step(both), base::BadCall);
  EXPECT_THROW(Decoder decoder(both), base::BadCall);
}

TEST(TokenStep, GoesOnAfterAPrompt) {
  GptOptions options{.vocabulary = 50, .context = 40, .layers = 2, .block = {}};
  options.block = {.width = 32, .heads = 4, .groups = 2, .positions = Positions::Rotary};
  Gpt model(options);
  testing::fixedWeights(model);
  const auto ids = text(40, 50);
  const auto expected = taped(model, ids);
  Decoder decoder(model);
  for (int round = 0; round < 2; ++round) {  // the second time the cache is full of the first
    decoder.restart();
    for (const std::size_t end : {17U, 18U, 21U, 40U}) {
      const std::size_t begin = decoder.length();
      const auto logits = decoder.read(std::span(ids).subspan(begin, end - begin));
      const auto row = expected.begin() + static_cast<std::ptrdiff_t>((end - 1) * 50);
      EXPECT_LT(testing::relativeError({logits.begin(), logits.end()}, {row, row + 50}), 1e-5) << end;
    }
  }
}

TEST(TokenStep, RefusesWhatIsOutside) {
  Gpt model({.vocabulary = 7, .context = 6, .layers = 1, .block = {.width = 8, .heads = 2}});
  TokenStep step(model);
  EXPECT_THROW(step.read(7, 0), base::BadCall);
  EXPECT_THROW(step.read(-1, 0), base::BadCall);
  EXPECT_THROW(step.read(0, 6), base::BadCall);
}

}  // namespace
}  // namespace gradarium::lm
