// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/lab/experiment.h"

namespace gradarium::lab::strain {

/// A classification tree that the learner grows node by node; a step makes the split that is greedily best.
class TreeByHand final : public Experiment {
 public:
  TreeByHand() : Experiment("tree-by-hand", "A tree grown by hand") {}
  Int samples{this, "samples", "Samples", {.value = 40, .min = 4, .max = 200}};
  Int leafSize{this, "leaf_size", "Smallest leaf", {.value = 1, .min = 1, .max = 50, .maxOf = [this] {
                                                      return samples / 2;
                                                    }}};
  Seed seed{this};
  lab::Tree tree{this, "tree", "Tree"};
  Scalar impurity{this, "impurity", "Weighted Gini impurity"};
  Scalar regret{this, "regret", "What the best split of that node would have gained more"};
  Series gains{this, "gains", "Gain of each split", {.xLabel = "split"}};
  Action<Split> split{this, "split", "Split a node", [this](const Split& s) { cut(s); }, {0, 0, 0.5}};
  Query gain{this, "gain", "Best gain of a node on a feature", [this](Cell c) { return explain(c); }};

  void reset() override {
    base::Random random(seed);
    points_.clear();
    for (int i = 0; i < samples; ++i) {
      const double x = random.uniform(), y = random.uniform();
      points_.push_back({x, y, (x > 0.55) != (y > 0.4) ? 1.0 : 0.0});
    }
    nodes_ = {{}};
    for (int i = 0; i < samples; ++i) nodes_[0].members.push_back(i);
    publish();
  }
  Status step(Run&) override {
    Best best;
    for (int n = 0; n < size(); ++n)
      if (nodes_[n].feature < 0)
        for (int f = 0; f < 2; ++f)
          if (const Best b = bestOf(n, f); b.gain > best.gain + 1e-12) best = b;
    if (best.gain <= 0) return Status::Finished;
    cut({best.node, best.feature, best.threshold});
    return Status::Running;
  }
  std::any save() const override { return nodes_; }
  void restore(const std::any& state) override { nodes_ = std::any_cast<const std::vector<Node>&>(state); }

 private:
  struct Node {
    int parent = -1, feature = -1;
    double threshold = 0;
    std::vector<int> members = {};
  };
  struct Best {
    int node = 0, feature = 0;
    double threshold = 0, gain = 0;
  };
  int size() const { return static_cast<int>(nodes_.size()); }
  double gini(const std::vector<int>& members) const {  // times the number of members
    double ones = 0;
    for (const int i : members) ones += points_[i][2];
    const double n = static_cast<double>(members.size());
    return n == 0 ? 0 : 2 * ones * (n - ones) / n;
  }
  std::array<std::vector<int>, 2> sides(int node, int feature, double threshold) const {
    std::array<std::vector<int>, 2> result;
    for (const int i : nodes_[node].members) result[points_[i][feature] < threshold ? 0 : 1].push_back(i);
    return result;
  }
  double gainOf(int node, int feature, double threshold) const {
    const auto [low, high] = sides(node, feature, threshold);
    if (std::min(low.size(), high.size()) < static_cast<std::size_t>(leafSize)) return -1;
    return gini(nodes_[node].members) - gini(low) - gini(high);
  }
  Best bestOf(int node, int feature) const {
    Best best{node, feature, 0, -1};
    for (const int i : nodes_[node].members)
      if (const double g = gainOf(node, feature, points_[i][feature]); g > best.gain)
        best = {node, feature, points_[i][feature], g};
    return best;
  }
  /// Cutting an inner node replaces what grew below it, so that a threshold can be dragged.
  void cut(const Split& s) {
    if (s.index < 0 || s.index >= size())
      throw base::BadCall("split takes a node from 0 to " + std::to_string(size() - 1));
    if (s.feature < 0 || s.feature > 1) throw base::BadCall("split takes feature 0 or 1");
    const double gained = gainOf(s.index, s.feature, s.threshold);
    if (gained < 0)
      throw base::BadCall("split takes a threshold that leaves " + leafSize.text() + " samples on each side");
    prune(s.index);
    const int at = s.index;
    for (auto& side : sides(at, s.feature, s.threshold)) nodes_.push_back({at, -1, 0, std::move(side)});
    nodes_[at].feature = s.feature;
    nodes_[at].threshold = s.threshold;
    regret = std::max(bestOf(at, 0).gain, bestOf(at, 1).gain) - gained;
    gains.append(gained);
    publish();
  }
  void prune(int top) {
    std::vector<int> place(nodes_.size(), -1);
    std::vector<Node> kept;
    for (int n = 0; n < size(); ++n) {  // parents stand before their children
      const int parent = nodes_[n].parent;
      if (parent == top || (parent >= 0 && place[parent] < 0)) continue;
      place[n] = static_cast<int>(kept.size());
      kept.push_back(nodes_[n]);
      if (parent >= 0) kept.back().parent = place[parent];
    }
    nodes_ = std::move(kept);
    nodes_[top].feature = -1;
  }
  Arithmetic explain(Cell c) const {
    if (c.row < 0 || c.row >= size() || c.column < 0 || c.column > 1)
      throw base::BadCall("there is no such node or feature");
    const Best best = bestOf(c.row, c.column);
    const auto [low, high] = sides(c.row, c.column, best.threshold);
    return {"Best gain",
            {{"before", "n gini", gini(nodes_[c.row].members)},
             {"low", "", -gini(low)},
             {"high", "", -gini(high)}},
            best.gain};
  }
  void publish() {
    value::Tree shown;
    double sum = 0;
    for (const Node& n : nodes_) {
      shown.nodes.push_back(
          {n.parent, n.feature < 0 ? std::to_string(n.members.size()) : "x" + std::to_string(n.feature),
           n.threshold, n.feature < 0});
      if (n.feature < 0) sum += gini(n.members);
    }
    tree = std::move(shown);
    impurity = sum / static_cast<double>(points_.size());
  }
  std::vector<std::array<double, 3>> points_;
  std::vector<Node> nodes_;
};

}  // namespace gradarium::lab::strain
