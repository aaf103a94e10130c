// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <deque>
#include <limits>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/lab/experiment.h"

namespace gradarium::lab::strain {

/// A few servers and one queue, event by event, on a clock of its own. A step is one event.
class QueueSimulation final : public Experiment {
 public:
  QueueSimulation() : Experiment("queue", "A queue on a virtual clock") {}
  Int servers{this, "servers", "Servers", {.value = 2, .min = 1, .max = 4}};
  Real arrivals{
      this,
      "arrivals",
      "Arrivals",
      {.value = 2, .min = 0.1, .max = 20, .scale = Scale::Log, .traits = {.unit = "1/s", .live = true}}};
  Real service{this,
               "service",
               "Time of a service",
               {.value = 0.5, .min = 0.01, .max = 5, .traits = {.unit = "s", .live = true}}};
  Seed seed{this};
  Clock clock{this, ClockKind::VirtualSeconds, "s"};
  lab::Timeline timeline{this, "timeline", "Services"};
  Series waiting{this, "waiting", "Customers who wait", {.xLabel = "time in s"}};
  Scalar meanWait{this, "mean_wait", "Mean wait", {.unit = "s"}};
  Action<None> burst{this, "burst", "Five customers at once", [this](const None&) { arrive(5); }};
  Action<Pick> evict{this, "evict", "Send a customer home", [this](const Pick& p) { sendHome(p.index); }};

  void reset() override {
    state_ = {.random = base::Random(seed),
              .busyUntil = std::vector<double>(static_cast<std::size_t>(servers), never)};
    for (int s = 0; s < servers; ++s) state_.shown.lanes.push_back("server " + std::to_string(s + 1));
    state_.nextArrival = gap();
    publish();
  }
  Status step(Run&) override {
    auto first = std::min_element(state_.busyUntil.begin(), state_.busyUntil.end());
    if (state_.nextArrival <= *first) {
      clock = state_.nextArrival;
      state_.nextArrival = clock.now() + gap();
      arrive(1);
    } else {
      clock = *first;
      *first = never;
      serve();
      publish();
    }
    return clock.now() > 1000 ? Status::Finished : Status::Running;
  }
  std::any save() const override { return state_; }
  void restore(const std::any& state) override { state_ = std::any_cast<const State&>(state); }

 private:
  static constexpr double never = std::numeric_limits<double>::infinity();
  struct State {
    base::Random random;
    std::vector<double> busyUntil;
    std::deque<double> queue = {};  // when each of them came
    double nextArrival = 0, waited = 0, served = 0;
    int customers = 0;
    value::Timeline shown = {};
  };
  double gap() { return -std::log1p(-state_.random.uniform()) / arrivals; }
  void arrive(int count) {
    for (int i = 0; i < count; ++i) state_.queue.push_back(clock.now());
    serve();
    publish();
  }
  void serve() {
    for (std::size_t s = 0; s < state_.busyUntil.size() && !state_.queue.empty(); ++s) {
      if (state_.busyUntil[s] != never) continue;
      state_.waited += clock.now() - state_.queue.front();
      state_.queue.pop_front();
      ++state_.served;
      state_.busyUntil[s] = clock.now() + service * (0.5 + state_.random.uniform());
      state_.shown.spans.push_back({static_cast<int>(s), clock.now(), state_.busyUntil[s],
                                    "customer " + std::to_string(++state_.customers), 0});
    }
  }
  void sendHome(int index) {
    if (index < 0 || static_cast<std::size_t>(index) >= state_.queue.size())
      throw base::BadCall("evict takes one of the " + std::to_string(state_.queue.size()) + " who wait");
    state_.queue.erase(state_.queue.begin() + index);
    publish();
  }
  void publish() {
    timeline = state_.shown;
    waiting.append(clock.now(), static_cast<double>(state_.queue.size()));
    meanWait = state_.served > 0 ? state_.waited / state_.served : 0;
  }
  State state_;
};

}  // namespace gradarium::lab::strain
