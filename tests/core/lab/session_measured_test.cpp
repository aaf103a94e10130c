// SPDX-License-Identifier: GPL-3.0-or-later
// Who measures has the machine to itself, and comes to it however busy the others are.
#include <gtest/gtest.h>

#include <thread>

#include "core/lab/machine_lock.h"
#include "core/lab/session.h"
#include "tests/core/lab/bell.h"
#include "tests/core/lab/sameness.h"
#include "tests/core/lab/strain/measured_clock.h"

namespace gradarium::lab {
namespace {

using strain::MeasuredClock;

class MeasuringSession : public testing::Test {
 protected:
  ~MeasuringSession() override { Session::joinAll(); }  // after the sessions of the test are gone
};

TEST_F(MeasuringSession, HasTheMachineToItself) {
  const auto occupancy = std::make_shared<strain::Occupancy>();
  std::vector<std::unique_ptr<Session>> sessions;
  for (const bool measures : {true, false, false, true})
    sessions.push_back(
        std::make_unique<Session>(std::make_unique<MeasuredClock>(occupancy, measures), SessionOptions{}));
  for (const auto& session : sessions) session->post(Command::run(200));
  for (const auto& session : sessions) {
    session->wait();
    EXPECT_EQ(session->latest()->step, 200U);
  }
  EXPECT_FALSE(occupancy->disturbed);
  sessions.clear();
  Session::joinAll();
}

TEST_F(MeasuringSession, IsNotStarvedByThoseWhoNeverRest) {
  const auto occupancy = std::make_shared<strain::Occupancy>();
  std::vector<std::unique_ptr<Session>> busy;
  for (int i = 0; i < 3; ++i) {
    busy.push_back(
        std::make_unique<Session>(std::make_unique<MeasuredClock>(occupancy, false), SessionOptions{}));
    busy.back()->start();
  }
  Session measuring(std::make_unique<MeasuredClock>(occupancy, true), {});
  measuring.post(Command::run(20));
  measuring.wait();  // the others never pause
  EXPECT_EQ(measuring.latest()->step, 20U);
  EXPECT_FALSE(occupancy->disturbed);
  for (const auto& session : busy) EXPECT_TRUE(session->state().playing);
  busy.clear();
}

TEST_F(MeasuringSession, PromisesWhatItComputesAndNotHowLongItTook) {
  const MeasuredClock schema;
  Engine a(std::make_unique<MeasuredClock>()), b(std::make_unique<MeasuredClock>());
  for (Engine* engine : {&a, &b}) engine->apply(Command::run(10));
  EXPECT_EQ(difference(schema, *a.snapshot(), *b.snapshot()), "");
  EXPECT_TRUE(schema.seconds.traits().measured);
  EXPECT_GT(a.snapshot()->clock, 0);
  const auto then = a.snapshot();
  a.apply(Command::run(5));
  a.goTo(10);
  EXPECT_EQ(a.snapshot(), then);  // the past is remembered, not measured again
}

TEST_F(MeasuringSession, DoesNotStarveTheOthers) {
  const auto occupancy = std::make_shared<strain::Occupancy>();
  Session measuring(std::make_unique<MeasuredClock>(occupancy, true), {});
  measuring.start();
  Session ordinary(std::make_unique<MeasuredClock>(occupancy, false), {});
  ordinary.post(Command::run(20));
  ordinary.wait();  // the other never pauses
  EXPECT_EQ(ordinary.latest()->step, 20U);
  EXPECT_TRUE(measuring.state().playing);
  EXPECT_FALSE(occupancy->disturbed);
}

TEST(MachineLock, LetsOrdinaryOnesTogether) {
  MachineLock machine;
  machine.lock_shared();
  machine.lock_shared();
  machine.unlock_shared();
  machine.unlock_shared();
}

TEST(MachineLock, ServesInOrder) {
  MachineLock machine;
  std::mutex mutex;
  std::vector<int> order;
  const auto note = [&](int who) {
    const std::lock_guard lock(mutex);
    order.push_back(who);
  };
  machine.lock();
  std::vector<std::thread> threads;
  for (int who = 0; who < 6; ++who) {
    threads.emplace_back([&, who] {
      if (who % 2 == 0) {
        machine.lock_shared();
        note(who);
        machine.unlock_shared();
      } else {
        machine.lock();
        note(who);
        machine.unlock();
      }
    });
    while (machine.drawn() < static_cast<std::uint64_t>(who) + 2) std::this_thread::yield();
  }
  machine.unlock();
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4, 5}));
}

}  // namespace
}  // namespace gradarium::lab
