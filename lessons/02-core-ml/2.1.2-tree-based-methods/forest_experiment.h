// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <memory>
#include <vector>

#include "core/ml/trees/forest.h"
#include "trees_data.h"

namespace gradarium::lessons {

/// A random forest, a tree a step, with forests of other mtry growing beside it to compare.
class ForestExperiment final : public lab::Experiment {
 public:
  ForestExperiment() : Experiment("forest", "Random forests") {}

  lab::Dataset data{this, "data", "Data set", "iris", {.offered = treesData, .drawn = &drawn}};
  lab::PointsInput drawn{this, "drawn", "Drawn points",
                         {.value = starterPoints, .min = 0, .max = 10, .traits = {.shared = true, .visible = [this] { return data.isDrawn(); }}}};
  lab::Int trees{this, "trees", "Trees", {.value = 100, .min = 1, .max = 1000, .scale = lab::Scale::Log, .traits = {.help = "Where a run ends", .live = true}}};
  lab::Int mtry{this, "mtry", "Features, mtry",
                {.value = 0, .min = 1, .max = 100, .word = {0, "√d"}, .maxOf = [this] { return static_cast<int>(data.get()->columns); },
                 .traits = {.help = "How many a split looks at, drawn anew each time. All of them: bagging"}}};
  lab::Bool bootstrap{this, "bootstrap", "Bootstrap", true, {.help = "Each tree draws its samples with replacement. Without it, none is out of the bag"}};
  lab::Real share{this, "share", "Samples drawn", {.value = 1, .min = 0.05, .max = 1, .traits = {.unit = "n", .help = "For each tree, as a share of all", .visible = [this] { return static_cast<bool>(bootstrap); }}}};
  lab::Int minLeaf{this, "min_leaf", "Least leaf", {.value = 1, .min = 1, .max = 50, .traits = {.help = "Samples: a split leaves no fewer on either side"}}};
  lab::Seed seed{this};

  lab::Points points{this, "points", "Samples"};
  lab::Labels classes{this, "classes", "Class of each sample"};
  lab::Field field{this, "field", "Class that most trees vote for"};
  lab::Matrix members{this, "members", "Fields of single trees"};  // the average first; share of the positive class - 1/2
  lab::Series oob{this, "oob", "forest, out of bag", {.xLabel = "trees"}};
  lab::Series single{this, "single", "single trees", {.xLabel = "trees"}};
  lab::Series spread{this, "spread", "Variance of the vote margin", {.xLabel = "trees"}};
  lab::Points rivals{this, "rivals", "Forests by mtry"};           // m x 2: correlation, strength
  lab::Points mine{this, "mine", "This forest"};                   // 1 x 2
  lab::Scalar grown{this, "grown", "Trees grown"};
  lab::Scalar looks{this, "looks", "mtry", {.help = "Features that a split looks at"}};
  lab::Scalar oobError{this, "oob_error", "Out-of-bag error", {.nonFinite = true, .help = "Each sample judged by the trees that did not see it"}};
  lab::Scalar singleError{this, "single_error", "Error of one tree", {.nonFinite = true, .help = "The mean over the trees, on what they did not see"}};
  lab::Scalar strength{this, "strength", "Strength s", {.nonFinite = true, .help = "Mean margin of the votes for the true class"}};
  lab::Scalar correlation{this, "correlation", "Correlation ρ", {.nonFinite = true, .help = "Between the margins of two trees"}};
  lab::Scalar variance{this, "variance", "Variance σ² of a tree's margin", {.nonFinite = true}};
  lab::Scalar bound{this, "bound", "Breiman's bound", {.nonFinite = true, .help = "The error is at most ρ (1 - s²) / s²; often far less"}};

  lab::Preset bagging{this, "bagging", "Bagging: every feature", "set data=breast-cancer; set mtry=30; set trees=60; run"};
  lab::Preset forest{this, "forest", "A forest: √d features", "set data=breast-cancer; set mtry=√d; set trees=60; run"};
  lab::Preset moons{this, "moons", "Stairs average to a curve", "set data=moons; set mtry=1; set trees=100; run"};

