// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/trees/grower.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"

namespace gradarium::ml {
namespace {

/// Gains nearer than this are equal: they differ by rounding.
double slack(double score) { return 1e-10 * (1e-3 + std::abs(score)); }

/// Half way, and never the upper one: that has to go right.
double between(double low, double high) {
  const double middle = low / 2 + high / 2;
  return middle < high ? middle : low;
}

}  // namespace

template <class Target>
Grower<Target>::Grower(std::shared_ptr<const SortedColumns> columns, Target target,
                       std::vector<double> weights)
    : columns_(std::move(columns)),
      target_(std::move(target)),
      weights_(std::move(weights)),
      side_(columns_->rows()) {
  const std::size_t n = columns_->rows(), d = columns_->columns();
  if (weights_.empty()) weights_.assign(n, 1);
  if (target_.size() != n || weights_.size() != n)
    throw base::BadCall("a tree takes one target and one weight a sample");
  active_ = static_cast<std::size_t>(
      std::count_if(weights_.begin(), weights_.end(), [](double w) { return w > 0; }));
  if (active_ == 0) throw base::Error("a tree needs at least one sample");
  order_.reserve(d * active_);
  for (std::size_t f = 0; f < d; ++f)
    for (const std::uint32_t i : columns_->order(f))
      if (weights_[i] > 0) order_.push_back(i);
  rest_.resize(active_);
  tree_.outputs = target_.outputs();
  addNode(-1, {0, active_});
}

template <class Target>
std::span<const std::uint32_t> Grower<Target>::members(std::size_t node, std::size_t feature) const noexcept {
  const Range range = ranges_[node];
  return std::span(order_).subspan(feature * active_ + range.begin, range.end - range.begin);
}

template <class Target>
typename Target::Sums Grower<Target>::sumsOf(std::size_t node) const {
  auto sums = target_.none();
  for (const std::uint32_t i : members(node)) target_.add(sums, i, weights_[i]);
  return sums;
}

template <class Target>
void Grower<Target>::addNode(int parent, Range range) {
  const std::size_t node = tree_.nodes.size();
  ranges_.push_back(range);
  Tree::Node made;
  made.parent = parent;
  for (const std::uint32_t i : members(node)) made.weight += weights_[i];
  const auto sums = sumsOf(node);
  made.impurity = target_.impurity(sums);
  tree_.nodes.push_back(made);
  tree_.values.resize(tree_.values.size() + tree_.outputs);
  target_.value(sums, std::span(tree_.values).last(tree_.outputs));
}

/// visit(threshold, gain, samples on the left) for each place where the feature's value changes.
template <class Target>
template <class Visit>
void Grower<Target>::scan(std::size_t node, std::size_t feature, std::size_t minLeaf, Visit&& visit) const {
  auto order = members(node, feature);
  const auto column = columns_->column(feature);
  std::vector<std::uint32_t> sorted;
  if (!tree_.nodes[node].leaf()) {  // its samples stand by its two sides now
    sorted.assign(order.begin(), order.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [column](std::uint32_t a, std::uint32_t b) { return column[a] < column[b]; });
    order = sorted;
  }
  if (order.size() < 2 || column[order.front()] == column[order.back()]) return;
  auto left = target_.none(), right = sumsOf(node);
  const double before = target_.score(right);
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    target_.add(left, order[i], weights_[order[i]]);
    target_.add(right, order[i], -weights_[order[i]]);
    const double low = column[order[i]], high = column[order[i + 1]];
    if (low == high || i + 1 < minLeaf || order.size() - i - 1 < minLeaf) continue;
    visit(between(low, high), target_.score(left) + target_.score(right) - before, i + 1);
  }
}

template <class Target>
std::vector<Split> Grower<Target>::cuts(std::size_t node, std::size_t feature, std::size_t minLeaf) const {
  std::vector<Split> all;
  scan(node, feature, minLeaf, [&](double threshold, double gain, std::size_t left) {
    all.push_back({static_cast<int>(feature), threshold, gain, left});
  });
  return all;
}

