// SPDX-License-Identifier: GPL-3.0-or-later
#include "cart_experiment.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "node_words.h"

namespace gradarium::lessons {
namespace {

/// The samples once more, each feature off by noise in its own standard deviation.
std::shared_ptr<const data::Dataset> jittered(const std::shared_ptr<const data::Dataset>& set, double sigmas, std::uint64_t seed) {
  if (sigmas == 0 || set->rows < 2) return set;
  auto moved = std::make_shared<data::Dataset>(*set);
  base::Random random(seed);
  for (std::size_t f = 0; f < set->columns; ++f) {
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < set->rows; ++i) sum += set->row(i)[f];
    const double mean = sum / static_cast<double>(set->rows);
    for (std::size_t i = 0; i < set->rows; ++i) squares += (set->row(i)[f] - mean) * (set->row(i)[f] - mean);
    const double deviation = std::sqrt(squares / static_cast<double>(set->rows));
    for (std::size_t i = 0; i < set->rows; ++i) moved->features[i * set->columns + f] += sigmas * deviation * random.normal();
  }
  return moved;
}

}  // namespace

ml::GrowthLimits CartExperiment::limits() const {
  return {.maxDepth = static_cast<std::size_t>(maxDepth), .minLeaf = static_cast<std::size_t>(minLeaf)};
}

void CartExperiment::reset() {
  state_ = {};
  state_.task = taskFrom(jittered(data.get(), jitter, seed), "a decision tree");
  state_.grower.emplace(state_.task.columns, ml::ClassTarget(state_.task.set->target, state_.task.classes(), criterion));
  state_.plane = Plane(state_.task);
  points = state_.plane.points(state_.task);
  classes = classesOf(state_.task);
  aim(0);
  publish();
}

/// Of all leaves, the split that takes away most. The tree in the end is the one that depth-first growth would make.
lab::Status CartExperiment::step(lab::Run&) {
  base::Random random(seed);
  std::size_t at = 0;
  ml::Split best;
  for (std::size_t node = 0; node < whole().nodes.size(); ++node) {
    if (!whole().nodes[node].leaf()) continue;
    const ml::Split split = state_.grower->best(node, limits(), random);
    if (split.feature < 0 || (best.feature >= 0 && split.gain <= best.gain)) continue;
    best = split;
    at = node;
  }
  if (best.feature < 0) return lab::Status::Finished;
  state_.grower->split(at, static_cast<std::size_t>(best.feature), best.threshold);
  ++state_.greedy;
  aim(at);
  publish();
  return lab::Status::Running;
}

void CartExperiment::changed(const lab::Parameter&) {
  if (state_.grower) publish();
}

std::size_t CartExperiment::wholeNode(int shown) const {
  std::vector<std::size_t> origin;
  ml::pruned(whole(), alpha > 0 ? static_cast<double>(alpha) : -1, &origin);
  if (shown < 0 || static_cast<std::size_t>(shown) >= origin.size())
    throw base::BadCall("there are nodes 0 to " + std::to_string(origin.size() - 1));
  return origin[static_cast<std::size_t>(shown)];
}

void CartExperiment::choose(const lab::Pick& pick) {
  aim(wholeNode(pick.index));
  publish();
}

void CartExperiment::ask(const lab::Pick& pick) {
  if (pick.index < 0 || static_cast<std::size_t>(pick.index) >= state_.task.set->columns)
    throw base::BadCall("there are features 0 to " + std::to_string(state_.task.set->columns - 1));
  aim(state_.node, static_cast<std::size_t>(pick.index));
  publish();
}

void CartExperiment::move(const lab::Move& move) {
  if (move.to.empty() || !std::isfinite(move.to[0])) throw base::BadCall("a threshold is a number");
  const auto column = state_.task.columns->column(state_.feature);
  const auto members = state_.grower->members(state_.node);
  const auto [low, high] = std::ranges::minmax(members, {}, [column](std::uint32_t i) { return column[i]; });
  state_.threshold = std::clamp(move.to[0], column[low], column[high]);
  state_.tried = true;
  publish();
}

void CartExperiment::cut() {
  const ml::Tree::Node& node = whole().nodes[state_.node];
  if (!node.leaf()) throw base::BadCall("this node asks its question already: choose a leaf, or take a split back");
  state_.grower->split(state_.node, state_.feature, state_.threshold);
  ++state_.hand;
  aimAtWorstLeaf();
  publish();
}

/// A node that is split shows its question; a leaf waits for one, about the feature looked at last.
void CartExperiment::aim(std::size_t node) {
  state_.tried = false;
  const ml::Tree::Node& at = whole().nodes[node];
  if (at.leaf()) return aim(node, state_.feature);
  state_.node = node;
  state_.feature = static_cast<std::size_t>(at.feature);
  state_.threshold = at.threshold;
}

/// In the middle: where the best threshold is, is for the learner to find.
void CartExperiment::aim(std::size_t node, std::size_t feature) {
  state_.node = node;
  state_.feature = feature;
  state_.tried = false;
  const auto cuts = state_.grower->cuts(node, feature);
  state_.threshold = cuts.empty() ? state_.task.columns->column(feature)[state_.grower->members(node).front()] : cuts[cuts.size() / 2].threshold;
}

