// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/ml/trees/forest.h"
#include "trees_data.h"

namespace gradarium::lessons {

/// What a forest's features are worth by three measures, as the forest grows; and a column that is worth nothing, or one
/// too many, to tell the measures apart.
class ImportanceExperiment final : public lab::Experiment {
 public:
  ImportanceExperiment() : Experiment("importance", "Feature importance") {}
  enum class Extra { None, RandomId, Copy, Both };

  lab::Dataset data{this, "data", "Data set", "iris", {.offered = treesData, .drawn = &drawn}};
  lab::PointsInput drawn{this, "drawn", "Drawn points",
                         {.value = starterPoints, .min = 0, .max = 10, .traits = {.shared = true, .visible = [this] { return data.isDrawn(); }}}};
  lab::Choice<Extra> extra{this, "extra", "Extra column",
                           {{"none", Extra::None, "None"}, {"random-id", Extra::RandomId, "A random ID"}, {"copy", Extra::Copy, "A copy of the best feature"}, {"both", Extra::Both, "Both"}},
                           {.help = "A number drawn by lot for each sample; the feature with the best first split, once more"}};
  lab::Int trees{this, "trees", "Trees", {.value = 100, .min = 1, .max = 500, .scale = lab::Scale::Log, .traits = {.help = "Where a run ends", .live = true}}};
  lab::Int mtry{this, "mtry", "Features, mtry",
                {.value = 0, .min = 1, .max = 100, .word = {0, "√d"}, .maxOf = [this] { return static_cast<int>(data.get()->columns); },
                 .traits = {.help = "How many a split looks at, drawn anew each time"}}};
  lab::Int minLeaf{this, "min_leaf", "Least leaf", {.value = 1, .min = 1, .max = 50, .traits = {.help = "Samples: a split leaves no fewer on either side"}}};
  lab::Int row{this, "row", "Sample to explain", {.value = 107, .min = 1, .max = 3000, .maxOf = [this] { return static_cast<int>(data.get()->rows); },
                                                  .traits = {.help = "Counted from 1", .live = true}}};
  lab::Seed seed{this};

  lab::Table importances{this, "importances", "Importance of each feature"};
  lab::Table shown{this, "shown", "The most important features"};  // those of many that lead by impurity, and the extra columns
  lab::Table shap{this, "shap", "Shapley values of one sample"};
  lab::Points dependence{this, "dependence", "Shapley value against the feature"};  // m x 2
  lab::Labels dependenceClasses{this, "dependence_classes", "Class"};
  lab::Matrix all{this, "all_shap", "Shapley values"};  // m x d
  lab::Series idByImpurity{this, "id_impurity", "impurity", {.xLabel = "trees"}};
  lab::Series idByPermutation{this, "id_permutation", "permutation", {.xLabel = "trees"}};
  lab::Scalar grown{this, "grown", "Trees grown"};
  lab::Scalar oobError{this, "oob_error", "Out-of-bag error", {.nonFinite = true}};
  lab::Scalar base{this, "base", "Base value E[f]", {.help = "Mean prediction over the training samples"}};
  lab::Scalar sum{this, "sum", "Sum of the bars"};
  lab::Scalar prediction{this, "prediction", "Prediction f(x)", {.help = "Share of the last class"}};
  lab::Scalar gap{this, "gap", "Left over", {.help = "Base value + bars - prediction: nothing but rounding"}};
  lab::Scalar idImpurity{this, "id_by_impurity", "Extra, by impurity", {.help = "Share of all importance"}};
  lab::Scalar idPermutation{this, "id_by_permutation", "Extra, by permutation", {.help = "Share of all importance"}};

  lab::Action<lab::Pick> pickFeature{this, "pick_feature", "Choose a feature", [this](const lab::Pick& p) { pick(p); }, {0}};

  lab::Preset lie{this, "random-id", "A random ID", "set data=breast-cancer; set extra=random-id; set mtry=30; set min_leaf=1; set trees=100; run"};
  lab::Preset twin{this, "copy", "A copy", "set data=iris; set extra=copy; set min_leaf=1; set trees=100; run"};
  lab::Preset cells{this, "cells", "Thirty features", "set data=breast-cancer; set extra=none; set row=1; set trees=60; run"};

