// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/train_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/lm/byte_text.h"
#include "core/lm/gpt.h"
#include "core/train/schedule.h"
#include "core/train/weights.h"

namespace gradarium::train {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view text =
    "the quick brown fox jumps over the lazy dog; the quick brown fox jumps over the lazy cat. ";

/// A small model on the text, ready to train.
struct Trainer {
  lm::ByteVocabulary vocabulary{text};
  std::vector<std::int32_t> ids = vocabulary.encode(text);
  lm::Gpt model;
  lm::Windows windows;
  TrainLoop loop;

  explicit Trainer(std::uint64_t seed = 1, std::size_t micro = 1, std::size_t batch = 4)
      : model({.vocabulary = vocabulary.size(),
               .context = 16,
               .layers = 1,
               .block = {.width = 16, .heads = 2, .dropout = 0.1F},
               .seed = seed}),
        loop(model,
             [this, batch](nn::Pass& pass, base::Random& data) {
               windows.draw(ids, batch, 16, data);
               return model.loss(pass, windows.inputs, windows.targets, batch);
             },
             {.steps = {.clipNorm = 1},
              .rate =
                  [](std::uint64_t step) {
                    return WarmUpCosine{1e-2F, 5, 200, 0.1F}.at(step);
                  },
              .microBatches = micro,
              .seed = seed}) {}