void CartExperiment::aimAtWorstLeaf() {
  std::size_t worst = 0;
  double most = -1;
  for (std::size_t i = 0; i < whole().nodes.size(); ++i) {
    const auto& node = whole().nodes[i];
    if (!node.leaf() || node.weight * node.impurity <= most) continue;
    most = node.weight * node.impurity;
    worst = i;
  }
  aim(worst);
}

void CartExperiment::publish() {
  std::vector<std::size_t> origin;
  const ml::Tree shown = ml::pruned(whole(), alpha > 0 ? static_cast<double>(alpha) : -1, &origin);
  publishTree(shown, origin);
  publishQuestion();
  publishField(shown);
  double right = 0, left = 0;
  for (std::size_t i = 0; i < state_.task.set->rows; ++i)
    right += shown.classAt(shown.leafOf(state_.task.row(i))) == state_.task.set->target[i] ? 1 : 0;
  for (const auto& node : shown.nodes) left += node.leaf() ? node.weight * node.impurity : 0;
  const auto n = static_cast<double>(state_.task.set->rows);
  accuracy = right / n;
  impurity = left / n;
  leaves = static_cast<double>(shown.leaves());
  depth = static_cast<double>(shown.depth());
  byHand = state_.hand;
  greedy = state_.greedy;
}

/// With the cut that the learner tries, before it is made.
void CartExperiment::publishField(const ml::Tree& shown) {
  const auto paint = [this](const ml::Tree& tree) {
    field = state_.plane.field([&](std::span<const double> row) { return tree.classAt(tree.leafOf(row)); });
  };
  const std::size_t left = state_.grower->cutAt(state_.node, state_.feature, state_.threshold).left;
  const bool cuts = left > 0 && left < state_.grower->members(state_.node).size();
  if (!state_.tried || alpha > 0 || !whole().nodes[state_.node].leaf() || !cuts) return paint(shown);
  ml::ClassGrower grower = *state_.grower;
  grower.split(state_.node, state_.feature, state_.threshold);
  paint(grower.tree());
}

void CartExperiment::publishTree(const ml::Tree& shown, const std::vector<std::size_t>& origin) {
  lab::value::Tree value = treeValue(shown, state_.task, [&](std::size_t node) {
    return state_.task.set->classNames[static_cast<std::size_t>(shown.classAt(node))];
  });
  for (std::size_t i = 0; i < shown.nodes.size(); ++i) value.nodes[i].label += "\n" + criterion.text() + " " + brief(std::round(shown.nodes[i].impurity * 1000) / 1000);
  tree = std::move(value);
  lab::value::Labels codes{{}, state_.task.set->classNames};
  for (std::size_t i = 0; i < shown.nodes.size(); ++i) codes.codes.push_back(shown.classAt(i));
  nodeClasses = std::move(codes);
  // A chosen node that is folded away stands for the branch it went into.
  std::size_t at = state_.node;
  auto found = std::find(origin.begin(), origin.end(), at);
  while (found == origin.end()) {
    at = static_cast<std::size_t>(whole().nodes[at].parent);
    found = std::find(origin.begin(), origin.end(), at);
  }
  chosen = static_cast<double>(found - origin.begin());
}

void CartExperiment::publishQuestion() {
  const ml::ClassGrower& grower = *state_.grower;
  const auto n = static_cast<double>(state_.task.set->rows);
  const auto& node = whole().nodes[state_.node];
  lab::value::Table bars{{{"feature", "", {}, {}}, {"best gain", "", {}, {}}}};
  double most = 0;
  for (std::size_t f = 0; f < state_.task.set->columns; ++f) {
    const double best = std::max(0.0, grower.best(state_.node, f).gain) / n;
    most = std::max(most, best);
    bars.columns[0].texts.push_back(state_.task.name(f));
    bars.columns[1].numbers.push_back(best);
  }
  gains = std::move(bars);
  lab::value::Series impurities, point;
  for (const ml::Split& cut : grower.cuts(state_.node, state_.feature))
    impurities.append(cut.threshold, std::max(0.0, node.impurity - cut.gain / node.weight));
  const ml::Split mine = grower.cutAt(state_.node, state_.feature, state_.threshold);
  const double left = std::max(0.0, node.impurity - mine.gain / node.weight);
  point.append(state_.threshold, left);
  curve.set(std::move(impurities));
  here.set(std::move(point));
  threshold = state_.threshold;
  before = node.impurity;
  after = left;
  gain = mine.gain / n;
  bestGain = most;
  lab::value::Table values{{{state_.task.name(state_.feature), state_.task.set->featureUnits[state_.feature], {}, {}}}};
  lab::value::Labels theirs{{}, state_.task.set->classNames};
  for (const std::uint32_t i : grower.members(state_.node)) {
    values.columns[0].numbers.push_back(state_.task.columns->column(state_.feature)[i]);
    theirs.codes.push_back(state_.task.set->target[i]);
  }
  leafValues = std::move(values);
  leafClasses = std::move(theirs);
}

}  // namespace gradarium::lessons
