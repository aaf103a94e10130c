// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cmath>

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/lab/experiment.h"
#include "tests/core/lab/strain/gate.h"

namespace gradarium::lab::strain {

/// A long training: each step makes `parts` passes over many weights, in parallel, tells how far it is and
/// shows what it has. Its weights are ten megabytes that are copied only while somebody looks at them.
class LongTraining final : public Experiment {
 public:
  /// What a test holds of it from outside: a gate in the middle of each step, and counts.
  struct Watch {
    Gate gate;
    std::atomic<int> copies{0}, steps{0}, given_up{0}, resets{0};
  };
  static constexpr int tenMegabytes = 2'621'440;
  explicit LongTraining(std::shared_ptr<Watch> watch = std::make_shared<Watch>(), int weights = tenMegabytes)
      : Experiment("long-training", "A long training"),
        size(this, "size", "Weights", {.value = weights, .min = 1, .max = weights, .scale = Scale::Log}),
        watch_(std::move(watch)) {}
  Int size;
  Int parts{this, "parts", "Passes in a step", {.value = 4, .min = 1, .max = 100}};
  Real rate{this, "rate", "Learning rate", {.value = 0.02, .min = 0, .max = 3, .traits = {.live = true}}};
  Seed seed{this};
  Scalar loss{this, "loss", "Loss"};
  Series losses{this, "losses", "Loss of each step"};
  Scalar pass{this, "pass", "Pass within the step"};
  lab::Tensor weights{this, "weights", "Weights", [this] {
                        ++watch_->copies;
                        return value::Tensor{{state_.weights.size()}, state_.weights};
                      }};

  void reset() override {
    ++watch_->resets;
    state_ = {std::vector<float>(static_cast<std::size_t>(size)), base::Random(seed)};
    const base::Random random(seed);
    base::parallelFor(state_.weights.size(), 4096, [&](std::size_t begin, std::size_t end) {
      base::Random own = random.split(begin);
      for (std::size_t i = begin; i < end; ++i) state_.weights[i] = static_cast<float>(own.normal());
    });
    loss = measure();
  }
  Status step(Run& run) override {
    ++watch_->steps;
    for (int part = 0; part < parts; ++part) {
      run.progress(static_cast<double>(part) / parts, "pass " + std::to_string(part + 1));
      watch_->gate.pass([&] { return run.cancelled(); });
      if (run.cancelled()) {
        ++watch_->given_up;
        return Status::Cancelled;
      }
      const float target = static_cast<float>(state_.random.normal()) * 0.01F, r = static_cast<float>(rate);
      base::parallelFor(state_.weights.size(), 4096, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) state_.weights[i] -= r * (state_.weights[i] - target);
      });
      pass = part + 1;
      loss = measure();
      run.publish();
    }
    losses.append(measure());
    return losses.current() && measure() < 1e-3 ? Status::Finished : Status::Running;
  }
  std::any save() const override { return state_; }
  void restore(const std::any& state) override { state_ = std::any_cast<const State&>(state); }
  std::size_t savedBytes() const override { return state_.weights.size() * sizeof(float); }

 private:
  struct State {
    std::vector<float> weights;
    base::Random random;
  };
  double measure() const {
    const double sum = base::parallelReduce(
        state_.weights.size(), 4096, 0.0,
        [&](std::size_t begin, std::size_t end) {
          double part = 0;
          for (std::size_t i = begin; i < end; ++i)
            part += static_cast<double>(state_.weights[i]) * static_cast<double>(state_.weights[i]);
          return part;
        },
        [](double x, double y) { return x + y; });
    return sum / static_cast<double>(state_.weights.size());
  }
  std::shared_ptr<Watch> watch_;
  State state_;
};

}  // namespace gradarium::lab::strain
