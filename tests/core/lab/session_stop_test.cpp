// SPDX-License-Identifier: GPL-3.0-or-later
// In the middle of a long step: what pauses, what gives up, what is never lost, and that nobody waits.
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/base/clock.h"
#include "core/lab/session.h"
#include "tests/core/lab/bell.h"
#include "tests/core/lab/sameness.h"
#include "tests/core/lab/strain/long_training.h"

namespace gradarium::lab {
namespace {

using strain::LongTraining;

/// Its step polls nothing: it ends only when the test lets it.
class Deaf final : public Experiment {
 public:
  explicit Deaf(strain::Gate& gate) : Experiment("deaf", "Deaf"), gate_(gate) {}
  void reset() override {}
  Status step(Run&) override {
    gate_.pass([] { return false; });
    return Status::Running;
  }

 private:
  strain::Gate& gate_;
};

class SessionStop : public testing::Test {
 protected:
  SessionStop() { open(); }
  ~SessionStop() override {
    session.reset();
    watch->gate.open();
    Session::joinAll();
  }
  void open() {
    session = std::make_unique<Session>(std::make_unique<LongTraining>(watch, 2000),
                                        SessionOptions{.publishHz = 1e9}, bell.ringer());
  }
  /// Inside the second step, before its first pass.
  void enterStep() {
    session->post(Command::run(1));
    session->wait();
    watch->gate.close();
    session->start();
    watch->gate.awaitVisitor();
  }
  std::shared_ptr<LongTraining::Watch> watch = std::make_shared<LongTraining::Watch>();
  LongTraining schema{nullptr, 10};
  Bell bell;
  std::unique_ptr<Session> session;
};

TEST_F(SessionStop, ACancelledStepLeavesNothing) {
  enterStep();
  const auto before = session->latest();
  session->cancel();
  session->wait();  // the gate is still shut: only the poll can have ended it
  EXPECT_EQ(watch->given_up, 1);
  EXPECT_EQ(difference(schema, *before, *session->latest()), "");
  EXPECT_FALSE(session->state().playing);
  EXPECT_TRUE(session->takeErrors().empty());
  watch->gate.open();
  session->post(Command::run(1));
  session->wait();
  Engine engine(std::make_unique<LongTraining>(std::make_shared<LongTraining::Watch>(), 2000));
  engine.apply(Command::run(2));
  EXPECT_EQ(difference(schema, *engine.snapshot(), *session->latest()), "");
}

TEST_F(SessionStop, APausedStepIsMadeToItsEnd) {
  enterStep();
  session->pause();
  EXPECT_TRUE(session->state().busy);
  watch->gate.open();
  session->wait();
  EXPECT_EQ(session->latest()->step, 2U);
  EXPECT_EQ(watch->given_up, 0);
}

TEST_F(SessionStop, PartialResultsAndProgressAreShown) {
  enterStep();
  EXPECT_TRUE(bell.await([&] { return session->state().activity == "pass 1"; }));
  watch->gate.letOne();
  ASSERT_TRUE(bell.await([&] { return session->latest()->partial; }));
  EXPECT_EQ(schema.pass.numberIn(*session->latest()), 1);
  EXPECT_EQ(session->latest()->step, 1U);
  EXPECT_TRUE(bell.await([&] { return session->state().progress == 0.25; }));
  EXPECT_TRUE(session->state().busy);
  watch->gate.awaitVisitor();
  session->cancel();
  session->wait();
  EXPECT_FALSE(session->latest()->partial);
  EXPECT_EQ(schema.pass.numberIn(*session->latest()), 4);
}

TEST_F(SessionStop, AStructuralChangeDoesNotWaitForTheStepAndPlayingGoesOn) {
  enterStep();
  session->post(Command::set("seed", "5"));
  ASSERT_TRUE(
      bell.await([&] { return schema.seed.in(*session->latest()) == 5; }));  // with the gate still shut
  EXPECT_EQ(watch->given_up, 1);
  EXPECT_TRUE(session->state().playing);
  watch->gate.open();
  EXPECT_TRUE(bell.await([&] { return session->latest()->step > 0; }));
}

TEST_F(SessionStop, ALiveChangeWaitsForTheStep) {
  enterStep();
  session->pause();
  session->post(Command::set("rate", "0.5"));
  watch->gate.open();
  session->wait();
  EXPECT_EQ(watch->given_up, 0);
  EXPECT_EQ(format(session->journal().get().script()), "run 2; set rate=0.5");
}

TEST_F(SessionStop, OfADragOnlyTheNewestIsDone) {
  enterStep();
  session->pause();
  for (int i = 1; i < 100; ++i) session->post(Command::set("rate", std::to_string(i / 100.0)), Edit::Update);
  session->post(Command::set("rate", "1"), Edit::Commit);
  for (int i = 1; i < 100; ++i) session->post(Command::set("rate", std::to_string(i / 100.0)), Edit::Update);
  session->post(Command::set("rate", "2"), Edit::Commit);
  const int rings = bell.rings();
  watch->gate.open();
  session->wait();
  EXPECT_EQ(format(session->journal().get().script()),
            "run 2; set rate=1; set rate=2");  // two drags, two undos
  EXPECT_LT(bell.rings() - rings, 30);
  session->undo();
  session->wait();
  EXPECT_EQ(schema.rate.in(*session->latest()), 1);
}

TEST_F(SessionStop, ACommandIsNotLostToTheOneAfterIt) {
  session->post(Command::run(1));
  session->wait();
  watch->gate.close();
  session->play({Command::set("rate", "0.5"), Command::run(1)});
  watch->gate.awaitVisitor();  // in the middle of the script
  session->post(Command::set("seed", "5"));
  watch->gate.open();
  session->wait();
  EXPECT_EQ(format(session->journal().get().script()), "set rate=0.5; set seed=5");
}

TEST_F(SessionStop, ACancelledScriptLeavesNothing) {
  watch->gate.close();
  session->play({Command::set("seed", "5"), Command::run(3)});
  watch->gate.awaitVisitor();
  session->cancel();
  session->wait();
  EXPECT_EQ(format(session->journal().get().script()), "");
  EXPECT_EQ(schema.seed.in(*session->latest()), 0U);
  EXPECT_TRUE(session->takeErrors().empty());
}

TEST_F(SessionStop, ClosingWaitsForNobody) {
  for (const char* stuck : {"step", "script"}) {
    SCOPED_TRACE(stuck);
    watch->gate.close();
    Bell other;
    auto deaf =
        std::make_unique<Session>(std::make_unique<Deaf>(watch->gate), SessionOptions{}, other.ringer());
    if (std::string(stuck) == "step") {
      deaf->start();
    } else {
      deaf->play({Command::run(3)});
    }
    watch->gate.awaitVisitor();
    auto answer = deaf->journal();
    deaf.reset();
    const int rings = other.rings();
    EXPECT_THROW(answer.get(), std::future_error);
    watch->gate.open();
    Session::joinAll();
    EXPECT_EQ(other.rings(), rings);  // nobody is told any more
  }
}

#ifndef __SANITIZE_THREAD__  // which calls a thread that nobody joined a leak
TEST_F(SessionStop, AProgramThatEndsWithoutJoiningEnds) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const auto program = [] {
    auto forgotten = std::make_unique<Session>(std::make_unique<LongTraining>(), SessionOptions{});
    forgotten->wait();  // at rest: a library's threads under way at the end of a program are another matter
    forgotten.reset();
    std::exit(0);
  };
  EXPECT_EXIT(program(), testing::ExitedWithCode(0), "");
}
#endif

TEST_F(SessionStop, CancellingTheWayBackStaysWhereOneWas) {
  session.reset();
  session =
      std::make_unique<Session>(std::make_unique<LongTraining>(watch, 2000),
                                SessionOptions{.history = {.snapshots = 3, .states = 1}}, bell.ringer());
  session->post(Command::run(12));
  session->wait();
  ASSERT_EQ(session->latest()->step, 12U);
  watch->gate.close();
  session->goTo(6);
  watch->gate.awaitVisitor();
  session->cancel();
  session->wait();
  EXPECT_EQ(session->latest()->step, 12U);
  EXPECT_EQ(session->state().position, 12U);
}

TEST_F(SessionStop, AClosedSessionGivesItsMemoryBack) {
  session->post(Command::run(1));
  session->wait();
  session.reset();
  const base::Stopwatch patience;
  while (watch.use_count() > 1 && patience.seconds() < 60) std::this_thread::yield();
  EXPECT_EQ(watch.use_count(), 1);  // the experiment is gone, though nobody has joined its worker yet
}

TEST_F(SessionStop, NobodyIsToldAfterSetNotify) {
  session->setNotify({});
  const int rings = bell.rings();
  session->post(Command::run(2));
  session->wait();
  EXPECT_EQ(bell.rings(), rings);
  Bell other;
  session->setNotify(other.ringer());
  session->post(Command::run(1));
  EXPECT_TRUE(other.await([&] { return session->latest()->step == 3; }));
}

}  // namespace
}  // namespace gradarium::lab