  std::vector<float> weights() {
    std::vector<float> all;
    for (nn::Parameter* parameter : model.parameters()) {
      const auto some = parameter->value.toVector();
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }
};

TEST(TrainLoop, Learns) {
  Trainer setup;
  float first = 0, last = 0;
  EXPECT_TRUE(setup.loop.run(150, nullptr, [&](const StepRecord& record) {
    (record.step == 1 ? first : last) = record.loss;
    return true;
  }));
  EXPECT_NEAR(first, std::log(static_cast<float>(setup.vocabulary.size())), 0.2);
  EXPECT_LT(last, 1.5);
}

TEST(TrainLoop, ACheckpointGoesOnWithTheSameBits) {
  Trainer whole, before, after(99);
  whole.loop.run(12, nullptr, {});
  before.loop.run(7, nullptr, {});
  const std::string saved = before.loop.checkpoint({{"note", "half way"}});
  after.loop.restore(saved, "c");
  EXPECT_EQ(after.loop.steps(), 7U);
  EXPECT_EQ(after.loop.checkpoint({{"note", "half way"}}), saved);
  after.loop.run(12, nullptr, {});
  EXPECT_EQ(after.weights(), whole.weights());
}

TEST(TrainLoop, ABrokenCheckpointChangesNothing) {
  Trainer setup;
  setup.loop.run(2, nullptr, {});
  const auto weights = setup.weights();
  auto file = io::readSafetensors(setup.loop.checkpoint(), "c");
  const auto refusal = [&](const io::Safetensors& changed) -> std::string {
    try {
      setup.loop.restore(io::writeSafetensors(changed), "c.safetensors");
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  };
  auto changed = file;
  changed.tensors.pop_back();
  EXPECT_THAT(refusal(changed), HasSubstr("has no tensor \"optimizer.1.final_norm.bias\""));
  changed = file;
  changed.tensors[0].tensor = nn::Tensor::zeros({3, 16});
  EXPECT_THAT(refusal(changed),
              HasSubstr("c.safetensors does not fit this model: tokens.weight has shape (3, 16)"));
  changed = file;
  changed.metadata["gradarium.step"] = "4x";
  EXPECT_THAT(refusal(changed), HasSubstr("its step is \"4x\", not a number"));
  changed.metadata["gradarium.step"] = "4";
  changed.metadata["gradarium.random"] = "1,2";
  EXPECT_THAT(refusal(changed), HasSubstr("random state"));
  changed = file;
  changed.metadata["gradarium.method"] = "Lion";
  EXPECT_THAT(refusal(changed), HasSubstr("belongs to training with Lion, not AdamW"));
  EXPECT_EQ(setup.weights(), weights);
  EXPECT_EQ(setup.loop.steps(), 2U);
}

TEST(TrainLoop, StopsWhenAsked) {
  Trainer setup;
  base::StopFlag stop;
  EXPECT_FALSE(setup.loop.run(100, &stop, [&](const StepRecord& record) {
    if (record.step == 3) stop.request();
    return true;
  }));
  EXPECT_EQ(setup.loop.steps(), 3U);
  EXPECT_FALSE(setup.loop.run(100, nullptr, [](const StepRecord&) { return false; }));
  EXPECT_EQ(setup.loop.steps(), 4U);
}

TEST(TrainLoop, ADivergedStepIsShownAndNotTaken) {
  Trainer setup;
  setup.model.tokens.weight.value.slice(0, 0, 1).fill(NAN);
  const auto record = setup.loop.step();
  EXPECT_TRUE(record.diverged);
  EXPECT_EQ(setup.loop.steps(), 0U);
  EXPECT_FALSE(setup.loop.run(5, nullptr, {}));
}

TEST(TrainLoop, HooksReadReplaceAndAblate) {
  Trainer setup;
  std::vector<std::string> names;
  setup.loop.hooks().read("blocks.*",
                          [&](std::string_view name, const nn::Tensor&) { names.emplace_back(name); });
  setup.loop.step();
  EXPECT_THAT(names, ::testing::ElementsAre("blocks.0.attention.q", "blocks.0.attention.k", "blocks.0.attention.v",
                                            "blocks.0.attention.mixed", "blocks.0.attention.out",
                                            "blocks.0.mlp.hidden", "blocks.0.mlp.out", "blocks.0.out"));
  setup.loop.hooks().clear();

  const auto loss = [&](const Hooks* hooks) {
    nn::Tape tape;
    if (hooks != nullptr) const_cast<Hooks*>(hooks)->attach(tape);
    nn::Pass pass{tape};
    base::Random random(4);
    setup.windows.draw(setup.ids, 4, 16, random);
    return setup.model.loss(pass, setup.windows.inputs, setup.windows.targets, 4).value().item();
  };
  const float whole = loss(nullptr);
  Hooks idle, zero, same;
  idle.read("nothing", [](std::string_view, const nn::Tensor&) { FAIL(); });
  EXPECT_EQ(loss(&idle), whole);
  same.replace("embedding", [](std::string_view, const nn::Tensor& value) { return value.clone(); });
  EXPECT_EQ(loss(&same), whole);
  zero.ablate("final");  // logits of 0: every token equally likely
  EXPECT_NEAR(loss(&zero), std::log(static_cast<float>(setup.vocabulary.size())), 1e-5);
  Hooks head, wrong;
  head.ablate("blocks.0.attention.out", -1, 0, 8);
  EXPECT_NE(loss(&head), whole);
  wrong.replace("final", [](std::string_view, const nn::Tensor&) { return nn::Tensor::zeros({1}); });
  EXPECT_THROW(loss(&wrong), base::BadCall);
}

TEST(TrainLoop, MicroBatchesAreOneBatch) {
  // Without dropout's masks, four rows in one batch are two batches of two rows.
  Trainer one(1, 1, 4), two(1, 2, 2);
  const auto gradient = [](Trainer& setup, std::size_t micro, std::size_t batch) {
    base::Random data(3);
    setup.model.clearGradients();
    for (std::size_t i = 0; i < micro; ++i) {
      nn::Tape tape;
      nn::Pass pass{tape};
      setup.windows.draw(setup.ids, batch, 16, data);
      tape.backward(setup.model.loss(pass, setup.windows.inputs, setup.windows.targets, batch),
                    1.0F / static_cast<float>(micro));
    }
    return setup.model.tokens.weight.gradient.toVector();
  };
  const auto a = gradient(one, 1, 4), b = gradient(two, 2, 2);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-6);
}

TEST(Weights, GoOutAndIn) {
  Trainer one(1), other(2);
  EXPECT_NE(one.weights(), other.weights());
  const std::string bytes = io::writeSafetensors(weightsOf(one.model));
  loadWeights(other.model, io::readSafetensors(bytes, "m"));
  EXPECT_EQ(one.weights(), other.weights());
  loadWeights(other.model, io::readSafetensors(one.loop.checkpoint(), "m"));
  auto file = weightsOf(one.model);
  file.tensors.push_back({"surplus", nn::Tensor::zeros({1})});
  EXPECT_THROW(loadWeights(other.model, file), base::Error);
}

TEST(WarmUpCosine, AtItsPlaces) {
  const WarmUpCosine schedule{2, 10, 110, 0.1F};
  EXPECT_FLOAT_EQ(schedule.at(0), 0.2F);
  EXPECT_FLOAT_EQ(schedule.at(9), 2);
  EXPECT_FLOAT_EQ(schedule.at(10), 2);
  EXPECT_NEAR(schedule.at(35), 2 * (0.1 + 0.9 * 0.8535534), 1e-6);
  EXPECT_NEAR(schedule.at(60), 2 * 0.55, 1e-6);
  EXPECT_FLOAT_EQ(schedule.at(110), 0.2F);
}

TEST(ByteText, RoundTrip) {
  const lm::ByteVocabulary vocabulary("hello\xff");
  EXPECT_EQ(vocabulary.size(), 5U);
  EXPECT_EQ(vocabulary.decode(vocabulary.encode("hello")), "hello");
  EXPECT_EQ(lm::ByteVocabulary(vocabulary.bytes()).bytes(), vocabulary.bytes());
  EXPECT_THROW((void)vocabulary.encode("x"), base::BadCall);
  EXPECT_THROW((void)vocabulary.decode(std::vector<std::int32_t>{5}), base::BadCall);
  EXPECT_THROW(lm::ByteVocabulary(""), base::BadCall);
  lm::Windows windows;
  base::Random random(1);
  EXPECT_THROW(windows.draw(vocabulary.encode("hello"), 1, 5, random), base::BadCall);
}

}  // namespace
}  // namespace gradarium::train
