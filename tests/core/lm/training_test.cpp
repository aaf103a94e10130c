// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/training.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/base/error.h"

namespace gradarium::lm {
namespace {

using ::testing::HasSubstr;

/// 4,000 bytes of invented sentences.
std::string someText() {
  const std::vector<std::string> words{"and", "the", "king", "said", "unto",
                                       "him", "go",  "up",   "into", "land"};
  base::Random random(7);
  std::string text;
  while (text.size() < 4000)
    text += words[random.uniformInt(words.size())] + (random.uniform() < 0.1 ? ".\n" : " ");
  return text;
}
const std::string text = someText();

TrainPlan small() {
  TrainPlan plan;
  plan.layers = 1, plan.width = 16, plan.heads = 2, plan.context = 16, plan.batch = 6;
  plan.steps = 20, plan.warmUp = 5, plan.rate = 1e-2, plan.reports = 5, plan.seed = 3;
  return plan;
}

std::vector<float> weightsOf(Training& training) {
  std::vector<float> all;
  for (const nn::Parameter* parameter : training.model().parameters()) {
    const auto some = parameter->value.toVector();
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

TEST(Training, Learns) {
  auto plan = small();
  plan.steps = 150;
  Training training(plan, text, "the text");
  EXPECT_EQ(training.run(nullptr, {}), Training::Ending::Finished);
  ASSERT_EQ(training.curve().size(), 5U);
  EXPECT_EQ(training.curve()[0].step, 30U);
  EXPECT_EQ(training.curve().back().step, 150U);
  EXPECT_LT(training.curve().back().loss, 1.7);
  EXPECT_LT(training.curve().back().heldOut, 1.7);
  EXPECT_GT(training.curve().back().heldOut, 0.2);  // the words are drawn at random
  const auto saved = readModel(training.modelFile("gradarium train --seed 3"), "m");
  EXPECT_EQ(saved.origin.command, "gradarium train --seed 3");
  EXPECT_EQ(saved.origin.steps, 150U);
  EXPECT_EQ(saved.origin.heldOut, training.curve().back().heldOut);
}

TEST(Training, ResumingGivesTheSameBits) {
  for (const char* kind : {"gpt", "attention"}) {
    auto plan = small();
    plan.model = kind;
    plan.dropout = plan.model == "gpt" ? 0.1 : 0.0;
    plan.repeats = 0.4;
    Training whole(plan, text, "the text"), before(plan, text, "the text"), after(plan, text, "the text");
    whole.run(nullptr, {});
    base::StopFlag stop;
    const auto ending = before.run(&stop, {[&](const train::StepRecord& record) {
                                             if (record.step == 11) stop.request();
                                           },
                                           {}});
    EXPECT_EQ(ending, Training::Ending::Stopped);
    EXPECT_EQ(before.steps(), 11U);
    const std::string saved = before.checkpoint("c");
    after.resume(saved, "c");
    EXPECT_EQ(after.checkpoint("c"), saved);
    EXPECT_EQ(after.run(nullptr, {}), Training::Ending::Finished);
    EXPECT_EQ(weightsOf(after), weightsOf(whole));
    EXPECT_EQ(toCsv(after.curve()), toCsv(whole.curve()));
    EXPECT_EQ(after.modelFile("c"), whole.modelFile("c"));
    EXPECT_EQ(planOf(saved, "c").seed, 3U);
    EXPECT_EQ(toJson(planOf(saved, "c")), toJson(plan));
  }
}

TEST(Training, ACheckpointOfAnotherPlanOrTextIsRefused) {
  Training training(small(), text, "the text");
  const std::string saved = training.checkpoint("c");
  const auto refusal = [&](const TrainPlan& plan, const std::string& words,
                           const std::string& bytes) -> std::string {
    Training other(plan, words, "the text");
    try {
      other.resume(bytes, "c.safetensors");
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  };
  auto plan = small();
  plan.rate = 2e-3;
  EXPECT_THAT(refusal(plan, text, saved), HasSubstr("c.safetensors belongs to another plan"));
  EXPECT_THAT(refusal(small(), text + "!", saved),
              HasSubstr("c.safetensors was written while training on another text"));
  EXPECT_THAT(refusal(small(), text, training.modelFile("c")),
              HasSubstr("c.safetensors is no checkpoint of gradarium train: it has no gradarium.plan"));
  auto file = io::readSafetensors(saved, "c");
  file.metadata["gradarium.plan"] = "{\"data\":[\"a\"]}";
  EXPECT_THAT(refusal(small(), text, io::writeSafetensors(file)), HasSubstr("c.safetensors holds no plan"));
  EXPECT_THROW((void)planOf("xyz", "c"), base::Error);
}

TEST(Training, StartsFromAnotherModel) {
  Training first(small(), text, "the text");
  first.run(nullptr, {});
  const auto saved = readModel(first.modelFile("c"), "first");
  auto plan = small();
  takeSizes(plan, *saved.model);
  EXPECT_EQ(plan.width, 16U);
  plan.context = 24, plan.seed = 9;  // rotary positions: any context
  Training second(plan, text, "the text");
  second.startFrom(saved, "first");
  EXPECT_EQ(weightsOf(second), weightsOf(first));
  second.run(nullptr, {});
  EXPECT_LT(second.curve()[0].loss, first.curve()[0].loss);

  const auto refusal = [&](const TrainPlan& other, const std::string& words) -> std::string {
    Training training(other, words, "the text");
    try {
      training.startFrom(saved, "first.safetensors");
    } catch (const base::Error& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(refusal(plan, text + "!"),
              HasSubstr("first.safetensors knows 18 bytes, which are not the 19 of the text"));
  plan.width = 32;
  EXPECT_THAT(refusal(plan, text),
              HasSubstr("first.safetensors cannot be started from: the file does not fit"));
}

/// The curve's losses and the weights after training on `ranks` threads.
std::vector<double> outcome(const TrainPlan& plan, int ranks) {
  std::vector<double> numbers;
  dist::runOnThreads(ranks, [&](dist::Communicator& self) {
    Training training(plan, text, "the text", &self);
    EXPECT_EQ(training.run(nullptr, {}), Training::Ending::Finished);
    if (self.rank() != ranks - 1) return;  // the last: it must know as much as the first
    for (const CurvePoint& point : training.curve())
      numbers.insert(numbers.end(), {point.loss, point.heldOut, point.gradientNorm});
  });
  return numbers;
}

TEST(Training, RanksTogetherAreOneToRounding) {
  auto plan = small();
  for (const double repeats : {0.0, 0.5}) {
    plan.repeats = repeats;
    const auto one = outcome(plan, 1);
    ASSERT_EQ(one.size(), 15U);
    for (const int ranks : {2, 3}) {
      const auto several = outcome(plan, ranks);
      ASSERT_EQ(several.size(), one.size());
      for (std::size_t i = 0; i < one.size(); ++i)
        EXPECT_NEAR(several[i] / one[i], 1, 1e-5) << ranks << " " << i;
    }
  }
}

TEST(Training, ACheckpointOfTwoRanksGoesOnWithOne) {
  const auto plan = small();
  std::string saved;
  dist::runOnThreads(2, [&](dist::Communicator& self) {
    Training training(plan, text, "the text", &self);
    base::StopFlag stop;  // asked for on one rank: all stop
    training.run(&stop, {[&](const train::StepRecord& record) {
                           if (record.step == 8 && self.rank() == 1) stop.request();
                         },
                         {}});
    EXPECT_EQ(training.steps(), 8U);
    if (self.rank() == 0) saved = training.checkpoint("c");
  });
  Training whole(plan, text, "the text"), after(plan, text, "the text");
  after.resume(saved, "c");
  after.run(nullptr, {});
  whole.run(nullptr, {});
  EXPECT_NEAR(after.curve().back().loss, whole.curve().back().loss, 1e-5);
}

TEST(Training, WithDropoutRanksDrawTheirOwnMasks) {
  auto plan = small();
  plan.dropout = 0.2;
  const auto two = outcome(plan, 2);
  EXPECT_EQ(two, outcome(plan, 2));
  EXPECT_NEAR(two[12], outcome(plan, 1)[12], 0.3);
}

TEST(Training, ARateTooHighDivergesAndSaysSo) {
  auto plan = small();
  plan.rate = 100, plan.clip = 0, plan.warmUp = 0, plan.weightDecay = 50;
  plan.steps = 5000;
  Training training(plan, text, "the text");
  EXPECT_EQ(training.run(nullptr, {}), Training::Ending::Diverged);
  EXPECT_LT(training.steps(), 5000U);
}

std::string refusal(const TrainPlan& plan, const std::string& words, int ranks = 1) {
  std::string said;
  dist::runOnThreads(ranks, [&](dist::Communicator& self) {
    try {
      const Training training(plan, words, "t.txt", &self);
    } catch (const base::Error& error) {
      if (self.rank() == 0) said = error.what();
    }
  });
  return said;
}

TEST(Training, RefusesInWords) {
  EXPECT_EQ(refusal(small(), ""), "t.txt is empty");
  EXPECT_EQ(refusal(small(), "short"),
            "t.txt has 5 bytes, too few for a context of 16 and the byte after it");
  EXPECT_EQ(refusal(small(), std::string(40, 'a')), "t.txt holds one and the same byte only");
  EXPECT_THAT(refusal(small(), std::string("a\0b", 3) + text),
              HasSubstr("t.txt is no plain text: byte 1 is NUL"));
  EXPECT_EQ(refusal(small(), text, 4), "a batch of 6 rows cannot be shared by 4 ranks; take a multiple");
  auto plan = small();
  plan.heads = 3;
  EXPECT_EQ(refusal(plan, text), "a width of 16 is no multiple of 3 heads");
  plan = small();
  plan.model = "rnn";
  EXPECT_EQ(refusal(plan, text), "a model is gpt or attention, not \"rnn\"");
  plan.model = "attention", plan.dropout = 0.1;
  EXPECT_EQ(refusal(plan, text), "a network of attention alone has no dropout");
}

TEST(TextSplit, HoldsOutWhatItSays) {
  std::vector<std::int32_t> ids(3000);
  std::iota(ids.begin(), ids.end(), 0);
  const auto even = split(ids, 20);
  EXPECT_EQ(even.heldOut.size(), 150U);
  EXPECT_EQ(even.training.size(), 2850U);
  EXPECT_EQ(even.heldOut[0], 300);
  EXPECT_EQ(even.heldOut[30], 900);
  const auto end = split(ids, 200);
  EXPECT_EQ(end.heldOut.size(), 300U);
  EXPECT_EQ(end.heldOut[0], 2700);
  EXPECT_THAT(end.words, HasSubstr("last tenth"));
  const auto none = split(ids, 300);
  EXPECT_TRUE(none.heldOut.empty());
  EXPECT_EQ(none.training.size(), 3000U);
  EXPECT_THAT(none.words, HasSubstr("too short"));
}

}  // namespace
}  // namespace gradarium::lm
