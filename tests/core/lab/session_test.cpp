// SPDX-License-Identifier: GPL-3.0-or-later
// A session does what its engine would, on a thread of its own, and shows it no oftener than asked.
#include "core/lab/session.h"

#include <gtest/gtest.h>

#include <thread>

#include "core/base/clock.h"
#include "tests/core/lab/bell.h"
#include "tests/core/lab/brittle.h"
#include "tests/core/lab/random_commands.h"
#include "tests/core/lab/sameness.h"
#include "tests/core/lab/strain/keystrokes.h"
#include "tests/core/lab/strain/long_training.h"
#include "tests/core/lab/strain/queue_simulation.h"

namespace gradarium::lab {
namespace {

using strain::LongTraining;

class SessionTest : public testing::Test {
 protected:
  ~SessionTest() override { Session::joinAll(); }
  template <class E>
  std::unique_ptr<Session> make(std::unique_ptr<E> experiment = std::make_unique<E>(),
                                SessionOptions options = {}) {
    return std::make_unique<Session>(std::move(experiment), options, bell.ringer());
  }
  Bell bell;
  Brittle schema;
};

TEST_F(SessionTest, ShowsItsFirstStateUnasked) {
  const auto session = make<Brittle>();
  ASSERT_TRUE(bell.await([&] { return session->latest() != nullptr; }));
  EXPECT_EQ(session->latest()->step, 0U);
  EXPECT_EQ(schema.x.numberIn(*session->latest()), 3);
}

TEST_F(SessionTest, DoesWhatItsEngineWould) {
  const strain::QueueSimulation queue;
  RandomCommands commands(queue, 11);
  Engine engine(std::make_unique<strain::QueueSimulation>());
  const auto session = make<strain::QueueSimulation>();
  for (int i = 0; i < 60; ++i) {
    const Command command = commands.next();
    try {
      engine.apply(command);
    } catch (const base::Error&) {
    }
    session->post(command);
    session->wait();
    ASSERT_EQ(difference(queue, *engine.snapshot(), *session->latest()), "") << i << " " << format(command);
  }
  EXPECT_EQ(session->journal().get(), engine.journal());
  const auto end = engine.position();
  engine.goTo(end / 2);
  session->goTo(end / 2);
  session->wait();
  EXPECT_EQ(difference(queue, *engine.snapshot(), *session->latest()), "");
  EXPECT_EQ(session->state().position, end / 2);
  EXPECT_EQ(session->state().end, end);
}

TEST_F(SessionTest, PlaysUndoesAndRedoes) {
  const auto session = make<Brittle>();
  session->play({Command::set("k", "5"), Command::run(4)});
  session->wait();
  EXPECT_EQ(schema.x.numberIn(*session->latest()), 9);
  EXPECT_TRUE(session->state().canUndo);
  session->undo();
  session->wait();
  EXPECT_EQ(schema.x.numberIn(*session->latest()), 3);
  EXPECT_TRUE(session->state().canRedo);
  session->redo();
  session->wait();
  EXPECT_EQ(schema.x.numberIn(*session->latest()), 9);
  session->goTo(2);
  session->post(Command::set("rate", "2"));
  session->wait();
  EXPECT_EQ(session->state().branches->size(), 1U);
}

TEST_F(SessionTest, StartsStepsAndFinishes) {
  const auto session = make<Brittle>();
  session->post(Command::step(3));
  session->wait();
  EXPECT_EQ(session->latest()->step, 3U);
  session->start();
  session->wait();
  EXPECT_EQ(session->latest()->status, Status::Finished);
  EXPECT_EQ(session->latest()->step, 97U);
  session->goTo(90);
  session->start();
  session->wait();
  EXPECT_EQ(session->latest()->step, 97U);
  EXPECT_FALSE(session->state().playing);
}

TEST_F(SessionTest, PublishesNoOftenerThanTimeAllows) {
  const base::Stopwatch watch;
  constexpr double hz = 50;
  const auto session = make(std::make_unique<strain::QueueSimulation>(), {.publishHz = hz});
  session->post(Command::run(2000));
  session->wait();
  // One a period, one for each command and one at rest; however long it took.
  EXPECT_LE(bell.rings(), watch.seconds() * hz + 6);
  EXPECT_EQ(session->latest()->step, 2000U);
}

TEST_F(SessionTest, ShowsTheLastStateOfARunThatIsPaused) {
  const auto watch = std::make_shared<LongTraining::Watch>();
  const auto session =
      make(std::make_unique<LongTraining>(watch, 10), {.publishHz = 0});  // only what it comes to rest at
  session->setSpeed(20);
  session->start();
  while (watch->steps < 2) std::this_thread::yield();
  session->pause();  // most likely while it waits for the time of the next step
  session->wait();
  EXPECT_GE(session->latest()->step, 2U);
  EXPECT_EQ(session->latest()->step, session->journal().get().steps);
  EXPECT_EQ(session->latest()->step, session->state().position);
}

TEST_F(SessionTest, KeepsToItsSpeed) {
  const auto session = make<strain::QueueSimulation>();
  session->wait();
  session->setSpeed(500);
  const base::Stopwatch watch;
  session->post(Command::run(40));
  session->wait();
  EXPECT_GE(watch.seconds(), 39.0 / 500);  // never early; how late is the machine's affair
  session->setSpeed(0);
  session->post(Command::run(40));
  session->wait();
  EXPECT_EQ(session->latest()->step, 80U);
}

TEST_F(SessionTest, AnswersAndWrites) {
  const auto session = make<Brittle>();
  session->post(Command::act("put", "[0,8]"));
  EXPECT_EQ(session->ask(schema.where.index(), {0, 0}).get().result, 8);
  EXPECT_THROW(session->ask(schema.where.index(), {1, 0}).get(), base::BadCall);
  EXPECT_THROW(session->ask(99, {0, 0}).get(), std::out_of_range);
  EXPECT_EQ(session->write(schema.file.index(), Format::Text).get(), "8.000000");
  EXPECT_THROW(session->write(schema.file.index(), Format::Onnx).get(), base::BadCall);
  EXPECT_TRUE(session->takeErrors().empty());
}

TEST_F(SessionTest, CollectsErrorsAndLivesOn) {
  const auto session = make<Brittle>();
  session->post(Command::set("k", "99"));
  session->post(Command::act("put", "[0,666]"));
  session->post(Command::set("fails", "reset"));
  session->post(Command::set("breaks", "step"));
  session->start();
  session->wait();
  EXPECT_EQ(
      session->takeErrors(),
      (std::vector<std::string>{"k takes 1 to 12", "the experiment failed for a reason that it did not give",
                                "reset failed", "step failed"}));
  EXPECT_TRUE(session->takeErrors().empty());
  EXPECT_FALSE(session->state().playing);
  EXPECT_EQ(session->latest()->step, 0U);
  session->post(Command::set("breaks", "nowhere"));
  session->post(Command::step(2));
  session->wait();
  EXPECT_EQ(session->latest()->step, 2U);
}

TEST_F(SessionTest, ARefusedCommandDoesNotStopARun) {
  const auto session = make<strain::QueueSimulation>();
  session->start();
  ASSERT_TRUE(bell.await([&] { return session->latest() && session->latest()->step > 0; }));
  session->post(Command::set("servers", "99"));
  EXPECT_EQ(session->journal().get().entries.size(), 0U);
  EXPECT_TRUE(session->state().playing);
  EXPECT_EQ(session->takeErrors().size(), 1U);
}

TEST_F(SessionTest, AFaultyDemandStopsARunInsteadOfRepeatingItself) {
  const auto session = make(std::make_unique<Brittle>(), {.publishHz = 1e9});
  session->post(Command::set("breaks", "demand"));
  session->want(schema.wide, true);
  session->wait();
  EXPECT_EQ(session->takeErrors().front(), "no room for it");
  session->start();
  session->wait();
  EXPECT_LE(session->takeErrors().size(), 3U);
}

TEST_F(SessionTest, TellsWhenItComesToRest) {
  const auto session = make<Brittle>();
  session->post(Command::run(5));
  // Nobody asks it to wait: what is seen at the last ring is that nothing is under way any more.
  EXPECT_TRUE(bell.await([&] {
    return !session->state().busy && !session->state().playing && session->latest() &&
           session->latest()->step == 5;
  }));
}

TEST_F(SessionTest, ComputesOnDemandWhatIsWanted) {
  const auto watch = std::make_shared<LongTraining::Watch>();
  const LongTraining training(nullptr, 10);
  const auto session = make(std::make_unique<LongTraining>(watch, 5000));
  session->post(Command::run(3));
  session->wait();
  EXPECT_EQ(watch->copies, 0);
  EXPECT_EQ(training.weights.in(*session->latest()), nullptr);
  session->want(training.weights, true);
  session->want(training.weights, true);
  session->wait();
  ASSERT_NE(training.weights.in(*session->latest()), nullptr);
  EXPECT_EQ(training.weights.in(*session->latest())->data.size(), 5000U);
  session->want(training.weights, false);
  session->post(Command::run(1));
  session->wait();
  EXPECT_NE(training.weights.in(*session->latest()), nullptr);
  session->want(training.weights, false);
  const int copies = watch->copies;
  session->post(Command::run(5));
  session->wait();
  EXPECT_EQ(watch->copies, copies);
  EXPECT_EQ(training.weights.in(*session->latest()), nullptr);
}

TEST_F(SessionTest, ComputesTheSameOnAnyNumberOfThreads) {
  const LongTraining training(nullptr, 10);
  std::shared_ptr<const Snapshot> first;
  for (const int threads : {1, 2, 8}) {
    const auto session = make(std::make_unique<LongTraining>(std::make_shared<LongTraining::Watch>(), 100000),
                              {.threads = threads});
    session->want(training.weights, true);
    session->play({Command::run(3), Command::set("rate", "0.5"), Command::run(2)});
    session->wait();
    if (!first) first = session->latest();
    EXPECT_EQ(difference(training, *first, *session->latest()), "") << threads << " threads";
    ASSERT_NE(training.weights.in(*session->latest()), nullptr);
  }
}

TEST_F(SessionTest, ANotificationThatThrowsIsForgotten) {
  Session session(std::make_unique<Brittle>(), {}, [] { throw 1; });
  session.post(Command::run(5));
  session.wait();
  EXPECT_EQ(session.latest()->step, 5U);
}

}  // namespace
}  // namespace gradarium::lab
