// SPDX-License-Identifier: GPL-3.0-or-later
#include "network_experiment.h"

#include <algorithm>
#include <numbers>
#include <numeric>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"

namespace gradarium::lessons {
namespace {

using optim::Method;

struct Entry {
  const char* name;  // in journals
  Method method;
  double rate;  // that suits it here: the best of a coarse search at 400 steps, rounded down
};
constexpr std::array<Entry, NetworkExperiment::racers> entries{{{"plain", Method::GradientDescent, 0.5},
                                                                {"heavy", Method::HeavyBall, 0.1},
                                                                {"nesterov", Method::Nesterov, 0.1},
                                                                {"adagrad", Method::AdaGrad, 0.1},
                                                                {"adadelta", Method::AdaDelta, 1},
                                                                {"rmsprop", Method::RmsProp, 0.01},
                                                                {"adam", Method::Adam, 0.01},
                                                                {"adamw", Method::AdamW, 0.01},
                                                                {"lion", Method::Lion, 0.003}}};
constexpr std::size_t held = 500, few = 256, fewer = 128;
constexpr std::uint64_t splitSeed = 7;  // which digits are held out is not the learner's business
constexpr std::uint64_t stride = 10;    // steps between two stops
constexpr double goal = 0.95;

std::shared_ptr<const train::LabelledSet> part(const train::LabelledSet& all,
                                               std::span<const std::size_t> rows) {
  return std::make_shared<const train::LabelledSet>(all.some(rows));
}

const lab::value::Series& of(const lab::Series& series) {
  return std::get<lab::value::Series>(*series.current());
}

}  // namespace

struct NetworkExperiment::Saved {
  std::shared_ptr<const train::NetworkRace::State> race;
  Stops stops;
};

NetworkExperiment::Lane::Lane(NetworkExperiment* owner, std::size_t index)
    : path(owner, std::string(entries[index].name) + "_path", nameOf(index),
           [owner, index] { return owner->pathOf(index); }, {.xLabel = "along u"}),
      loss(owner, std::string(entries[index].name) + "_loss", nameOf(index)),
      accuracy(owner, std::string(entries[index].name) + "_accuracy", nameOf(index)) {}

std::string NetworkExperiment::nameOf(std::size_t racer) {
  return std::string(optim::name(entries[racer].method));
}

std::vector<lab::Choice<std::size_t>::Option> NetworkExperiment::named(std::size_t first) {
  std::vector<lab::Choice<std::size_t>::Option> all;
  for (std::size_t i = 0; i < racers; ++i) all.push_back({entries[i].name, i, nameOf(i)});
  std::rotate(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first),
              all.begin() + static_cast<std::ptrdiff_t>(first) + 1);
  return all;
}

double NetworkExperiment::rateOf(std::size_t racer, std::uint64_t step) const {
  const double way = std::min(1.0, static_cast<double>(step) / static_cast<double>(int(length)));
  double factor = rate;
  if (schedule == Schedule::Cosine) factor *= 0.5 * (1 + std::cos(std::numbers::pi * way));
  if (schedule == Schedule::Step) factor *= way < 0.5 ? 1 : way < 0.75 ? 0.1 : 0.01;
  return factor * entries[racer].rate;
}

void NetworkExperiment::build() {
  if (!training_) {
    const train::LabelledSet all = train::labelled(*data::load("digits"), 1.0F / 16);
    std::vector<std::size_t> rows(all.rows());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    base::Random(splitSeed).shuffle(rows);
    const std::span<const std::size_t> order(rows);
    heldOut_ = part(all, order.first(held));
    training_ = part(all, order.subspan(held));
    few_ = part(all, order.subspan(held, few));
    fewer_ = part(all, order.subspan(held, fewer));
  }
  std::vector<optim::Settings> settings;
  for (const Entry& entry : entries) {
    optim::Settings s = optim::standard(entry.method);
    s.learningRate = entry.rate;
    s.momentum = s.beta1 = beta;
    s.weightDecay = entry.method == Method::AdamW ? double(lambda) : 0;
    settings.push_back(s);
  }
  race_ = std::make_unique<train::NetworkRace>(training_, settings, train::NetworkRaceOptions{.seed = seed});
  stops_.clear();
  sliceKey_.clear();
  seconds_.fill(0);
}

void NetworkExperiment::reset() {
  build();
  for (Lane& lane : lanes) {
    lane.loss.set({});
    lane.accuracy.set({});
  }
  edge.set({});
  weights = static_cast<double>(race_->network(0).parameterCount());
  publish();
}

lab::Status NetworkExperiment::step(lab::Run&) {
  std::array<double, racers> rates{};
  for (std::size_t i = 0; i < racers; ++i) rates[i] = rateOf(i, race_->steps());
  race_->step(batch, rates);
  for (std::size_t i = 0; i < racers; ++i)  // the fastest: others waited for the processor as well
    if (!race_->lostAt(i))
      seconds_[i] = race_->steps() == 1 ? race_->seconds(i) : std::min(seconds_[i], race_->seconds(i));
  publish();
  bool allLost = true;
  for (std::size_t i = 0; i < racers; ++i) allLost = allLost && race_->lostAt(i);
  if (allLost) return lab::Status::Diverged;
  return race_->steps() >= static_cast<std::uint64_t>(int(length)) ? lab::Status::Finished
                                                                   : lab::Status::Running;
}

