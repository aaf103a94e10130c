// SPDX-License-Identifier: GPL-3.0-or-later
#include "forest_experiment.h"

#include <algorithm>

#include "core/base/parallel.h"

namespace gradarium::lessons {

std::size_t ForestExperiment::features() const {
  const std::size_t d = state_.task.set->columns;
  const int chosen = mtry;
  return chosen > 0 ? std::min(d, static_cast<std::size_t>(chosen))
                    : std::max<std::size_t>(1, static_cast<std::size_t>(std::sqrt(static_cast<double>(d))));
}

ml::ForestOptions ForestExperiment::options(std::size_t features) const {
  return {.limits = {.minLeaf = static_cast<std::size_t>(minLeaf), .features = features},
          .share = share,
          .bootstrap = bootstrap,
          .seed = seed};
}

void ForestExperiment::reset() {
  state_ = {};
  state_.task = taskFrom(data, "a random forest");
  state_.plane = Plane(state_.task);
  points = state_.plane.points(state_.task);
  classes = classesOf(state_.task);
  const std::size_t d = state_.task.set->columns;
  for (const double part : {0.0, 0.07, 0.17, 0.34, 0.67, 1.0}) {
    if (d * state_.task.set->rows > mostNumbers) break;
    state_.rivals.push_back(std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(part * static_cast<double>(d)))));
  }
  state_.rivals.erase(std::unique(state_.rivals.begin(), state_.rivals.end()), state_.rivals.end());
  const ml::ClassTarget target(state_.task.set->target, state_.task.classes());
  state_.forests.emplace_back(state_.task.columns, target, options(features()));
  for (const std::size_t m : state_.rivals) state_.forests.emplace_back(state_.task.columns, target, options(m));
  publish();
}

lab::Status ForestExperiment::step(lab::Run&) {
  State& s = state_;
  const std::size_t before = s.forests[0].members().size();
  if (before >= static_cast<std::size_t>(trees)) return lab::Status::Finished;
  base::parallelFor(before < rivalTrees ? s.forests.size() : 1, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t f = begin; f < end; ++f) s.forests[f].add();
  });
  const ml::Tree& tree = s.forests[0].members().back()->tree;
  const std::size_t k = s.task.classes();
  if (s.plane.flat()) {
    if (s.votes.empty()) s.votes.assign(Plane::side * Plane::side * k, 0);
    std::size_t cell = 0;
    s.plane.field([&](std::span<const double> row) {
      const auto shares = tree.predict(row);
      for (std::size_t c = 0; c < k; ++c) s.votes[cell * k + c] += shares[c];
      ++cell;
      return 0.0;
    });
    if (s.tiles.size() < mostTiles)
      s.tiles.push_back(s.plane.field([&](std::span<const double> row) { return tree.predict(row)[static_cast<std::size_t>(s.task.positive())] - 0.5; }, every).values);
  }
  const auto& forest = s.forests[0];
  const auto count = static_cast<double>(before + 1);
  if (const double error = forest.outOfBagError(); std::isfinite(error)) oob.append(count, error);
  if (const double error = forest.memberError(); std::isfinite(error)) single.append(count, error);
  publish();
  if (const auto now = forest.strength(); std::isfinite(now.correlation)) spread.append(count, now.correlation * now.deviation * now.deviation);
  return before + 1 < static_cast<std::size_t>(trees) ? lab::Status::Running : lab::Status::Finished;
}

std::size_t ForestExperiment::savedBytes() const {
  std::size_t bytes = state_.votes.size() * sizeof(double);
  for (const auto& forest : state_.forests) bytes += forest.members().size() * 16 + state_.task.set->rows * state_.task.classes() * 16;
  for (const auto& one : state_.tiles) bytes += one.size() * sizeof(float);
  return bytes;
}

void ForestExperiment::publish() {
  const auto& forest = state_.forests[0];
  const auto count = static_cast<double>(forest.members().size());
  grown = count;
  looks = static_cast<double>(features());
  show(oobError, forest.outOfBagError());
  show(singleError, forest.memberError());
  const auto measured = forest.strength();
  show(strength, measured.strength);
  show(correlation, measured.correlation);
  show(variance, measured.deviation * measured.deviation);
  show(bound, measured.correlation * (1 - measured.strength * measured.strength) / (measured.strength * measured.strength));
  publishFields();
  publishRivals();
}

void ForestExperiment::publishFields() {
  const State& s = state_;
  const std::size_t k = s.task.classes();
  if (s.votes.empty()) return;
  std::size_t cell = 0;
  field = s.plane.field([&](std::span<const double>) {
    const auto from = s.votes.begin() + static_cast<std::ptrdiff_t>(cell++ * k);
    return static_cast<double>(std::max_element(from, from + static_cast<std::ptrdiff_t>(k)) - from);
  });
  lab::value::Matrix tiles{1 + s.tiles.size(), tile * tile, {}, {}, {}};
  const auto trees = static_cast<double>(s.forests[0].members().size());
  const auto positive = static_cast<std::size_t>(s.task.positive());
  for (std::size_t r = tile; r-- > 0;)  // pictures begin at the top
    for (std::size_t c = 0; c < tile; ++c)
      tiles.data.push_back(s.votes[((r * every + every / 2) * Plane::side + c * every + every / 2) * k + positive] / trees - 0.5);
  tiles.rowNames.push_back("all " + brief(trees));
  for (std::size_t t = 0; t < s.tiles.size(); ++t) {
    for (std::size_t r = tile; r-- > 0;) tiles.data.insert(tiles.data.end(), s.tiles[t].begin() + static_cast<std::ptrdiff_t>(r * tile), s.tiles[t].begin() + static_cast<std::ptrdiff_t>((r + 1) * tile));
    tiles.rowNames.push_back("tree " + std::to_string(t + 1));
  }
  members = std::move(tiles);
}

void ForestExperiment::publishRivals() {
  lab::value::Points all{0, 2, {}, {"correlation", "strength"}, {"", ""}, {}};
  lab::value::Points own = all;
  const auto add = [](lab::value::Points& to, const ml::RandomForest& forest, std::size_t m) {
    const auto at = forest.strength();
    if (!std::isfinite(at.correlation) || !std::isfinite(at.strength)) return;
    to.data.insert(to.data.end(), {at.correlation, at.strength});
    to.rowNames.push_back("mtry " + std::to_string(m));
    ++to.rows;
  };
  for (std::size_t f = 0; f < state_.rivals.size(); ++f) add(all, state_.forests[f + 1], state_.rivals[f]);
  add(own, state_.forests[0], features());
  rivals = std::move(all);
  mine = std::move(own);
}

}  // namespace gradarium::lessons
