// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever fails, wherever: the state, the journal, undo and redo are what they were.
#include <gtest/gtest.h>

#include "core/lab/engine.h"
#include "tests/core/lab/brittle.h"
#include "tests/core/lab/refusal.h"
#include "tests/core/lab/sameness.h"

namespace gradarium::lab {
namespace {

class EngineFailure : public testing::TestWithParam<std::size_t> {
 protected:
  EngineFailure() {
    engine.setHost({.wants = [](std::size_t) { return false; }});
    engine.apply(Command::run(3));
    engine.apply(Command::set("rate", "2"));
    engine.apply(Command::run(3));
    engine.apply(Command::set("rate", "3"));
    engine.undo();  // so that there is something to redo
    engine.goTo(4);
  }
  template <class Work>
  void expectNoTrace(Work work) {
    const auto before = engine.snapshot();
    const Query& where = engine.experiment().query("where");
    const double x = engine.ask(where, {0, 0}).result;
    const Journal journal = engine.journal();
    const auto end = engine.end();
    const auto branches = engine.branches();
    EXPECT_ANY_THROW(work());
    EXPECT_EQ(difference(engine.experiment(), *before, *engine.snapshot()), "");
    EXPECT_EQ(engine.journal(), journal);
    EXPECT_EQ(engine.end(), end);
    EXPECT_EQ(engine.branches(), branches);
    EXPECT_TRUE(engine.canUndo());
    EXPECT_TRUE(engine.canRedo());
    EXPECT_EQ(engine.ask(where, {0, 0}).result, x);  // by the experiment itself, as are its parameters now
    for (const Parameter* parameter : engine.experiment().parameters())
      EXPECT_EQ(parameter->text(), parameter->textIn(*engine.snapshot())) << parameter->name();
  }
  Engine engine{std::make_unique<Brittle>(), {.snapshots = GetParam()}};
};

// Without a history, every look shows what the experiment itself holds.
INSTANTIATE_TEST_SUITE_P(Snapshots, EngineFailure, testing::Values(4000, 0));

TEST_P(EngineFailure, OfACommandLeavesNoTrace) {
  for (const Command& command :
       {Command::set("rate", "11"), Command::set("k", "0"), Command::set("nothing", "1"),
        Command::patch("rate", "{}"), Command::act("nothing"), Command::act("put", "nonsense"),
        Command::act("put", "[0,-1]"), Command::act("put", "[0,666]"), Command::set("fails", "reset")}) {
    SCOPED_TRACE(format(command));
    for (const Edit edit : {Edit::Whole, Edit::Update, Edit::Commit})
      expectNoTrace([&] { engine.apply(command, edit); });
    expectNoTrace([&] { engine.play({Command::set("k", "5"), Command::run(2), command}); });
    expectNoTrace([&] { engine.play({Command::set("rate", "7"), command}); });
    expectNoTrace([&] { engine.play({Command::run(2), Command::act("put", "[0,1]"), command}, true); });
  }
}

TEST_P(EngineFailure, OfAChangeLeavesNoTrace) {
  engine.apply(Command::set("breaks", "changed"));
  engine.apply(Command::set("fails", "nowhere"));
  engine.apply(Command::act("put", "[0,1]"));
  engine.undo();
  expectNoTrace([&] { engine.apply(Command::set("rate", "5")); });
}

TEST_P(EngineFailure, OfAStepLeavesNoTrace) {
  engine.goTo(6);
  engine.apply(Command::set("breaks", "step"));
  engine.apply(Command::act("put", "[0,1]"));
  engine.undo();
  expectNoTrace([&] { engine.step(); });
  expectNoTrace([&] { engine.apply(Command::run(5)); });
  expectNoTrace([&] { engine.play({Command::set("rate", "7"), Command::step()}); });
  engine.apply(Command::set("breaks", "nowhere"));
  engine.apply(Command::run(1));
  EXPECT_EQ(engine.position(), 7U);
}

TEST_P(EngineFailure, OfTheFirstResetCanBeMended) {
  auto experiment = std::make_unique<Brittle>();
  experiment->fails.set("reset");  // not the default: but the engine begins with the defaults
  Engine fresh(std::move(experiment));
  EXPECT_EQ(fresh.snapshot()->step, 0U);
  EXPECT_EQ(refusal<base::Error>([&] { fresh.apply(Command::set("fails", "reset")); }), "reset failed");
  fresh.play({Command::set("fails", "reset"), Command::set("fails", "nowhere"), Command::set("k", "5")});
  EXPECT_EQ(format(fresh.journal().script()), "set k=5");
}

TEST_P(EngineFailure, OnDemandIsToldWhenSomebodyLooks) {
  engine.apply(Command::set("breaks", "demand"));
  EXPECT_NO_THROW(engine.snapshot());
  engine.setHost({});
  EXPECT_EQ(refusal<std::exception>([&] { engine.snapshot(); }), "no room for it");
  engine.apply(Command::set("breaks", "nowhere"));
  EXPECT_NO_THROW(engine.snapshot());
}

TEST_P(EngineFailure, ASettingThatIsImpossibleAloneMayBePossibleWithOthers) {
  Engine fresh(std::make_unique<Brittle>());
  fresh.play({Command::set("most", "9"), Command::set("k", "9"), Command::run(1)});
  EXPECT_EQ(format(fresh.journal().script()), "set k=9; set most=9; run 1");
  EXPECT_EQ(static_cast<const Brittle&>(fresh.experiment()).resets, 1);
  EXPECT_EQ(refusal([&] {
              fresh.play({Command::set("most", "9"), Command::set("k", "8")});
            }),
            "most takes 0 to 8");
  EXPECT_EQ(format(fresh.journal().script()), "set k=9; set most=9; run 1");
}

class Silent final : public Experiment {
 public:
  Silent() : Experiment("silent", "Silent") {}
  Int k{this, "k", "k", {}};
  void reset() override {}
};
class Twice final : public Experiment {
 public:
  Twice() : Experiment("twice", "Twice") {}
  Int k{this, "k", "k", {}}, again{this, "k", "Again", {}};
  void reset() override {}
};

TEST(Declarations, MayNotShareAName) { EXPECT_THROW(Twice(), std::logic_error); }

TEST(Declarations, WithoutAStepAreFinishedAtOnce) {
  Engine engine(std::make_unique<Silent>());
  engine.apply(Command::run());
  EXPECT_EQ(engine.position(), 1U);
  EXPECT_EQ(engine.snapshot()->status, Status::Finished);
  EXPECT_EQ(refusal([&] { engine.experiment().parameter("x"); }), "silent has no parameter 'x'; it has k");
  EXPECT_EQ(refusal([&] { engine.experiment().action("x"); }), "silent has no action 'x'; it has none");
}

}  // namespace
}  // namespace gradarium::lab
