// SPDX-License-Identifier: GPL-3.0-or-later
// Left and returned to: the same state, whether the session was kept, ran on, or was shrunk to its journal.
#include "core/lab/session_pool.h"

#include <gtest/gtest.h>

#include "tests/core/lab/bell.h"
#include "tests/core/lab/sameness.h"
#include "tests/core/lab/strain/long_training.h"
#include "tests/core/lab/strain/queue_simulation.h"

namespace gradarium::lab {
namespace {

using strain::LongTraining;
using strain::QueueSimulation;

class PoolTest : public testing::Test {
 protected:
  ~PoolTest() override {
    pool.clear();
    watch->gate.open();
    Session::joinAll();
  }
  SessionPool::Factory queues() {
    return [this] {
      ++made;
      return std::make_shared<Session>(std::make_unique<QueueSimulation>(), SessionOptions{});
    };
  }
  SessionPool::Factory trainings() {
    return [this] {
      return std::make_shared<Session>(std::make_unique<LongTraining>(watch, 2000),
                                       SessionOptions{.publishHz = 1e9});
    };
  }
  /// Opens a page, does something there, and leaves it again.
  std::shared_ptr<const Snapshot> visit(const SessionKey& key, const Script& script) {
    auto session = pool.acquire(key, queues());
    session->play(script);
    session->wait();
    const auto seen = session->latest();
    session.reset();
    pool.leave(key);
    return seen;
  }
  std::shared_ptr<const Snapshot> look(const SessionKey& key) {
    const auto session = pool.acquire(key, queues());
    session->wait();
    const auto seen = session->latest();
    pool.leave(key);
    return seen;
  }
  int made = 0;
  std::shared_ptr<LongTraining::Watch> watch = std::make_shared<LongTraining::Watch>();
  QueueSimulation queue;
  LongTraining training{nullptr, 10};
  SessionPool pool;
};

const SessionKey a{"7.1.1", "queue"}, b{"7.1.2", "queue"}, c{"7.1.2", "other"};
const Script work{Command::set("servers", "3"), Command::run(40), Command::set("arrivals", "9"),
                  Command::act("burst"), Command::run(60)};

TEST_F(PoolTest, WhoComesBackFindsWhatTheyLeft) {
  const auto seen = visit(a, work);
  visit(b, {Command::run(5)});
  EXPECT_EQ(look(a), seen);
  EXPECT_EQ(made, 2);
  EXPECT_TRUE(pool.jobs().empty());
  EXPECT_GT(pool.idleBytes(), 0U);
}

TEST_F(PoolTest, LeavingPausesAndTellsNobody) {
  Bell bell;
  auto session = pool.acquire(a, trainings());
  session->setNotify(bell.ringer());
  watch->gate.close();
  session->start();
  watch->gate.awaitVisitor();
  pool.leave(a);
  EXPECT_FALSE(session->state().playing);
  const int rings = bell.rings();
  watch->gate.open();
  session->wait();
  EXPECT_EQ(session->latest()->step, 1U);  // the step under way was made to its end
  EXPECT_EQ(bell.rings(), rings);
  EXPECT_TRUE(pool.jobs().empty());
}

TEST_F(PoolTest, WhatIsKeptRunningIsAJob) {
  auto session = pool.acquire(a, trainings());
  watch->gate.close();
  session->post(Command::run(3));
  watch->gate.awaitVisitor();
  pool.keepRunning(a, true);
  EXPECT_TRUE(pool.jobs().empty());  // its page is open
  pool.leave(a);
  watch->gate.letOne();
  watch->gate.awaitVisitor();
  ASSERT_EQ(pool.jobs().size(), 1U);
  EXPECT_EQ(pool.jobs()[0].key, a);
  EXPECT_EQ(pool.jobs()[0].state.activity, "pass 2");
  EXPECT_EQ(pool.jobs()[0].state.progress, 0.25);
  watch->gate.open();
  session->wait();
  EXPECT_TRUE(pool.jobs().empty());
  EXPECT_EQ(pool.acquire(a, trainings()), session);
  EXPECT_EQ(session->latest()->step, 3U);
  EXPECT_TRUE(pool.keepsRunning(a));
}

TEST_F(PoolTest, AJobThatMayNotRunOnPauses) {
  auto session = pool.acquire(a, trainings());
  pool.keepRunning(a, true);
  watch->gate.close();
  session->start();
  watch->gate.awaitVisitor();
  pool.leave(a);
  EXPECT_EQ(pool.jobs().size(), 1U);
  pool.keepRunning(a, false);
  EXPECT_FALSE(session->state().playing);
}

class SmallPool : public PoolTest {
 protected:
  SmallPool() { pool = SessionPool(1); }
};

TEST_F(SmallPool, ShrinksAndWakesToTheSameState) {
  const auto seen = visit(a, work);
  while (!pool.isShrunk(a)) pool.tend();
  EXPECT_EQ(pool.idleBytes(), 0U);
  const auto again = look(a);
  EXPECT_EQ(made, 2);
  EXPECT_NE(again, seen);
  EXPECT_EQ(difference(queue, *seen, *again), "");
}

TEST_F(SmallPool, LeavesAloneWhatSomebodyHoldsOrRuns) {
  const auto held = pool.acquire(a, queues());
  held->post(Command::run(5));
  held->wait();
  pool.leave(a);
  for (int i = 0; i < 3; ++i) {
    pool.tend();
    held->wait();
  }
  EXPECT_FALSE(pool.isShrunk(a));
  watch->gate.close();
  {
    const auto session = pool.acquire(b, trainings());
    pool.keepRunning(b, true);
    session->start();
    watch->gate.awaitVisitor();
  }
  pool.leave(b);
  for (int i = 0; i < 100; ++i) pool.tend();
  EXPECT_FALSE(pool.isShrunk(b));
}

TEST_F(SmallPool, ASessionThatIsWantedAgainIsNotShrunk) {
  visit(a, work);
  pool.tend();  // the journal may be on its way
  auto session = pool.acquire(a, queues());
  session->post(Command::run(5));
  session->wait();
  pool.tend();
  EXPECT_FALSE(pool.isShrunk(a));
  const auto seen = session->latest();
  session.reset();
  pool.leave(a);
  while (!pool.isShrunk(a)) pool.tend();  // to its newest journal, not the one that was asked for before
  EXPECT_EQ(difference(queue, *seen, *look(a)), "");
}

TEST_F(PoolTest, ThoseLeftLongestAgoShrinkFirstAndNoMoreThanNeeded) {
  visit(a, work);
  const std::size_t one = pool.idleBytes();
  pool = SessionPool(one * 5 / 2);
  for (const SessionKey& key : {a, b, c}) visit(key, work);
  while (!pool.isShrunk(a)) pool.tend();
  for (int i = 0; i < 100; ++i) pool.tend();
  EXPECT_FALSE(pool.isShrunk(b));
  EXPECT_FALSE(pool.isShrunk(c));
  look(a);  // b is now the one left longest ago
  while (!pool.isShrunk(b)) pool.tend();
  EXPECT_FALSE(pool.isShrunk(a));
}

}  // namespace
}  // namespace gradarium::lab
