// SPDX-License-Identifier: GPL-3.0-or-later
// Drags, undo, branches, compaction, and states that stay: one behaviour a test.
#include <gtest/gtest.h>

#include "core/lab/engine.h"
#include "tests/core/lab/brittle.h"
#include "tests/core/lab/sameness.h"
#include "tests/core/lab/strain/keystrokes.h"
#include "tests/core/lab/strain/queue_simulation.h"

namespace gradarium::lab {
namespace {

class EngineTest : public testing::Test {
 protected:
  std::string journal() const { return format(engine.journal().script()); }
  double x() { return static_cast<const Brittle&>(engine.experiment()).x.numberIn(*engine.snapshot()); }
  void set(const std::string& name, const std::string& value, Edit edit = Edit::Whole) {
    engine.apply(Command::set(name, value), edit);
  }
  int undos() {
    int count = 0;
    while (engine.undo()) ++count;
    return count;
  }
  Engine engine{std::make_unique<Brittle>()};
};

TEST_F(EngineTest, BeginsWithItsReset) {
  EXPECT_EQ(x(), 3);
  EXPECT_EQ(engine.position(), 0U);
  EXPECT_FALSE(engine.canUndo());
  EXPECT_EQ(journal(), "");
}

TEST_F(EngineTest, ADragIsOneUndoAndOneEntry) {
  for (const char* value : {"2", "3", "4"}) set("rate", value, Edit::Update);
  set("rate", "5", Edit::Commit);
  EXPECT_EQ(journal(), "set rate=5");
  set("rate", "6");
  EXPECT_EQ(journal(), "set rate=5; set rate=6");
  EXPECT_EQ(undos(), 2);
  EXPECT_EQ(journal(), "");
}

TEST_F(EngineTest, AStructuralDragIsOneUndoOfTheWholeComputation) {
  engine.apply(Command::run(4));
  for (const char* value : {"9", "5", "7"}) set("k", value, Edit::Update);
  set("k", "8", Edit::Commit);
  EXPECT_EQ(journal(), "set k=8");
  EXPECT_EQ(x(), 8);
  EXPECT_EQ(undos(), 1);
  EXPECT_EQ(journal(), "run 4");
  EXPECT_EQ(x(), 7);
}

TEST_F(EngineTest, ADragWhileStepsGoOnIsOneUndoAndAnEntryAStep) {
  engine.apply(Command::run(2));
  set("rate", "2", Edit::Update);
  engine.apply(Command::step());
  set("rate", "3", Edit::Update);
  set("rate", "4", Edit::Update);
  engine.apply(Command::step());
  set("rate", "5", Edit::Commit);
  EXPECT_EQ(journal(), "run 2; set rate=2; run 1; set rate=4; run 1; set rate=5");
  EXPECT_EQ(undos(), 1);
  EXPECT_EQ(journal(), "run 2");
}

TEST_F(EngineTest, ADragThatEndsWhereItBeganLeavesNoTrace) {
  engine.apply(Command::run(6));
  const auto before = engine.snapshot();
  for (const char* name : {"rate", "k"}) {
    const std::string home = engine.experiment().parameter(name).text();
    set(name, "2", Edit::Update);
    set(name, "4", Edit::Update);
    set(name, home, Edit::Commit);
    EXPECT_EQ(journal(), "run 6") << name;
    EXPECT_FALSE(engine.canUndo());
    EXPECT_EQ(difference(engine.experiment(), *before, *engine.snapshot()), "");
  }
  engine.goTo(3);
  set("k", "5", Edit::Update);
  EXPECT_EQ(engine.branches().size(), 1U);
  set("k", "3", Edit::Commit);
  EXPECT_TRUE(engine.branches().empty());
  EXPECT_EQ(engine.end(), 6U);
  EXPECT_EQ(engine.position(), 3U);
}

TEST_F(EngineTest, ADragCountsAsItsNewestValueAlone) {
  set("k", "10");
  set("most", "8");
  set("k", "4", Edit::Update);  // brings `most` down ...
  EXPECT_EQ(engine.experiment().parameter("most").text(), "4");
  set("k", "9", Edit::Commit);  // ... and up again
  EXPECT_EQ(journal(), "set k=9; set most=8");
  set("k", "6");
  EXPECT_EQ(journal(), "set k=6; set most=6");
  engine.undo();
  EXPECT_EQ(engine.experiment().parameter("most").textIn(*engine.snapshot()), "8");
}

TEST_F(EngineTest, ARefusedPlaceDoesNotEndADrag) {
  engine.apply(Command::act("put", "[0,5]"), Edit::Update);
  EXPECT_THROW(engine.apply(Command::act("put", "[0,-1]"), Edit::Update), base::BadCall);
  EXPECT_EQ(x(), 5);
  engine.apply(Command::act("put", "[0,7]"), Edit::Commit);
  EXPECT_EQ(journal(), "act put=[0,7]");
  EXPECT_EQ(undos(), 1);
}

TEST_F(EngineTest, ARefusedValueKeepsTheDragsLastOne) {
  set("rate", "2", Edit::Update);
  EXPECT_THROW(set("rate", "99", Edit::Update), base::BadCall);
  engine.apply(Command::run(1));
  EXPECT_EQ(x(), 5);
  set("rate", "1", Edit::Commit);  // home, but steps were made on the way
  EXPECT_EQ(journal(), "set rate=2; run 1; set rate=1");
}

TEST_F(EngineTest, ACommandInThePastPartsFromTheFuture) {
  engine.apply(Command::run(10));
  engine.goTo(4);
  set("rate", "2");
  EXPECT_EQ(engine.end(), 4U);
  ASSERT_EQ(engine.branches().size(), 1U);
  EXPECT_EQ(engine.branches()[0].steps, 10U);
  engine.apply(Command::run(2));
  EXPECT_EQ(x(), 3 + 4 + 2 * 2);
  engine.undo();
  EXPECT_EQ(engine.end(), 10U);
  EXPECT_EQ(engine.position(), 4U);
}

TEST_F(EngineTest, AStepIntoAKnownFutureIsNoCommand) {
  engine.apply(Command::run(5));
  set("rate", "3");
  engine.apply(Command::run(5));
  engine.goTo(3);
  engine.apply(Command::run(4));
  EXPECT_EQ(engine.position(), 7U);
  EXPECT_EQ(engine.end(), 10U);
  EXPECT_EQ(x(), 3 + 5 + 2 * 3);
  engine.apply(Command::run(5));
  EXPECT_EQ(engine.end(), 12U);
}

TEST_F(EngineTest, AStructuralChangeCompactsTheJournal) {
  set("rate", "2");
  engine.apply(Command::run(3));
  engine.apply(Command::act("put", "[0,50]"));
  set("k", "5");
  EXPECT_EQ(journal(), "set k=5; set rate=2; reset");  // it was built with rate 2, not changed to it
  set("rate", "4");
  EXPECT_EQ(journal(), "set k=5; set rate=2; reset; set rate=4");
  engine.apply(Command::reset());
  EXPECT_EQ(journal(), "set k=5; set rate=4; reset");
}

TEST_F(EngineTest, WhatChangesNothingLeavesNoTrace) {
  set("k", "3");
  set("rate", "1", Edit::Update);
  set("rate", "1", Edit::Commit);
  engine.apply(Command::reset());
  engine.apply({Verb::Answer, {}, "42"});
  EXPECT_FALSE(engine.canUndo());
  EXPECT_EQ(journal(), "");
}

TEST_F(EngineTest, FinishedStaysUntilACommand) {
  engine.apply(Command::run());
  EXPECT_EQ(engine.snapshot()->status, Status::Finished);
  EXPECT_EQ(engine.position(), 97U);
  EXPECT_EQ(engine.step(), Status::Finished);
  engine.apply(Command::run(10));
  EXPECT_EQ(engine.position(), 97U);
  engine.goTo(50);
  EXPECT_EQ(engine.snapshot()->status, Status::Running);
  engine.goTo(97);
  EXPECT_EQ(engine.step(), Status::Finished);
  set("rate", "2");
  EXPECT_EQ(engine.snapshot()->status, Status::Running);
  engine.apply(Command::run(1));
  EXPECT_EQ(engine.position(), 98U);
}

TEST_F(EngineTest, DivergenceIsAStateWithItsStep) {
  engine.apply(Command::run(2));
  engine.apply(Command::act("poison"));
  EXPECT_EQ(engine.snapshot()->status, Status::Diverged);
  EXPECT_EQ(engine.snapshot()->message, "x is not finite at step 2");
  engine.apply(Command::run(3));
  EXPECT_EQ(engine.position(), 2U);
  engine.apply(Command::act("put", "[0,1]"));
  EXPECT_EQ(engine.snapshot()->status, Status::Running);
  EXPECT_EQ(engine.snapshot()->message, "");
  engine.apply(Command::run(3));
  EXPECT_EQ(x(), 4);
  engine.goTo(1);
  engine.goTo(2);
  EXPECT_EQ(engine.snapshot()->status, Status::Running);
}

TEST_F(EngineTest, RedoEndsWithTheNextCommand) {
  set("rate", "2");
  set("rate", "3");
  engine.undo();
  EXPECT_TRUE(engine.canRedo());
  EXPECT_THROW(set("rate", "99"), base::BadCall);
  EXPECT_TRUE(engine.canRedo());
  set("rate", "4");
  EXPECT_FALSE(engine.canRedo());
}

TEST(EngineJournal, TellsWhatTheComputationWasBuiltWith) {
  // A live text set before and after the vocabulary was made: only the journal's reset tells them apart.
  Engine engine(std::make_unique<strain::Keystrokes>());
  engine.apply(Command::set("text", "the cat"));
  engine.apply(Command::set("corpus", "cat the"));
  engine.apply(Command::set("text", "cat"));
  EXPECT_EQ(format(engine.journal().script()), "set corpus=cat the; set text=the cat; reset; set text=cat");
  Engine again(std::make_unique<strain::Keystrokes>());
  again.play(engine.journal().script(), true);
  EXPECT_EQ(again.journal(), engine.journal());
  EXPECT_EQ(difference(engine.experiment(), *engine.snapshot(), *again.snapshot()), "");
}

}  // namespace
}  // namespace gradarium::lab
