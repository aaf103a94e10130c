// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/ml/trees/grower.h"
#include "core/ml/trees/pruning.h"
#include "trees_data.h"

namespace gradarium::lessons {

/// A classification tree, split by split: a step makes the split that takes away most impurity, and the learner may make
/// another one by hand. Alpha folds branches of what is shown.
class CartExperiment final : public lab::Experiment {
 public:
  CartExperiment() : Experiment("cart", "Decision trees") {}

  lab::Dataset data{this, "data", "Data set", "iris", {.offered = treesData, .drawn = &drawn}};
  lab::PointsInput drawn{this, "drawn", "Drawn points",
                         {.value = starterPoints, .min = 0, .max = 10, .traits = {.shared = true, .visible = [this] { return data.isDrawn(); }}}};
  lab::Choice<ml::Criterion> criterion{this, "criterion", "Impurity",
                                       {{"gini", ml::Criterion::Gini, "Gini"}, {"entropy", ml::Criterion::Entropy, "Entropy"}},
                                       {.help = "Gini: how often two samples of a node differ. Entropy: bits to tell the class"}};
  lab::Int maxDepth{this, "max_depth", "Maximum depth", {.value = 3, .min = 1, .max = 20, .traits = {.help = "Questions on the way to a leaf, for greedy splits"}}};
  lab::Int minLeaf{this, "min_leaf", "Least leaf", {.value = 1, .min = 1, .max = 50, .traits = {.help = "Samples: a greedy split leaves no fewer on either side"}}};
  lab::Real alpha{this, "alpha", "Pruning α", {.value = 0, .min = 0, .max = 0.4, .step = 0.001, .traits = {.help = "What a leaf costs: branches that save less impurity fold", .live = true}}};
  lab::Real jitter{this, "jitter", "Jitter", {.value = 0, .min = 0, .max = 0.5, .step = 0.01, .traits = {.unit = "σ", .help = "Noise on each feature, in its standard deviations: a new sample of nearly the same flowers"}}};
  lab::Seed seed{this};

  lab::Points points{this, "points", "Samples"};                    // n x d, the plane's two features last
  lab::Labels classes{this, "classes", "Class of each sample"};     // n
  lab::Field field{this, "field", "Predicted class over the plane"};
  lab::Tree tree{this, "tree", "Decision tree"};
  lab::Labels nodeClasses{this, "node_classes", "Class of each node"};
  lab::Scalar chosen{this, "node", "Chosen node", {.help = "Counted from 0, the root"}};
  lab::Table gains{this, "gains", "Best gain of each feature"};
  lab::Table leafValues{this, "leaf_values", "The feature in the chosen node"};
  lab::Labels leafClasses{this, "leaf_classes", "Class of each sample in the chosen node"};
  lab::Series curve{this, "curve", "all cuts", {.xLabel = "threshold"}};
  lab::Series here{this, "here", "here", {.xLabel = "threshold"}};
  lab::Scalar threshold{this, "threshold", "Threshold"};
  lab::Scalar before{this, "impurity_before", "Impurity before"};
  lab::Scalar after{this, "impurity_after", "Impurity after", {.help = "Mean of both sides, weighted by their samples"}};
  lab::Scalar gain{this, "gain", "Gain of this cut", {.help = "Impurity that it takes away, as a share of all samples' weight"}};
  lab::Scalar bestGain{this, "best_gain", "Best gain here", {.help = "Of all cuts of all features of the chosen node"}};
  lab::Scalar leaves{this, "leaves", "Leaves"};
  lab::Scalar depth{this, "depth", "Depth"};
  lab::Scalar accuracy{this, "accuracy", "Training accuracy"};
  lab::Scalar impurity{this, "impurity", "Impurity of leaves", {.help = "Weighted by their samples: R(T)"}};
  lab::Scalar byHand{this, "by_hand", "Splits by hand"};
  lab::Scalar greedy{this, "greedy", "Greedy splits"};
  lab::Series risk{this, "risk", "training", [this] { return pathOf().risk; }, {.xLabel = "leaves"}};
  lab::Series validated{this, "validated", "5-fold cross-validation", [this] { return pathOf().validated; }, {.xLabel = "leaves"}};
  lab::Table sequence{this, "sequence", "Trees on the way to the root", [this] { return pathOf().table; }};

