// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/race.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace gradarium::optim {

struct Race::Racer {
  Racer(const Settings& settings, Place start)
      : w{start.x, start.y}, optimizer(makeOptimizer<double>(settings)) {
    optimizer->add({w, g});
  }
  std::array<double, 2> w, g{};
  std::unique_ptr<Optimizer<double>> optimizer;
  double height = 0;
  std::optional<std::uint64_t> lostAt, arrivedAt;
};

Race::Race(Objective objective, Place start, const std::vector<Settings>& racers, const RaceOptions& options)
    : objective_(std::move(objective)),
      options_(options),
      noise_(options.seed, options.noise, objective_.ownNoise()) {
  if (options.rare < 1) throw base::BadCall("a feature is rare by 1 in 1 or more steps");
  if (!std::isfinite(objective_.value(start)))
    throw base::BadCall("the function has no finite value at the start");
  goal_ = objective_.least() + options.goal * (objective_.value(start) - objective_.least());
  for (const Settings& settings : racers) {
    racers_.push_back(std::make_unique<Racer>(settings, start));
    look(*racers_.back());
  }
}

Race::~Race() = default;
Race::Race(Race&&) noexcept = default;
Race& Race::operator=(Race&&) noexcept = default;

void Race::look(Racer& racer) const {
  racer.height = objective_.value({racer.w[0], racer.w[1]}, double(steps_));
  if (!racer.arrivedAt && racer.height <= goal_) racer.arrivedAt = steps_;
}

void Race::step() {
  const Place noise = noise_.at(steps_);
  sawY_ =
      options_.rare == 1 || base::Random(options_.seed ^ 0x5eedu).split(steps_).uniform() * options_.rare < 1;
  const Window& window = objective_.window();
  const double far = 100 * std::max(window.x1 - window.x0, window.y1 - window.y0);
  const double time = double(steps_++);
  for (const auto& one : racers_) {
    Racer& racer = *one;
    if (racer.lostAt) continue;
    const std::array<double, 2> before = racer.w;
    const Jet jet = objective_.jet({before[0], before[1]}, time);
    racer.g = {jet.x + noise.x, sawY_ ? jet.y + noise.y : 0};
    racer.optimizer->step();
    const double away = std::hypot(racer.w[0], racer.w[1]);
    const bool finite =
        std::isfinite(away) && std::isfinite(objective_.value({racer.w[0], racer.w[1]}, time));
    if (!finite || away > far) {
      racer.w = before;
      racer.lostAt = steps_;
      continue;
    }
    look(racer);
  }
}

std::size_t Race::size() const { return racers_.size(); }
Place Race::at(std::size_t racer) const { return {racers_[racer]->w[0], racers_[racer]->w[1]}; }
double Race::height(std::size_t racer) const { return racers_[racer]->height; }
Place Race::seen(std::size_t racer) const { return {racers_[racer]->g[0], racers_[racer]->g[1]}; }
bool Race::lost(std::size_t racer) const { return racers_[racer]->lostAt.has_value(); }
std::optional<std::uint64_t> Race::lostAt(std::size_t racer) const { return racers_[racer]->lostAt; }
std::optional<std::uint64_t> Race::arrivedAt(std::size_t racer) const { return racers_[racer]->arrivedAt; }
const Optimizer<double>& Race::optimizer(std::size_t racer) const { return *racers_[racer]->optimizer; }

}  // namespace gradarium::optim
