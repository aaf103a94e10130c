// SPDX-License-Identifier: GPL-3.0-or-later
// What is promised of the weights in resources/models.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/base/error.h"
#include "core/data/text.h"
#include "core/lm/attention_trace.h"
#include "core/lm/decoder.h"
#include "core/lm/model_file.h"
#include "core/lm/repeat_task.h"
#include "core/lm/text_split.h"

namespace gradarium::lm {
namespace {

/// Nats a byte on windows of what was held out, beginning with the first.
double heldOutLoss(LanguageModel& model, const ByteVocabulary& vocabulary, std::string_view text,
                   std::size_t windows) {
  const std::size_t length = model.context();
  const auto ids = split(vocabulary.encode(text), length).heldOut;
  double total = 0;
  nn::Tape tape;
  tape.record(false);
  for (std::size_t i = 0; i < windows; ++i) {
    const auto row = std::span<const std::int32_t>(ids).subspan(i * length, length + 1);
    tape.clear();
    nn::Pass pass{tape};
    total += static_cast<double>(model.loss(pass, row.first(length), row.last(length), 1).value().item());
  }
  return total / static_cast<double>(windows);
}

TEST(ShippedModels, HeadsOfTheAttentionNetHaveTheirJobs) {
  const auto saved = loadAttentionNet(modelPath("king-james-attention"));
  AttentionNet& net = *saved.model;
  ASSERT_EQ(net.options().layers, 2U);
  const std::size_t heads = net.options().heads;
  std::vector<double> previous(heads), induction(heads);
  constexpr int trials = 8;
  base::Random random(2024);
  double first = 0, second = 0;
  for (int trial = 0; trial < trials; ++trial) {
    // Random letters that come twice: 40 of them, so that nothing but copying helps.
    const auto task = repeatedStrings(1, 40, 40, static_cast<std::int32_t>(saved.vocabulary.size()), random);
    const auto seen = trace(net, task.ids);
    for (std::size_t h = 0; h < heads; ++h) {
      previous[h] += previousTokenScore(seen.weights[0], h) / trials;
      induction[h] += inductionScore(seen.weights[1], h, task.ids) / trials;
    }
    const auto losses = seen.losses();
    for (std::size_t t = 0; t < losses.size(); ++t) (t < 40 ? first : second) += losses[t] / trials / 40;
  }
  EXPECT_GT(std::ranges::max(previous), 0.6) << ::testing::PrintToString(previous);
  EXPECT_GT(std::ranges::max(induction), 0.3) << ::testing::PrintToString(induction);
  EXPECT_GT(first, std::log(static_cast<double>(saved.vocabulary.size())) - 0.2);  // not to be known
  EXPECT_LT(second, 0.5 * first);
  RecordProperty("previous", ::testing::PrintToString(previous));
  RecordProperty("induction", ::testing::PrintToString(induction));
  RecordProperty("copying", ::testing::PrintToString(std::pair(first, second)));
}

TEST(ShippedModels, AreAsGoodAsTheirFilesSay) {
  for (const auto& [name, texts] :
       {std::pair{"king-james-attention", "king-james"}, {"king-james-gpt", "king-james"}}) {
    SCOPED_TRACE(name);
    const auto path = modelPath(name);
    EXPECT_LT(std::filesystem::file_size(path), 4U << 20U);
    const auto saved = loadModel(path);
    EXPECT_THAT(saved.origin.command, ::testing::StartsWith("gradarium train "));
    EXPECT_EQ(saved.origin.data, texts);
    const double loss = heldOutLoss(*saved.model, saved.vocabulary, data::text(texts)->bytes, 24);
    EXPECT_NEAR(loss, saved.origin.heldOut, 0.15);
  }
}

TEST(ShippedModels, TheGptWritesWordsOfTheBible) {
  const auto saved = loadGpt(modelPath("king-james-gpt"));
  base::Random random(1);
  const auto ids = generate(*saved.model, saved.vocabulary.encode("And "), 600, {.temperature = 0.7}, random);
  const std::string text = saved.vocabulary.decode(ids), bible = data::text("king-james")->bytes;
  std::size_t known = 0, all = 0;
  std::string word;
  for (const char c : text) {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      word += c;
      continue;
    }
    if (word.size() > 2) ++all, known += bible.find(" " + word) != std::string::npos ? 1 : 0;
    word.clear();
  }
  EXPECT_GT(all, 50U);
  EXPECT_GT(static_cast<double>(known), 0.75 * static_cast<double>(all)) << text;
}

TEST(ShippedModels, AnUnknownNameIsRefused) {
  try {
    (void)modelPath("llama");
    FAIL();
  } catch (const base::BadCall& error) {
    EXPECT_STREQ(
        error.what(),
        "there is no model \"llama\"; it takes king-james-attention, king-james-gpt, or a path to a file");
  }
  EXPECT_EQ(modelPath("./m.safetensors"), std::filesystem::path("./m.safetensors"));
}

}  // namespace
}  // namespace gradarium::lm