  lab::Action<lab::Pick> pickNode{this, "pick_node", "Choose a node", [this](const lab::Pick& p) { choose(p); }, {0}};
  lab::Action<lab::Pick> pickFeature{this, "pick_feature", "Choose a feature", [this](const lab::Pick& p) { ask(p); }, {0}};
  lab::Action<lab::Move> moveThreshold{this, "move_threshold", "Move the threshold", [this](const lab::Move& m) { move(m); }, {0, {1}}};
  lab::Action<> splitHere{this, "split_here", "Split here", [this](const lab::None&) { cut(); }};
  lab::Query why{this, "why", "Where a node's gain comes from", [this](lab::Cell c) { return explain(c); }};

  lab::Preset stump{this, "stump", "One question", "set data=iris; set alpha=0; set max_depth=1; run"};
  lab::Preset full{this, "full", "Grown to the end", "set data=iris; set alpha=0; set max_depth=20; set min_leaf=1; run"};
  lab::Preset stairs{this, "stairs", "Stairs around the moons", "set data=moons; set alpha=0; set max_depth=20; run"};
  lab::Preset noise{this, "noise", "Jittered flowers", "set data=iris; set alpha=0; set max_depth=4; set jitter=0.2; set seed=3; run"};

  lab::Exercise grow{this, "by-hand", "Grow one by hand",
      {.ask = "Grow a tree on the irises by hand, without a single greedy step: at most four leaves, and at least 96 % of the "
              "flowers right. Click a leaf, choose a feature by its bar, drag the threshold, press Split here.",
       .start = "set data=iris; set alpha=0; set jitter=0; reset",
       .solution = "set data=iris; set alpha=0; set jitter=0; reset; act pick_node=[0]; act pick_feature=[3]; act move_threshold=[0, 0.8]; "
                   "act split_here; act pick_node=[2]; act pick_feature=[3]; act move_threshold=[0, 1.75]; act split_here",
       .nearMisses = {"set data=iris; reset; step 2",
                      "set data=iris; reset; act pick_node=[0]; act pick_feature=[3]; act move_threshold=[0, 0.8]; act split_here",
                      "set data=iris; reset; act pick_node=[0]; act pick_feature=[3]; act move_threshold=[0, 0.8]; act split_here; "
                      "act pick_node=[2]; act pick_feature=[3]; act move_threshold=[0, 1.35]; act split_here"},
       .passed = [this](const lab::Snapshot& s) {
         return data.textIn(s) == "iris" && jitter.in(s) == 0 && greedy.numberIn(s) == 0 && leaves.numberIn(s) <= 4 && accuracy.numberIn(s) >= 0.96 - 1e-9;
       },
       .progress = [this](const lab::Snapshot& s) {
         return greedy.numberIn(s) > 0 ? std::string("a greedy step was taken: reset")
                                       : brief(100 * accuracy.numberIn(s)) + " % right with " + brief(leaves.numberIn(s)) + " leaves";
       },
       .because = "Petal width at 0.8 and at 1.75 will do: 144 of 150. They are the greedy choices too; here nothing better is to be had "
                  "with three leaves."}};
  lab::Exercise gini{this, "gini-by-hand", "A Gini by hand",
      {.ask = "A node holds 40 samples of one class and 10 of another. What is its Gini impurity?",
       .solution = "answer 0.32",
       .nearMisses = {"answer 0.2", "answer 0.68", "answer 0.16"},
       .number = [](const lab::Snapshot&) { return 0.32; },
       .tolerance = 0.001,
       .because = "1 - 0.8² - 0.2² = 0.32: draw two samples, and with this probability they differ."}};
  lab::Exercise exclusiveOr{this, "exclusive-or", "A gain of zero",
      {.ask = "Four groups of equal size in the corners of a square, opposite corners of one class. How much Gini impurity does the best "
              "single question take away?",
       .solution = "answer none",
       .nearMisses = {"answer a quarter of it", "answer half of it", "answer all of it"},
       .choices = {"none", "a quarter of it", "half of it", "all of it"},
       .correct = 0,
       .predict = true,
       .because = "Either side of any cut between the groups is half and half again. Two questions in a row tell everything, but greed, which looks one step "
                  "ahead, sees no reason to ask the first: stopping at small gains would be a mistake. Grow, then prune."}};
  lab::Exercise fold{this, "three-leaves", "Fold it back",
      {.ask = "Grow the irises' tree to the end, nine leaves, and fold it by α alone to the smallest tree that still has 96 % right.",
       .start = "set data=iris; set max_depth=20; set min_leaf=1; set jitter=0; set alpha=0; reset; run",
       .solution = "set data=iris; set max_depth=20; set min_leaf=1; set jitter=0; set alpha=0; reset; run; set alpha=0.05",
       .nearMisses = {"set data=iris; set max_depth=20; reset; run; set alpha=0.02", "set data=iris; set max_depth=20; reset; run; set alpha=0.3",
                      "set data=iris; set max_depth=2; set alpha=0; reset; run"},
       .passed = [this](const lab::Snapshot& s) {
         return data.textIn(s) == "iris" && jitter.in(s) == 0 && maxDepth.in(s) > 5 && leaves.numberIn(s) == 3 && accuracy.numberIn(s) >= 0.96 - 1e-9;
       },
       .progress = [this](const lab::Snapshot& s) { return brief(leaves.numberIn(s)) + " leaves, " + brief(100 * accuracy.numberIn(s)) + " % right"; },
       .because = "Six of the nine leaves were there for six flowers out of 150. At α = 0.0297 the last of them costs more than it saves; what is "
                  "left asks for petal width twice, and stays until α = 0.2598."}};