void NetworkExperiment::changed(const lab::Parameter&) { publishTables(); }

void NetworkExperiment::keepStop() {
  auto stop = std::make_shared<Stop>();
  stop->step = race_->steps();
  for (std::size_t i = 0; i < racers; ++i) stop->weights[i] = train::flatWeights(race_->network(i));
  stops_.push_back(std::move(stop));
}

void NetworkExperiment::publish() {
  const std::uint64_t steps = race_->steps();
  if (steps % stride == 0) keepStop();
  // Nine networks on 1,797 digits take longer than nine steps do: every fifth step will do, after the first
  // few.
  if (steps <= 3 || steps % 5 == 0 || steps >= static_cast<std::uint64_t>(int(length))) score();
  publishTables();
}

void NetworkExperiment::score() {
  std::array<train::Scores, racers> onTraining, onHeldOut;
  base::parallelFor(2 * racers, 1, [&](std::size_t job, std::size_t) {
    const std::size_t i = job / 2;
    if (race_->lostAt(i)) return;
    (job % 2 ? onHeldOut : onTraining)[i] =
        train::scores(race_->network(i), job % 2 ? *heldOut_ : *training_);
  });
  const auto now = static_cast<double>(race_->steps());
  for (std::size_t i = 0; i < racers; ++i) {
    if (race_->lostAt(i)) continue;
    if (std::isfinite(onTraining[i].loss)) lanes[i].loss.append(now, onTraining[i].loss);
    lanes[i].accuracy.append(now, 100 * onHeldOut[i].accuracy);
  }
}

std::optional<std::uint64_t> NetworkExperiment::arrival(std::size_t racer) const {
  const auto& curve = of(lanes[racer].accuracy);
  for (std::size_t t = 0; t < curve.size(); ++t)
    if (curve.y(t) >= 100 * goal) return static_cast<std::uint64_t>(curve.x(t));
  return std::nullopt;
}

void NetworkExperiment::publishTables() {
  const auto steps = race_->steps();
  lab::value::Table table{{{"method", "", {}, {}},
                           {"rate", "", {}, {}},
                           {"loss", "", {}, {}},
                           {"held out", "%", {}, {}},
                           {"step at 95 %", "", {}, {}}}};
  lab::value::Table clock{{{"method", "", {}, {}}, {"time", "µs", {}, {}}}};
  for (std::size_t i = 0; i < racers; ++i) {
    const auto there = arrival(i);
    table.columns[0].texts.push_back(nameOf(i));
    table.columns[1].numbers.push_back(rateOf(i, steps == 0 ? 0 : steps - 1));
    table.columns[2].numbers.push_back(lastOf(of(lanes[i].loss)));
    table.columns[3].numbers.push_back(lastOf(of(lanes[i].accuracy)));
    table.columns[4].texts.push_back(race_->lostAt(i) ? "lost at " + std::to_string(*race_->lostAt(i))
                                     : there          ? std::to_string(*there)
                                                      : "not yet");
    clock.columns[0].texts.push_back(nameOf(i));
    clock.columns[1].numbers.push_back(1e6 * seconds_[i]);
  }
  const auto orNothing = [&](std::size_t racer) {
    const auto there = arrival(racer);
    return there ? static_cast<double>(*there) : std::nan("");
  };
  loss = table.columns[2].numbers[chosen];
  accuracy = table.columns[3].numbers[chosen];
  rivalAccuracy = table.columns[3].numbers[rival];
  arrived = orNothing(chosen);
  rivalArrived = orNothing(rival);
  standings = std::move(table);
  times = std::move(clock);
  const double now = rateOf(0, steps == 0 ? 0 : steps - 1);
  limit = now > 0 ? 2 / now : 0;
  if (steps % stride != 0 || !(now > 0)) return;
  // The rate may have been changed since this step was drawn.
  lab::value::Series limits;
  for (std::size_t i = 0; i < of(edge).size(); ++i)
    if (of(edge).x(i) < static_cast<double>(steps)) limits.append(of(edge).x(i), of(edge).y(i));
  limits.append(static_cast<double>(steps), 2 / now);
  edge.set(std::move(limits));
}

std::any NetworkExperiment::save() const { return Saved{race_->save(), stops_}; }

void NetworkExperiment::restore(const std::any& state) {
  const auto& saved = std::any_cast<const Saved&>(state);
  build();  // the observables are back already
  race_->restore(*saved.race);
  stops_ = saved.stops;
}

bool NetworkExperiment::outlived(const lab::Snapshot& s) const {
  return entries[chosen.in(s)].method == Method::Adam &&
         entries[rival.in(s)].method == Method::GradientDescent && s.step >= 200 &&
         accuracy.numberIn(s) >= 90 && rivalAccuracy.numberIn(s) < 50;
}

std::string NetworkExperiment::outliving(const lab::Snapshot& s) const {
  if (entries[chosen.in(s)].method != Method::Adam || entries[rival.in(s)].method != Method::GradientDescent)
    return "first must be Adam, second gradient descent";
  const auto percent = [](double x) { return base::shortest(std::round(10 * x) / 10) + " %"; };
  return "step " + std::to_string(s.step) + ": Adam " + percent(accuracy.numberIn(s)) +
         ", gradient descent " + percent(rivalAccuracy.numberIn(s));
}

}  // namespace gradarium::lessons
