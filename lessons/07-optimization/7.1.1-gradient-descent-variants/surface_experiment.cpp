// SPDX-License-Identifier: GPL-3.0-or-later
#include "surface_experiment.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/io/npy.h"

namespace gradarium::lessons {
namespace {

using optim::Surface;

struct Saved {
  optim::Place start;
  std::uint64_t steps = 0;
};

}  // namespace

SurfaceExperiment::SurfaceExperiment(std::string id, std::string title, Surfaces surfaces,
                                     double usualCondition)
    : Experiment(std::move(id), std::move(title)),
      surface(this, "surface", "Surface", std::move(surfaces)),
      own(this, "own", "f(x, y) =", "x^2 + 5 y^2 + 3 sin(2x) cos(2y)",
          {.help = "Numbers, x, y, pi, e, + - * / ^ and sin cos tan exp log sqrt abs tanh atan min max",
           .visible = [this] { return surface == Surface::Own; }}),
      condition(this, "condition", "Condition κ",
                {.value = usualCondition,
                 .min = 1,
                 .max = 1e4,
                 .scale = lab::Scale::Log,
                 .traits = {.help = "Steepest over flattest curvature", .live = true, .visible = [this] {
                              return surface == Surface::Ravine || surface == Surface::NoisyQuadratic ||
                                     surface == Surface::MovingValley;
                            }}}) {}

optim::Objective SurfaceExperiment::objective() const {
  if (surface == Surface::Own) return optim::Objective(optim::Expression(own.get()));
  return optim::Objective(surface, condition);
}

void SurfaceExperiment::reset() {
  start_ = objective().start();
  rerun(0);
}

void SurfaceExperiment::changed(const lab::Parameter&) { rerun(race_->steps()); }

void SurfaceExperiment::startFrom(const lab::Move& move) {
  if (move.to.size() != 2 || !std::isfinite(move.to[0] + move.to[1]))
    throw base::BadCall("a start takes an x and a y");
  const optim::Place before = start_;
  start_ = {move.to[0], move.to[1]};
  try {
    rerun(race_->steps());
  } catch (...) {
    start_ = before;
    throw;
  }
}

void SurfaceExperiment::rerun(std::uint64_t steps) {
  optim::Race next(objective(), start_, racers(), options());
  race_ = std::move(next);
  for (const Lane& lane : lanes()) {
    lane.path->set({});
    if (lane.height) lane.height->set({});
  }
  beginRecord();
  take();
  while (race_->steps() < steps) {
    race_->step();
    take();
  }
  begin = lab::value::Points{1, 2, {start_.x, start_.y}, {"x", "y"}, {}};
  drawLandscape();
  publish();
}

void SurfaceExperiment::take() {
  const std::vector<Lane> all = lanes();
  for (std::size_t i = 0; i < race_->size(); ++i) {
    if (race_->lost(i)) continue;
    all[i].path->append(race_->at(i).x, race_->at(i).y);
    if (all[i].height) all[i].height->append(static_cast<double>(race_->steps()), charted(i));
  }
  record();
}

void SurfaceExperiment::drawLandscape() {
  const optim::Objective& f = race_->objective();
  const auto time = static_cast<double>(race_->steps());
  // A drag of the start, or another rate, leaves the landscape as it is: views see that it is the same value.
  std::string drawn = surface.text() + " " + own.text() + " " + condition.text();
  if (f.moves()) drawn += " " + std::to_string(race_->steps());
  if (drawn == drawn_ && landscape.current()) return;
  drawn_ = std::move(drawn);
  const std::size_t side = f.moves() ? 128 : 256;
  const optim::Window& w = f.window();
  landscape = lab::value::Field{side, side, w.x0, w.x1, w.y0, w.y1, f.grid(side, side, w, time)};
  lab::value::Points lowest{0, 2, {}, {"x", "y"}, {}};
  for (const optim::Place& at : f.minima(time)) {
    lowest.data.insert(lowest.data.end(), {at.x, at.y});
    ++lowest.rows;
  }
  minima = std::move(lowest);
}

lab::Status SurfaceExperiment::step(lab::Run&) {
  race_->step();
  take();
  if (race_->objective().moves()) drawLandscape();
  publish();
  bool allLost = true;
  for (std::size_t i = 0; i < race_->size(); ++i) allLost = allLost && race_->lost(i);
  if (allLost) return lab::Status::Diverged;
  return race_->steps() >= longest ? lab::Status::Finished : lab::Status::Running;
}

std::any SurfaceExperiment::save() const { return Saved{start_, race_->steps()}; }

void SurfaceExperiment::restore(const std::any& state) {
  // The observables are back already: only the race itself is run again.
  const auto& saved = std::any_cast<const Saved&>(state);
  start_ = saved.start;
  drawn_.clear();
  race_.emplace(objective(), start_, racers(), options());
  while (race_->steps() < saved.steps) race_->step();
}

bool SurfaceExperiment::atUsualStart(const lab::Snapshot& snapshot) const {
  const auto* at = begin.in(snapshot);
  const Surface shown = surface.in(snapshot);
  if (!at || at->rows != 1 || shown == Surface::Own) return false;
  const optim::Place usual = optim::Objective(shown).start();
  return at->at(0, 0) == usual.x && at->at(0, 1) == usual.y;
}

std::string SurfaceExperiment::trajectories(lab::Format format) {
  const std::vector<Lane> all = lanes();
  const std::size_t steps = race_->steps() + 1, racers = race_->size();
  std::vector<const lab::value::Series*> paths;
  for (std::size_t i = 0; i < racers; ++i)
    paths.push_back(&std::get<lab::value::Series>(*all[i].path->current()));
  if (format == lab::Format::Npy) {
    std::vector<double> numbers(steps * racers * 2, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < racers; ++i)
      for (std::size_t t = 0; t < paths[i]->size(); ++t) {
        numbers[(t * racers + i) * 2] = paths[i]->x(t);
        numbers[(t * racers + i) * 2 + 1] = paths[i]->y(t);
      }
    return io::writeNpy({{steps, 2 * racers}, std::move(numbers)});
  }
  std::string csv = "racer,step,x,y\n";
  for (std::size_t i = 0; i < racers; ++i)
    for (std::size_t t = 0; t < paths[i]->size(); ++t)
      csv += std::string(optim::name(race_->optimizer(i).settings().method)) + "," + std::to_string(t) + "," +
             base::shortest(paths[i]->x(t)) + "," + base::shortest(paths[i]->y(t)) + "\n";
  return csv;
}

}  // namespace gradarium::lessons
