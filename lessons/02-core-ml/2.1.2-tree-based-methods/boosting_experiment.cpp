// SPDX-License-Identifier: GPL-3.0-or-later
#include "boosting_experiment.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "node_words.h"

namespace gradarium::lessons {
namespace {

/// Some of a set's rows.
std::shared_ptr<const data::Dataset> part(const data::Dataset& set, const std::vector<std::size_t>& rows) {
  auto some = std::make_shared<data::Dataset>(set);
  some->rows = rows.size();
  some->features.clear();
  some->target.clear();
  for (const std::size_t i : rows) {
    some->features.insert(some->features.end(), set.row(i), set.row(i) + set.columns);
    some->target.push_back(set.target[i]);
  }
  return some;
}

}  // namespace

/// 1 for the last class, 0 for the others.
double BoostingExperiment::targetOf(const data::Dataset& set, std::size_t row) const {
  return set.target[row] + 1 == static_cast<int>(set.classNames.size()) ? 1 : 0;
}

void BoostingExperiment::reset() {
  state_ = {};
  state_.all = data.get();
  const Task whole = taskFrom(state_.all, "gradient boosting");
  const std::size_t n = state_.all->rows;
  std::vector<std::size_t> rows(n);
  for (std::size_t i = 0; i < n; ++i) rows[i] = i;
  base::Random random(seed);
  random.shuffle(rows);
  const auto outside = static_cast<std::size_t>(std::lround(held * static_cast<double>(n)));
  state_.out.assign(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(outside));
  rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(outside));
  std::sort(rows.begin(), rows.end());
  state_.task = taskFrom(outside == 0 ? state_.all : part(*state_.all, rows), "gradient boosting");
  state_.plane = Plane(whole);
  std::vector<double> targets;
  for (std::size_t i = 0; i < state_.task.set->rows; ++i) targets.push_back(targetOf(*state_.task.set, i));
  for (const std::size_t i : state_.out) state_.heldTargets.push_back(targetOf(*state_.all, i));
  const bool second = order == Order::Second;
  state_.now.emplace(state_.task.columns, std::move(targets),
                     ml::BoostingOptions{.loss = loss,
                                         .newton = second,
                                         .learningRate = eta,
                                         .lambda = lambda,
                                         .subsample = subsample,
                                         .limits = {.maxDepth = static_cast<std::size_t>(depth), .minLeaf = static_cast<std::size_t>(minLeaf)},
                                         .seed = seed});
  state_.next = state_.now;
  state_.next->add();
  state_.heldScores.assign(state_.heldTargets.size(), state_.now->start());
  state_.cells.assign(Plane::side * Plane::side, state_.now->start());
  points = state_.plane.points(state_.task);
  lab::value::Labels two{{}, {state_.task.classes() == 2 ? state_.task.set->classNames[0] : "the others", state_.task.positiveName()}};
  for (std::size_t i = 0; i < state_.task.set->rows; ++i) two.codes.push_back(targetOf(*state_.task.set, i) > 0 ? 1 : 0);
  classes = std::move(two);
  look();
  publish();
}

lab::Status BoostingExperiment::step(lab::Run&) {
  State& s = state_;
  if (s.now->trees().size() >= static_cast<std::size_t>(trees)) return lab::Status::Finished;
  const ml::Tree& tree = *s.next->trees().back();
  for (std::size_t i = 0; i < s.out.size(); ++i)
    s.heldScores[i] += eta * tree.predict({s.all->row(s.out[i]), s.all->columns})[0];
  std::size_t cell = 0;
  s.plane.field([&](std::span<const double> row) {
    s.cells[cell++] += eta * tree.predict(row)[0];
    return 0.0;
  });
  s.now = s.next;
  s.next->add();
  look();
  publish();
  return s.now->trees().size() < static_cast<std::size_t>(trees) ? lab::Status::Running : lab::Status::Finished;
}

std::size_t BoostingExperiment::savedBytes() const {
  return state_.now ? (state_.cells.size() + state_.heldScores.size() + 4 * state_.now->scores().size() + 4 * state_.now->trees().size()) * sizeof(double) : 0;
}

/// At both losses, where trees may have run away: the curves stop being drawn where they are no numbers.
void BoostingExperiment::look() {
  State& s = state_;
  const auto count = static_cast<double>(s.now->trees().size());
  const double now = s.now->loss();
  show(trainNow, now);
  if (std::isfinite(now)) training.append(count, now);
  if (s.heldTargets.empty()) return;
  const double outside = s.now->loss(s.heldScores, s.heldTargets);
  show(validNow, outside);
  if (!std::isfinite(outside)) return;
  validation.append(count, outside);
  if (s.now->trees().empty() || outside < s.best) {
    s.best = outside;
    s.bestAt = s.now->trees().size();
  }
  validBest = s.best;
  bestAt = static_cast<double>(s.bestAt);
  double good = 0;
  for (std::size_t i = 0; i < s.heldScores.size(); ++i)
    good += (s.now->probability(s.heldScores[i]) > 0.5) == (s.heldTargets[i] > 0) ? 1 : 0;
  right = good / static_cast<double>(s.heldScores.size());
}

