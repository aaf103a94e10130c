// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/ml/trees/boosting.h"
#include "trees_data.h"

namespace gradarium::lessons {

/// Gradient boosting, a tree a step. What is shown is always one tree ahead: the residuals of the model so far, and the
/// tree fitted to them, which the next step will add.
class BoostingExperiment final : public lab::Experiment {
 public:
  BoostingExperiment() : Experiment("boosting", "Gradient boosting") {}
  enum class Order { First, Second };

  lab::Dataset data{this, "data", "Data set", "iris", {.offered = treesData, .drawn = &drawn}};
  lab::PointsInput drawn{this, "drawn", "Drawn points",
                         {.value = starterPoints, .min = 0, .max = 10, .traits = {.shared = true, .visible = [this] { return data.isDrawn(); }}}};
  lab::Choice<ml::BoostingLoss> loss{this, "loss", "Loss",
                                     {{"deviance", ml::BoostingLoss::Binomial, "Deviance"}, {"squares", ml::BoostingLoss::Squared, "Squared error"}},
                                     {.help = "Of log-odds against a class, or of a number against 0 and 1"}};
  lab::Choice<Order> order{this, "order", "Splits by",
                           {{"gradient", Order::First, "Gradient"}, {"newton", Order::Second, "Gradient and Hessian"}},
                           {.help = "Friedman (2001) fits residuals by least squares; XGBoost weighs them by the curvature"}};
  lab::Real eta{this, "eta", "Learning rate η", {.value = 0.1, .min = 0.01, .max = 1, .scale = lab::Scale::Log, .traits = {.help = "What of each tree is added: shrinkage"}}};
  lab::Int depth{this, "depth", "Depth of a tree", {.value = 3, .min = 1, .max = 20, .traits = {.help = "How many features may interact in one tree"}}};
  lab::Int minLeaf{this, "min_leaf", "Least leaf", {.value = 1, .min = 1, .max = 50, .traits = {.help = "Samples: a split leaves no fewer on either side"}}};
  lab::Real lambda{this, "lambda", "Leaf penalty λ", {.value = 0, .min = 0, .max = 100, .step = 0.5, .traits = {.help = "Added to each leaf's Hessian: small leaves say less"}}};
  lab::Real subsample{this, "subsample", "Subsample", {.value = 1, .min = 0.1, .max = 1, .traits = {.help = "Share of the samples that a tree is fitted to, drawn anew"}}};
  lab::Int trees{this, "trees", "Trees", {.value = 100, .min = 1, .max = 1000, .scale = lab::Scale::Log, .traits = {.help = "Where a run ends", .live = true}}};
  lab::Real held{this, "validation", "Held out", {.value = 0.3, .min = 0, .max = 0.5, .traits = {.help = "Share of the samples that no tree sees"}}};
  lab::Seed seed{this};

  lab::Points points{this, "points", "Training samples"};
  lab::Labels classes{this, "classes", "Class of each sample"};
  lab::Labels pulls{this, "pulls", "Where each residual pulls"};
  lab::Field field{this, "field", "Probability over the plane"};
  lab::Field nextField{this, "next_field", "What the next tree will say"};
  lab::Tree tree{this, "tree", "The next tree"};
  lab::Table residuals{this, "residuals", "Residuals"};
  lab::Series training{this, "training", "training", {.xLabel = "trees"}};
  lab::Series validation{this, "validation_loss", "validation", {.xLabel = "trees"}};
  lab::Scalar grown{this, "grown", "Trees added"};
  lab::Scalar start{this, "start", "Start F₀", {.help = "Log-odds of the class before any tree, or its share"}};
  lab::Scalar trainNow{this, "train_now", "Training loss", {.help = "Mean deviance, twice the log loss; or mean squared error"}};
  lab::Scalar validNow{this, "valid_now", "Validation loss"};
  lab::Scalar validBest{this, "valid_best", "Least validation loss"};
  lab::Scalar bestAt{this, "best_at", "Reached with", {.unit = "trees"}};
  lab::Scalar right{this, "valid_accuracy", "Validation accuracy"};
  lab::Scalar largest{this, "largest", "Largest residual"};

  lab::Query leaf{this, "leaf", "Where a node's number comes from", [this](lab::Cell c) { return explain(c); }};

  lab::Preset stumps{this, "stumps", "Stumps only", "set data=breast-cancer; set depth=1; set eta=0.3; set order=gradient; run 60"};
  lab::Preset greedy{this, "greedy", "Too fast, too deep", "set data=breast-cancer; set depth=6; set eta=1; set lambda=0; set trees=40; run"};
  lab::Preset newton{this, "newton", "As XGBoost does", "set data=breast-cancer; set order=newton; set lambda=1; set depth=3; set eta=0.3; set trees=60; run"};
  lab::Preset rings{this, "rings", "Rings, tree by tree", "set data=circles; set depth=2; set eta=0.3; set trees=60; run"};