  lab::Artifact model{this, "model", "The tree", {lab::Format::Json, lab::Format::Csv}, [this](lab::Format format) { return writeModel(format); }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override { return state_; }
  void restore(const std::any& state) override { state_ = std::any_cast<const State&>(state); }
  std::size_t savedBytes() const override { return state_.grower ? state_.grower->bytes() : 0; }

 private:
  struct State {
    Task task;
    std::optional<ml::ClassGrower> grower;  // the whole tree; what is shown is folded
    Plane plane;
    std::size_t node = 0, feature = 0;  // chosen, of the whole tree
    double threshold = 0;
    bool tried = false;  // the learner moved it: the plane shows what it would do
    int hand = 0, greedy = 0;
  };
  /// What pruning makes of the whole tree.
  struct Path {
    lab::value::Series risk, validated;
    lab::value::Table table;
  };
  ml::GrowthLimits limits() const;
  const ml::Tree& whole() const { return state_.grower->tree(); }
  std::size_t wholeNode(int shown) const;
  void choose(const lab::Pick& pick);
  void ask(const lab::Pick& pick);
  void move(const lab::Move& move);
  void cut();
  void aim(std::size_t node);
  void aim(std::size_t node, std::size_t feature);
  void aimAtWorstLeaf();
  void publish();
  void publishTree(const ml::Tree& shown, const std::vector<std::size_t>& origin);
  void publishQuestion();
  void publishField(const ml::Tree& shown);
  Path pathOf() const;
  lab::Arithmetic explain(lab::Cell cell) const;
  std::string writeModel(lab::Format format) const;

  State state_;
};

}  // namespace gradarium::lessons