  lab::Exercise third{this, "out-of-bag", "Who stays out",
      {.ask = "A tree draws n samples of n, with replacement. What share of the samples does it not see, for large n, to two decimals?",
       .solution = "answer 0.37",
       .nearMisses = {"answer 0.33", "answer 0.5", "answer 0.63"},
       .number = [](const lab::Snapshot&) { return std::exp(-1); },
       .tolerance = 0.005,
       .because = "A draw misses a sample with probability 1 - 1/n, and n draws with (1 - 1/n)^n, which goes to 1/e = 0.368. They are a "
                  "validation set that costs nothing."}};
  lab::Exercise more{this, "more-trees", "A thousand trees",
      {.ask = "You grow ten times as many trees. What will happen to a random forest?",
       .start = "set data=iris",
       .solution = "answer nothing bad: the error levels off",
       .nearMisses = {"answer it overfits more and more", "answer its bias falls"},
       .choices = {"it overfits more and more", "nothing bad: the error levels off", "its bias falls"},
       .correct = 1,
       .predict = true,
       .because = "An average of more trees comes nearer to its limit, and that is all: variance (1 - ρ)σ²/B goes, ρσ² and the bias stay. "
                  "The number of trees is no regularisation; boosting is where it is."}};
  lab::Exercise decorrelate{this, "decorrelate", "Unlike trees",
      {.ask = "On the breast cancer data, bagging looks at all 30 features. Choose an mtry with which the correlation of 60 trees is 0.38 at "
              "most, where bagging has 0.42, and no more than 4.5 % are misjudged out of the bag.",
       .start = "set data=breast-cancer; set trees=60; set mtry=30; set seed=0; set share=1; set bootstrap=on; set min_leaf=1; reset",
       .solution = "set data=breast-cancer; set trees=60; set mtry=4; set seed=0; set share=1; set bootstrap=on; set min_leaf=1; reset; run",
       .nearMisses = {"set data=breast-cancer; set trees=60; set mtry=30; reset; run", "set data=breast-cancer; set trees=60; set mtry=10; reset; run", "set data=breast-cancer; set trees=60; set mtry=4; reset; step 5"},
       .passed = [this](const lab::Snapshot& s) {
         return data.textIn(s) == "breast-cancer" && grown.numberIn(s) >= 60 && correlation.numberIn(s) <= 0.38 && oobError.numberIn(s) <= 0.045;
       },
       .progress = [this](const lab::Snapshot& s) {
         return "correlation " + brief(correlation.numberIn(s)) + ", error " + brief(100 * oobError.numberIn(s)) + " %, " + brief(grown.numberIn(s)) + " trees";
       },
       .because = "Looking at fewer features makes a single tree worse and the trees less alike. For the average the second counts for more, "
                  "until the trees know too little: that is what mtry trades."}};

  lab::Artifact predictions{this, "members", "Fields of single trees", members};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  std::any save() const override { return state_; }
  void restore(const std::any& state) override { state_ = std::any_cast<const State&>(state); }
  std::size_t savedBytes() const override;

 private:
  struct State {
    Task task;
    Plane plane;
    std::vector<ml::RandomForest> forests;  // the learner's own, then the rivals
    std::vector<std::size_t> rivals;        // their mtry
    std::vector<double> votes;              // cells x K, of the learner's own
    std::vector<std::vector<float>> tiles;  // of the first trees
  };
  static constexpr std::size_t every = 3, tile = Plane::side / every, mostTiles = 8, rivalTrees = 60;
  static constexpr std::size_t mostNumbers = 60'000;  // n d up to which rivals grow too, in a frame

  std::size_t features() const;
  ml::ForestOptions options(std::size_t mtry) const;
  void publish();
  void publishFields();
  void publishRivals();

  State state_;
};

}  // namespace gradarium::lessons