template <class Target>
Split Grower<Target>::cutAt(std::size_t node, std::size_t feature, double threshold) const {
  Split split{static_cast<int>(feature), threshold, 0, 0};
  auto left = target_.none(), right = target_.none();
  for (const std::uint32_t i : members(node)) {
    const bool low = columns_->column(feature)[i] <= threshold;
    target_.add(low ? left : right, i, weights_[i]);
    split.left += low ? 1 : 0;
  }
  if (split.left > 0 && split.left < members(node).size())
    split.gain = target_.score(left) + target_.score(right) - target_.score(sumsOf(node));
  return split;
}

template <class Target>
Split Grower<Target>::best(std::size_t node, std::size_t feature, std::size_t minLeaf) const {
  Split best;
  const double near = slack(target_.score(sumsOf(node)));
  scan(node, feature, minLeaf, [&](double threshold, double gain, std::size_t left) {
    if (best.feature < 0 || gain > best.gain + near)
      best = {static_cast<int>(feature), threshold, gain, left};
  });
  return best;
}

template <class Target>
Split Grower<Target>::best(std::size_t node, const GrowthLimits& limits, base::Random& random) const {
  Split best;
  const auto sums = sumsOf(node);
  if (target_.pure(sums) || members(node).size() < 2 * limits.minLeaf ||
      tree_.depthOf(node) >= limits.maxDepth)
    return best;
  const std::size_t d = columns_->columns();
  const bool drawn = limits.features > 0 && limits.features < d;
  std::vector<std::size_t> features(d);
  std::iota(features.begin(), features.end(), std::size_t{0});
  const double near = slack(target_.score(sums));
  for (std::size_t k = 0; k < d && (!drawn || k < limits.features || best.feature < 0); ++k) {
    if (drawn) std::swap(features[k], features[k + static_cast<std::size_t>(random.uniformInt(d - k))]);
    const Split split = this->best(node, features[k], limits.minLeaf);
    if (split.feature < 0 || split.gain <= target_.leastGain() + (target_.leastGain() < 0 ? 0 : near))
      continue;
    if (best.feature < 0 || split.gain > best.gain + (drawn ? near : -near)) best = split;
  }
  return best;
}

template <class Target>
void Grower<Target>::split(std::size_t node, std::size_t feature, double threshold) {
  if (!tree_.nodes[node].leaf()) throw base::BadCall("only a leaf can be split");
  const Split made = cutAt(node, feature, threshold);
  const Range range = ranges_[node];
  if (made.left == 0 || made.left == range.end - range.begin)
    throw base::BadCall("a split leaves samples on both sides of its threshold");
  const auto column = columns_->column(feature);
  for (const std::uint32_t i : members(node)) side_[i] = column[i] <= threshold ? 0 : 1;
  for (std::size_t f = 0; f < columns_->columns(); ++f) {
    std::uint32_t* order = order_.data() + f * active_;
    std::size_t low = range.begin, high = 0;
    for (std::size_t k = range.begin; k < range.end; ++k) {
      if (side_[order[k]] == 0) {
        order[low++] = order[k];
      } else {
        rest_[high++] = order[k];
      }
    }
    std::copy_n(rest_.begin(), high, order + low);
  }
  Tree::Node& parent = tree_.nodes[node];
  parent.feature = static_cast<int>(feature);
  parent.threshold = threshold;
  parent.gain = made.gain;
  parent.left = static_cast<int>(tree_.nodes.size());
  parent.right = parent.left + 1;
  addNode(static_cast<int>(node), {range.begin, range.begin + made.left});
  addNode(static_cast<int>(node), {range.begin + made.left, range.end});
}

template <class Target>
void Grower<Target>::grow(const GrowthLimits& limits, base::Random& random) {
  std::vector<std::size_t> open;
  for (std::size_t i = tree_.nodes.size(); i-- > 0;)
    if (tree_.nodes[i].leaf()) open.push_back(i);
  while (!open.empty()) {
    const std::size_t node = open.back();
    open.pop_back();
    const Split found = best(node, limits, random);
    if (found.feature < 0) continue;
    split(node, static_cast<std::size_t>(found.feature), found.threshold);
    open.push_back(static_cast<std::size_t>(tree_.nodes[node].right));
    open.push_back(static_cast<std::size_t>(tree_.nodes[node].left));
  }
}

template class Grower<ClassTarget>;
template class Grower<MomentTarget>;

}  // namespace gradarium::ml