  lab::Exercise catchIt{this, "beat-a-feature", "A number drawn by lot",
      {.ask = "Give the breast cancer data a random ID, and make impurity importance rank it above ten of the thirty real measurements, while permutation "
              "gives it less than 0.2 % of all importance. 100 trees.",
       .start = "set data=breast-cancer; set extra=none; set mtry=√d; set min_leaf=1; set trees=100; set seed=0; reset",
       .solution = "set data=breast-cancer; set extra=random-id; set mtry=30; set min_leaf=1; set trees=100; set seed=0; reset; run",
       .nearMisses = {"set data=breast-cancer; set extra=random-id; set mtry=√d; set min_leaf=1; set trees=100; set seed=0; reset; run",
                      "set data=breast-cancer; set extra=none; set mtry=30; set min_leaf=1; set trees=100; set seed=0; reset; run"},
       .passed = [this](const lab::Snapshot& s) { return data.textIn(s) == "breast-cancer" && liar(s); },
       .progress = [this](const lab::Snapshot& s) {
         return idImpurity.numberIn(s) >= 0 ? brief(100 * idImpurity.numberIn(s)) + " % by impurity, " + brief(100 * idPermutation.numberIn(s)) + " % by permutation"
                                            : std::string("add the random ID, and grow a forest");
       },
       .because = "569 different numbers offer 568 thresholds, and in a small node one of them fits by luck. The more features a split may choose from, the oftener "
                  "such luck wins against real but weak ones. Impurity counts it on the samples it was found on; permutation asks samples the tree never saw."}};
  lab::Exercise twins{this, "twins", "A column twice",
      {.ask = "You copy the most important feature into a second column and train again. What does permutation importance say of the two?",
       .start = "set data=iris; set extra=none",
       .solution = "answer each seems less important than the one did",
       .nearMisses = {"answer both are as important as the one was", "answer the copy is worth nothing"},
       .choices = {"both are as important as the one was", "each seems less important than the one did", "the copy is worth nothing"},
       .correct = 1,
       .predict = true,
       .because = "Shuffle one, and the trees still have the other. Importance is shared among features that say the same, so a low number does not "
                  "mean that a feature tells nothing."}};
  lab::Exercise additive{this, "add-up", "Do they add up",
      {.ask = "Sample 107 of the irises, 100 trees, seed 0, no extra column: type the prediction (share of virginica), from the base value and "
              "the bars alone, to two decimals.",
       .start = "set data=iris; set extra=none; set row=107; set mtry=√d; set min_leaf=1; set trees=100; set seed=0; reset",
       .solution = "set data=iris; set extra=none; set row=107; set mtry=√d; set min_leaf=1; set trees=100; set seed=0; reset; run; answer 0.69",
       .nearMisses = {"set data=iris; set extra=none; set row=107; set trees=100; set seed=0; reset; run; answer 0.33",
                      "set data=iris; set extra=none; set row=107; set trees=100; set seed=0; reset; run; answer 1"},
       .number = [this](const lab::Snapshot& s) {
         return data.textIn(s) == "iris" && row.in(s) == 107 && grown.numberIn(s) >= 100 ? base.numberIn(s) + sum.numberIn(s) : std::nan("");
       },
       .tolerance = 0.0051,
       .hides = {&prediction, &sum},
       .because = "Base value plus Shapley values is the prediction, exactly: that is what sets them apart from the other two measures, which "
                  "say nothing of a single sample."}};

  lab::Artifact values{this, "shap", "Shapley values", all};
  lab::Artifact table{this, "importances", "Importance of each feature", importances};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override { return state_; }
  void restore(const std::any& state) override { state_ = std::any_cast<const State&>(state); }
  std::size_t savedBytes() const override { return (state_.phi.size() + state_.own.size()) * sizeof(double) + 4096; }

 private:
  struct State {
    Task task;  // with the extra columns
    std::vector<ml::RandomForest> forest;
    std::size_t extras = 0, feature = 0;  // how many columns were added; which one is looked at
    std::vector<std::size_t> rows;        // whose Shapley values are kept
    std::vector<double> phi, own;         // sums over the trees: of those rows, m x d, and of the sample to explain, d
    std::vector<double> impurity, permutation;
    std::vector<std::size_t> shown;       // features, in the order of the bars
    double base = 0, prediction = 0;
  };
  static constexpr std::size_t mostRows = 150, mostBars = 14;

  std::shared_ptr<const data::Dataset> widened() const;
  bool liar(const lab::Snapshot& s) const;
  void explainOwn(std::size_t fromTree);
  void pick(const lab::Pick& pick);
  void publish();
  void publishBars(const std::vector<double>& meanShapley, const std::vector<double>& own);

  State state_;
};

}  // namespace gradarium::lessons