  lab::Exercise weight{this, "leaf-weight", "A leaf's weight",
      {.ask = "A leaf holds targets 3 and 5, the model says 0 so far, the loss is squared error (g = F - y, h = 1) and λ = 1. What weight does "
              "the leaf get? To six decimals.",
       .solution = "answer 2.6666667",
       .nearMisses = {"answer 4", "answer 2.67", "answer -2.6666667"},
       .number = [](const lab::Snapshot&) { return 8.0 / 3; },
       .tolerance = 1e-6,
       .because = "G = -3 - 5 = -8 and H = 2, so -G / (H + λ) = 8 / 3. Without λ it would be the mean, 4: the penalty counts like one more "
                  "sample whose residual is 0."}};
  lab::Exercise overfit{this, "overfit", "Overfit it",
      {.ask = "Make the validation deviance rise at least 20 % above its minimum, on any data with at least 20 % held out.",
       .start = "set data=breast-cancer; set loss=deviance; set depth=3; set eta=0.1; set trees=30; set validation=0.3; reset",
       .solution = "set data=breast-cancer; set loss=deviance; set depth=3; set eta=1; set trees=60; set validation=0.3; set seed=0; reset; run",
       .nearMisses = {"set data=breast-cancer; set depth=2; set eta=0.1; set trees=30; set validation=0.3; reset; run",
                      "set data=breast-cancer; set depth=3; set eta=1; set trees=60; set validation=0; reset; run"},
       .passed = [this](const lab::Snapshot& s) {
         return loss.in(s) == ml::BoostingLoss::Binomial && held.in(s) >= 0.2 && validNow.numberIn(s) >= 1.2 * validBest.numberIn(s) && validBest.numberIn(s) > 0;
       },
       .progress = [this](const lab::Snapshot& s) {
         return validation.in(s) && validBest.numberIn(s) > 0 ? brief(100 * (validNow.numberIn(s) / validBest.numberIn(s) - 1)) + " % above the minimum"
                                                              : std::string("hold samples out, and step");
       },
       .because = "Each tree mends what is left, and in the end what is left is noise. A high η and deep trees get there in a few steps; in "
                  "practice one stops at the minimum of the validation loss."}};
  lab::Exercise residual{this, "next-target", "What the next tree learns",
      {.ask = "With the deviance as loss, what is the next tree fitted to?",
       .solution = "answer class minus probability, y - p",
       .nearMisses = {"answer the classes once more", "answer the samples that were wrong, with larger weights", "answer a new bootstrap sample"},
       .choices = {"the classes once more", "class minus probability, y - p", "the samples that were wrong, with larger weights", "a new bootstrap sample"},
       .correct = 1,
       .because = "The negative gradient of the deviance, but for a factor, is y - p. Larger weights for the wrong ones is AdaBoost, a bootstrap "
                  "sample is a forest."}};
  lab::Exercise settle{this, "deviance-by-ten", "A tenth of the deviance",
      {.ask = "On the irises, with η = 0.1 and trees of depth 3, after how many trees is the training deviance first below a tenth of what it was with none? "
              "Nothing held out.",
       .start = "set data=iris; set loss=deviance; set order=gradient; set eta=0.1; set depth=3; set lambda=0; set subsample=1; set min_leaf=1; set trees=100; set validation=0; reset",
       .solution = "set data=iris; set loss=deviance; set order=gradient; set eta=0.1; set depth=3; set lambda=0; set subsample=1; set min_leaf=1; set trees=100; "
                   "set validation=0; reset; run; answer 21",
       .nearMisses = {"set data=iris; set validation=0; reset; run; answer 10", "set data=iris; set validation=0; reset; run; answer 100"},
       .number = [this](const lab::Snapshot& s) { return tenth(s); },
       .tolerance = 0.1,
       .because = "Each tree takes about η of a Newton step, so what is left shrinks by a factor of about 1 - η a tree: slow, and that is the "
                  "point. Small steps leave later trees a say."}};

  lab::Artifact model{this, "trees", "All trees", {lab::Format::Json}, [this](lab::Format) { return writeModel(); }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  std::any save() const override { return state_; }
  void restore(const std::any& state) override { state_ = std::any_cast<const State&>(state); }
  std::size_t savedBytes() const override;

 private:
  struct State {
    Task task;     // the training samples
    Plane plane;
    std::vector<std::size_t> out;     // rows of `all` held out
    std::shared_ptr<const data::Dataset> all;
    std::optional<ml::GradientBoosting> now, next;  // next has one tree more
    std::vector<double> heldTargets, heldScores;
    std::vector<double> cells;        // F over the plane
    double best = 0;
    std::size_t bestAt = 0;
  };
  double targetOf(const data::Dataset& set, std::size_t row) const;
  void look();
  void publish();
  double tenth(const lab::Snapshot& s) const;
  lab::Arithmetic explain(lab::Cell cell) const;
  std::string writeModel() const;

  State state_;
};

}  // namespace gradarium::lessons