void BoostingExperiment::publish() {
  const State& s = state_;
  grown = static_cast<double>(s.now->trees().size());
  start = s.now->start();
  const std::vector<double> r = s.now->residuals();
  lab::value::Labels sides{{}, {"pulls down", "pulls up", "settled"}};
  double most = 0;
  for (const double value : r) {
    sides.codes.push_back(std::abs(value) < 0.1 ? 2 : value > 0 ? 1 : 0);
    most = std::max(most, std::abs(value));
  }
  pulls = std::move(sides);
  largest = most;
  residuals = {{{"residual", "", r, {}}}};
  const ml::Tree& tree = *s.next->trees().back();
  std::size_t cell = 0;
  if (s.plane.flat()) {
    field = s.plane.field([&](std::span<const double>) { return std::clamp(s.now->probability(s.cells[cell++]), 0.0, 1.0); });
    nextField = s.plane.field([&](std::span<const double> row) { return std::clamp(tree.predict(row)[0], -1e6, 1e6); });
  }
  this->tree = treeValue(tree, s.task, [&](std::size_t node) {
    const double value = tree.valueOf(node)[0];
    return (value > 0 ? "+" : "") + brief(value);
  });
}

double BoostingExperiment::tenth(const lab::Snapshot& s) const {
  const auto* curve = training.in(s);
  const bool asked = data.textIn(s) == "iris" && eta.in(s) == 0.1 && depth.in(s) == 3 && held.in(s) == 0 && lambda.in(s) == 0 &&
                     subsample.in(s) == 1 && loss.in(s) == ml::BoostingLoss::Binomial && order.in(s) == Order::First && minLeaf.in(s) == 1;
  if (!curve || !asked) return std::nan("");
  for (std::size_t i = 0; i < curve->size(); ++i)
    if (curve->y(i) < curve->y(0) / 10) return curve->x(i);
  return std::nan("");
}

lab::Arithmetic BoostingExperiment::explain(lab::Cell cell) const {
  if (!state_.next) throw base::BadCall("there is no tree yet");
  const ml::Tree& tree = *state_.next->trees().back();
  if (cell.row < 0 || static_cast<std::size_t>(cell.row) >= tree.nodes.size()) throw base::BadCall("there is no such node");
  const std::vector<double> r = state_.now->residuals(), h = state_.now->hessians();
  std::vector<double> sumG(tree.nodes.size(), 0), sumH(sumG), count(sumG);
  for (const std::uint32_t i : state_.next->sampleOf(state_.now->trees().size()))
    for (int at = static_cast<int>(tree.leafOf(state_.task.row(i))); at >= 0; at = tree.nodes[static_cast<std::size_t>(at)].parent) {
      const auto node = static_cast<std::size_t>(at);
      sumG[node] -= r[i];
      sumH[node] += h[i];
      ++count[node];
    }
  const auto node = static_cast<std::size_t>(cell.row);
  const bool newton = order == Order::Second;
  if (tree.nodes[node].leaf()) {
    const double below = sumH[node] + lambda;
    return {"Weight of this leaf: -G / (H + λ)",
            {{"G", "sum of p - y over " + brief(count[node]) + " samples", sumG[node]},
             {"H", loss == ml::BoostingLoss::Binomial ? "sum of p (1 - p)" : "number of samples", sumH[node]},
             {"λ", "", lambda},
             {"its share of the gain", brief(sumG[node]) + "² / " + brief(below), below > 0 ? sumG[node] * sumG[node] / below : 0}},
            tree.valueOf(node)[0]};
  }
  // By the gradient alone every sample counts 1, and nothing is added to that.
  const auto score = [&](std::size_t of) {
    const double below = newton ? sumH[of] + lambda : count[of];
    return std::pair{brief(sumG[of]) + "² / " + brief(below), below > 0 ? sumG[of] * sumG[of] / below : 0};
  };
  const auto left = score(static_cast<std::size_t>(tree.nodes[node].left)), right = score(static_cast<std::size_t>(tree.nodes[node].right)), whole = score(node);
  return {newton ? "Gain of this split: the sum of G² / (H + λ)" : "Gain of this split: squared error that goes, the sum of G² / n",
          {{"at most " + brief(tree.nodes[node].threshold), left.first, left.second}, {"above", right.first, right.second}, {"before", whole.first, -whole.second}},
          left.second + right.second - whole.second};
}

std::string BoostingExperiment::writeModel() const {
  if (!state_.now) throw base::Error("there is no model yet");
  std::string text = "{\"start\": " + base::shortest(state_.now->start()) + ", \"learning_rate\": " + base::shortest(eta) + ", \"trees\": [";
  for (std::size_t t = 0; t < state_.now->trees().size(); ++t) text += (t > 0 ? ",\n " : "\n ") + treeJson(*state_.now->trees()[t], state_.task);
  return text + "]}\n";
}

}  // namespace gradarium::lessons
