// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

#include "core/base/clock.h"
#include "core/lab/experiment.h"

namespace gradarium::lab::strain {

/// Counts who computes, so that a test can tell whether anybody did while the machine was being measured.
struct Occupancy {
  std::atomic<int> measuring{0}, others{0};
  std::atomic<bool> disturbed{false};
  struct Stay {
    Occupancy& at;
    std::atomic<int>& mine;
    Stay(Occupancy& o, std::atomic<int>& m) : at(o), mine(m) {
      ++mine;
      look();
    }
    ~Stay() {
      look();
      --mine;
    }
    void look() {
      if (at.measuring > 1 || (at.measuring == 1 && at.others > 0)) at.disturbed = true;
    }
  };
};

/// Times a loop: what it computes is promised, how long that takes is not.
class MeasuredClock final : public Experiment {
 public:
  explicit MeasuredClock(std::shared_ptr<Occupancy> occupancy = std::make_shared<Occupancy>(),
                         bool measures = true)
      : Experiment("measured-clock", "A measured clock"),
        occupancy_(std::move(occupancy)),
        measures_(measures) {}
  Int terms{this,
            "terms",
            "Terms",
            {.value = 2000, .min = 1, .max = 5000, .scale = Scale::Log, .traits = {.live = true}}};
  Clock clock{this, ClockKind::Seconds, "s"};
  Scalar sum{this, "sum", "Sum"};
  Scalar seconds{this, "seconds", "Duration", {.measured = true, .unit = "s"}};
  Series rates{this, "rates", "Terms a second", {.measured = true}};

  bool measures() const override { return measures_; }
  void reset() override {
    made_ = 0;
    sum = 0;
  }
  Status step(Run&) override {
    const Occupancy::Stay stay(*occupancy_, measures_ ? occupancy_->measuring : occupancy_->others);
    const base::Stopwatch watch;
    double total = 0;
    for (int i = 1; i <= terms; ++i) total += 1.0 / (static_cast<double>(i) + made_);
    made_ += terms;
    sum = total;
    const double took = watch.seconds();
    seconds = took;
    rates.append(terms / (took > 0 ? took : 1e-9));
    clock = clock.now() + took;
    return Status::Running;
  }

 private:
  std::shared_ptr<Occupancy> occupancy_;
  bool measures_;
  double made_ = 0;
};

}  // namespace gradarium::lab::strain
