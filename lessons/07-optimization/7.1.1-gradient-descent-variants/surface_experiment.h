// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/lab/experiment.h"
#include "core/optim/race.h"

namespace gradarium::lessons {

/// What the four topics share: a surface, a start to drag, and optimizers that race from it. Each change is
/// answered as if it had been so from the start: the race is run anew to the step where it stood.
class SurfaceExperiment : public lab::Experiment {
 public:
  using Surfaces = std::vector<lab::Choice<optim::Surface>::Option>;
  SurfaceExperiment(std::string id, std::string title, Surfaces surfaces, double usualCondition);

  lab::Choice<optim::Surface> surface;
  lab::TextInput own;
  lab::Real condition;
  lab::Seed seed{this};

  lab::Field landscape{this, "landscape", "Landscape"};
  lab::Points minima{this, "minima", "Minima"};
  lab::Points begin{this, "start", "Start"};
  lab::Action<lab::Move> moveStart{this,
                                   "move_start",
                                   "Start somewhere else",
                                   [this](const lab::Move& m) { startFrom(m); },
                                   {0, {1.5, 0.5}}};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override;
  void restore(const std::any& state) override;

 protected:
  /// One racer for each path: where they have been, and how high (empty: nobody asks).
  struct Lane {
    lab::Series* path;
    lab::Series* height;
  };
  /// In the order of racers(), which may be shorter than the lanes.
  virtual std::vector<Lane> lanes() = 0;
  virtual std::vector<optim::Settings> racers() const = 0;
  virtual optim::RaceOptions options() const { return {.seed = seed}; }
  /// The race stands at step 0 again.
  virtual void beginRecord() {}
  /// What the curve of a racer shows of where it stands: how high that is.
  virtual double charted(std::size_t racer) const { return race_->height(racer); }
  /// The race has made a step, or stands at its start: what is kept of every step.
  virtual void record() {}
  /// What is shown of the present alone.
  virtual void publish() = 0;

  const optim::Race& race() const { return *race_; }
  bool atUsualStart(const lab::Snapshot& snapshot) const;
  /// The places of every racer at every step: CSV, or npy of steps x (x, y of each racer), NaN where one was
  /// lost.
  std::string trajectories(lab::Format format);

 private:
  static constexpr std::uint64_t longest = 2000;  // steps: then the race is over
  void startFrom(const lab::Move& move);
  optim::Objective objective() const;
  void rerun(std::uint64_t steps);
  void take();
  void drawLandscape();

  std::optional<optim::Race> race_;
  optim::Place start_;
  std::string drawn_;  // what the landscape shows
};

}  // namespace gradarium::lessons
