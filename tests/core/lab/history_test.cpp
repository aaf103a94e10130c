// SPDX-License-Identifier: GPL-3.0-or-later
// What is remembered, what is let go, and what is computed only for those who look.
#include <gtest/gtest.h>

#include "core/lab/engine.h"
#include "tests/core/lab/brittle.h"
#include "tests/core/lab/sameness.h"
#include "tests/core/lab/strain/keystrokes.h"
#include "tests/core/lab/strain/long_training.h"
#include "tests/core/lab/strain/queue_simulation.h"

namespace gradarium::lab {
namespace {

std::shared_ptr<const Snapshot> bare(std::uint64_t step, std::size_t floats) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->step = step;
  snapshot->parameters = std::make_shared<ParameterStates>();
  snapshot->values.push_back(
      std::make_shared<const Value>(value::Tensor{{floats}, std::vector<float>(floats)}));
  return snapshot;
}

TEST(History, KeepsItsLimitsAndTheWholePastMoreCoarsely) {
  History history({.snapshots = 101, .bytes = 1u << 20, .states = 5});
  for (std::uint64_t step = 0; step <= 5000; ++step) {
    history.record(bare(step, 10));
    history.recordState(history.at(step), std::any(1), 1000);
    ASSERT_LE(history.size(), 101U);
    ASSERT_LE(history.states(), 5U);
    ASSERT_TRUE(history.at(step));
  }
  EXPECT_TRUE(history.at(0));
  EXPECT_EQ(history.stateBefore(0)->snapshot->step, 0U);
  EXPECT_GT(history.stateSpacing(), 1);
}

TEST(History, CountsBytesOfSnapshotsAndStates) {
  History history({.snapshots = 4000, .bytes = 1u << 20, .states = 100});
  for (std::uint64_t step = 0; step < 200; ++step) {
    history.record(bare(step, 5000));
    if (step % 10 == 0) history.recordState(history.at(step), std::any(1), 50000);
    ASSERT_LE(history.bytes(), 1u << 20);
  }
  EXPECT_GT(history.size(), 10U);
  const auto bytes = history.bytes();
  for (int again = 0; again < 10; ++again) history.record(bare(199, 5000));
  EXPECT_EQ(history.bytes(), bytes);
  history.dropFrom(0);
  EXPECT_EQ(history.bytes(), 0U);
}

TEST(History, CountsNoMoreThanWhatIsLeft) {
  History history, shorter;
  for (std::uint64_t step = 0; step < 60; ++step) {
    const auto snapshot = bare(step, 10 * step);
    history.record(snapshot);
    history.recordState(snapshot, std::any(1), 1000);
    if (step >= 20) continue;
    shorter.record(snapshot);
    shorter.recordState(snapshot, std::any(1), 1000);
  }
  // The states of a longer past lie further apart, so only what snapshots hold is the same.
  history.dropFrom(20);
  EXPECT_EQ(history.bytes() - 1000 * history.states(), shorter.bytes() - 1000 * shorter.states());
  EXPECT_EQ(history.size(), shorter.size());
}

TEST(History, CountsASeriesOnce) {
  Engine engine(std::make_unique<Brittle>(), {.snapshots = 1000});
  engine.apply(Command::set("rate", "0"));
  engine.apply(Command::run(20000));
  EXPECT_GT(engine.history().bytes(), 20000 * 16);
  EXPECT_LT(engine.history().bytes(), 20000 * 16 + 1000 * 1000);
}

TEST(History, OfUnchangedParametersIsShared) {
  Engine engine(std::make_unique<strain::Keystrokes>());
  engine.apply(Command::set("corpus", std::string(100000, 'x')));
  engine.apply(Command::run(1));
  EXPECT_EQ(engine.remembered(0)->parameters, engine.remembered(1)->parameters);
  EXPECT_LT(engine.history().bytes(), 250000U);
}

TEST(History, ThatIsThinnedStillReachesEveryStep) {
  const auto make = [] { return std::make_unique<strain::QueueSimulation>(); };
  Engine all(make()), few(make(), {.snapshots = 5, .states = 2, .spacing = 0});
  for (Engine* engine : {&all, &few}) engine->apply(Command::run(300));
  EXPECT_LE(few.history().size(), 5U);
  for (const std::uint64_t step : {299, 1, 150, 151, 0, 300, 77}) {
    all.goTo(step);
    few.goTo(step);
    EXPECT_EQ(difference(all.experiment(), *all.snapshot(), *few.snapshot()), "") << step;
  }
}

TEST(SavedState, IsNotTakenForALaterMomentOfItsStep) {
  // A state saved when a step was first reached, and a command given there afterwards.
  Engine engine(std::make_unique<strain::QueueSimulation>());
  engine.snapshot();
  engine.apply(Command::act("burst"));
  const auto after = engine.snapshot();
  engine.apply(Command::run(3));
  engine.goTo(0);
  EXPECT_EQ(difference(engine.experiment(), *after, *engine.snapshot()), "");
  engine.apply(Command::act("burst"));
  engine.undo();
  EXPECT_EQ(difference(engine.experiment(), *after, *engine.snapshot()), "");
}

class OnDemand : public testing::Test {
 protected:
  using Watch = strain::LongTraining::Watch;
  std::shared_ptr<Watch> watch = std::make_shared<Watch>();
  Engine engine{std::make_unique<strain::LongTraining>(watch, 50000)};
  const strain::LongTraining& training() const {
    return static_cast<const strain::LongTraining&>(engine.experiment());
  }
};

TEST_F(OnDemand, IsNotPaidForByThoseWhoDoNotLook) {
  engine.setHost({.wants = [](std::size_t) { return false; }});
  engine.apply(Command::run(20));
  EXPECT_EQ(training().weights.in(*engine.snapshot()), nullptr);
  EXPECT_EQ(watch->copies, 0);
  EXPECT_LT(engine.history().bytes(), 16 * 50000 * sizeof(float) + 200000);  // saved states and small things
}

TEST_F(OnDemand, IsComputedOncePerLook) {
  engine.apply(Command::run(20));
  EXPECT_EQ(watch->copies, 0);
  const auto first = engine.snapshot();
  ASSERT_NE(training().weights.in(*first), nullptr);
  EXPECT_EQ(training().weights.in(*first)->data.size(), 50000U);
  EXPECT_EQ(engine.snapshot(), first);
  EXPECT_EQ(watch->copies, 1);
  engine.apply(Command::run(1));
  EXPECT_NE(training().weights.in(*engine.snapshot())->data, training().weights.in(*first)->data);
  EXPECT_EQ(watch->copies, 2);
}

TEST_F(OnDemand, IsTheSameWhoeverLookedWhen) {
  engine.apply(Command::run(5));
  const auto then = engine.snapshot();
  engine.apply(Command::run(5));
  engine.snapshot();
  engine.goTo(5);
  EXPECT_EQ(training().weights.in(*engine.snapshot())->data, training().weights.in(*then)->data);
  EXPECT_EQ(difference(engine.experiment(), *then, *engine.snapshot()), "");
}

TEST_F(OnDemand, DoesNotCrowdOutThePast) {
  Engine big(std::make_unique<strain::LongTraining>(watch, 300000), {.bytes = 16u << 20, .states = 2});
  for (int i = 0; i < 40; ++i) {
    big.apply(Command::step());
    big.snapshot();
  }
  EXPECT_EQ(big.history().size(), 41U);
}

}  // namespace
}  // namespace gradarium::lab
