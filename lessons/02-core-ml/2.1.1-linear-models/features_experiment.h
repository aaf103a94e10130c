// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <numeric>
#include <optional>

#include "core/ml/model_selection/resampling.h"
#include "feature_model.h"
#include "regression_data.h"

namespace gradarium::lessons {

/// One linear model, and columns that decide what "linear" means. A step tries the next degree, so that a run shows the score by
/// degree with everything else as it is.
class FeaturesExperiment final : public lab::Experiment {
 public:
  FeaturesExperiment() : Experiment("features", "Feature engineering") {}

  lab::Dataset data{this, "data", "Data set", "wave", {.offered = {"wave", "circles", "moons", "spirals", "rents", "longley"}, .drawn = &drawn, .traits = {}}};
  lab::PointsInput drawn{this, "drawn", "Drawn points",
                         {.value = starter, .min = 0, .max = 10, .most = 300, .traits = {.live = true, .visible = [this] { return data.isDrawn(); }}}};
  lab::Int degree{this, "degree", "Powers up to", {.value = 1, .min = 0, .max = 12, .word = {0, "none"}, .traits = {.help = "x, x² ... of each feature", .live = true}}};
  lab::Bool interactions{this, "interactions", "Products", false,
                         {.help = "Of each two features", .live = true, .visible = [this] { return featureCount() > 1; }}};
  lab::Int knots{this, "knots", "Spline knots", {.value = 0, .min = 0, .max = 12, .word = {0, "none"},
                 .traits = {.help = "Where the curve may bend, at quantiles: broken lines with degree 1, cubic splines from degree 3", .live = true}}};
  lab::Int harmonics{this, "harmonics", "Fourier turns", {.value = 0, .min = 0, .max = 6, .word = {0, "none"},
                     .traits = {.help = "Sines and cosines of 1, 2 ... turns over the range", .live = true}}};
  lab::Int bins{this, "bins", "Bins", {.value = 0, .min = 0, .max = 12, .word = {0, "none"}, .traits = {.help = "A column for each but the first", .live = true}}};
  lab::Bool logs{this, "logs", "Logarithms", false, {.live = true}};
  lab::Choice<Category> category{this, "category", "Category", {{"off", Category::Off}, {"one-hot", Category::OneHot}, {"target", Category::Target, "target encoding"}},
                                 {.help = "How the column of words becomes numbers", .live = true, .visible = [this] { return hasCategories(); }}};
  lab::Bool leak{this, "leak", "Encode before splitting", false,
                 {.help = "The mean of y is taken over all samples, those to be judged by included", .live = true,
                  .visible = [this] { return hasCategories() && category == Category::Target; }}};
  lab::Real lambda{this, "lambda", "Ridge λ", {.value = 0, .min = 1e-6, .max = 1e3, .scale = lab::Scale::Log, .word = {0, "off"}, .traits = {.live = true}}};
  lab::Int folds{this, "folds", "Folds", {.value = 10, .min = 2, .max = 20, .traits = {.live = true}}};
  lab::Seed seed{this};

  lab::Points points{this, "points", "Samples"};  // n x 2
  lab::Labels labels{this, "labels", "Class"};
  lab::Points curve{this, "curve", "fit", {.nonFinite = true}};
  lab::Points truth{this, "truth", "truth", {.nonFinite = true}};
  lab::Field field{this, "field", "Probability"};
  lab::Matrix design{this, "design", "Design matrix"};  // some samples x columns, scaled
  lab::Table coefficients{this, "coefficients", "Coefficients"};
  lab::Table heights{this, "heights", "Coefficients without the intercept"};
  lab::Series train{this, "train_by_degree", "as fitted", {.xLabel = "degree"}};
  lab::Series tested{this, "cv_by_degree", "kept back", {.xLabel = "degree"}};
  lab::Series bars{this, "bar_by_degree", "its standard error", {.xLabel = "degree"}};
  lab::Series foldScores{this, "fold_scores", "Score of each fold", {.nonFinite = true, .xLabel = "fold"}};

  lab::Scalar columnsNow{this, "columns", "Columns"};
  lab::Scalar trainNow{this, "train", "Score as fitted", {.help = "R², or accuracy where classes are told"}};
  lab::Scalar testedNow{this, "cv", "Cross-validated", {.help = "The same of samples that the model has not seen"}};
  lab::Scalar barNow{this, "cv_error", "± standard error"};
  lab::Scalar gap{this, "gap", "Gap", {.help = "What the model only thinks it knows"}};
  lab::Scalar bestDegree{this, "best_degree", "Best degree", {.help = "By the cross-validated score, of those tried"}};

  lab::Query about{this, "about", "A number of the design matrix", [this](lab::Cell c) { return explain(c); }};

  lab::Preset rings{this, "rings", "Two rings, one plane", "set data=circles; set degree=2"};
  lab::Preset spline{this, "spline", "A cubic spline", "set data=wave; set degree=3; set knots=5"};
  lab::Preset towns{this, "towns", "Sixty towns drawn by lot", "set data=rents; set degree=1; set category=target; set leak=on"};

  lab::Exercise linear{this, "two-rings", "Rings with a straight line",
      {.ask = "A linear classifier, two rings. Choose columns so that it is right, cross-validated, on 98 % of the points or more, with at most four columns.",
       .start = "set data=circles; set degree=1; set interactions=off; set knots=0; set harmonics=0; set bins=0",
       .solution = "set data=circles; set degree=2",
       .nearMisses = {"set data=circles; set degree=1; set interactions=on", "set data=circles; set degree=3", "set data=moons; set degree=2"},
       .passed = [this](const lab::Snapshot& s) { return data.textIn(s) == "circles" && testedNow.numberIn(s) >= 0.98 && columnsNow.numberIn(s) <= 4; },
       .progress = [this](const lab::Snapshot& s) { return brief(100 * testedNow.numberIn(s), 3) + " % with " + brief(columnsNow.numberIn(s)) + " columns"; },
       .because = "x² + y² is linear in the columns x² and y². A plane in four dimensions cuts out a circle in two: linear means linear in the "
                  "coefficients, not in x."}};
  lab::Exercise few{this, "wave-cheaply", "A wave for six columns",
      {.ask = "On the wave, reach a cross-validated R² of 0.7 with at most six columns.",
       .start = "set data=wave; set degree=1; set knots=0; set harmonics=0; set bins=0; set logs=off; set lambda=off; set folds=10; set seed=0",
       .solution = "set data=wave; set degree=0; set harmonics=2; set folds=10; set seed=0",
       .nearMisses = {"set data=wave; set degree=12; set harmonics=0; set folds=10; set seed=0", "set data=wave; set degree=6; set folds=10; set seed=0",
                      "set data=wave; set degree=0; set bins=7; set folds=10; set seed=0"},
       .passed = [this](const lab::Snapshot& s) { return data.textIn(s) == "wave" && testedNow.numberIn(s) >= 0.7 && columnsNow.numberIn(s) <= 6; },
       .progress = [this](const lab::Snapshot& s) { return "R² " + brief(testedNow.numberIn(s), 3) + " with " + brief(columnsNow.numberIn(s)) + " columns"; },
       .because = "What is known of the data belongs into the columns. Something that swings is told cheaply by sines, or by a spline with a few "
                  "knots, and dearly by powers."}};
  lab::Exercise dummy{this, "one-fewer", "One fewer",
      {.ask = "A category has sixty towns. How many one-hot columns does a model with an intercept need?",
       .start = "set data=rents; set degree=1; set category=off",
       .solution = "set data=rents; answer 59",
       .nearMisses = {"set data=rents; answer 60", "set data=rents; answer 1"},
       .number = [this](const lab::Snapshot& s) { return data.textIn(s) == "rents" ? 59.0 : std::nan(""); },
       .tolerance = 0.1,
       .because = "All sixty sum to one, which is the intercept's column already: one is told by the others. Least squares would have no one answer."}};
  lab::Exercise honest{this, "the-leak", "Too good",
      {.ask = "The towns were drawn by lot. Target encoding before splitting still lifts the cross-validated R². Make the number honest without giving up "
              "the encoding.",
       .start = "set data=rents; set degree=1; set category=target; set leak=on; set folds=10; set seed=0",
       .solution = "set data=rents; set degree=1; set category=target; set leak=off; set folds=10; set seed=0",
       .nearMisses = {"set data=rents; set degree=1; set category=target; set leak=on; set folds=20; set seed=0", "set data=rents; set degree=1; set category=one-hot; set folds=10; set seed=0",
                      "set data=rents; set degree=1; set category=off; set folds=10; set seed=0"},
       .passed = [this](const lab::Snapshot& s) { return data.textIn(s) == "rents" && category.in(s) == Category::Target && !leak.in(s); },
       .progress = [this](const lab::Snapshot& s) { return "cross-validated R² " + brief(testedNow.numberIn(s), 3); },
       .because = "A town's mean that includes the flat to be judged tells its rent. Whatever is learnt from y, encodings and choices of features "
                  "too, must be learnt inside each fold."}};

  lab::Artifact table{this, "coefficients", "Coefficients", coefficients};
  lab::Artifact matrix{this, "design", "Design matrix", design};
  lab::Artifact sweep{this, "cv_by_degree", "Score by degree", {lab::Format::Csv}, [this](lab::Format) { return writeSweep(); }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;

 private:
  static const std::vector<lab::PointsInput::Point> starter;
  static constexpr std::size_t shownRows = 24;

  std::size_t featureCount() const;
  bool classifies(const data::Dataset& set) const;
  bool hasCategories() const;
  FeatureChoice choice() const;
  void build();
  void publish();
  void publishCurve();
  void publishDesign();
  ml::CrossValidation judge(const FeatureChoice& choice) const;
  lab::Arithmetic explain(lab::Cell cell) const;
  std::string writeSweep() const;
  std::vector<std::size_t> everyone() const;

  FeatureTask task_;
  std::optional<FeatureModel> model_;  // none without samples
  std::vector<std::size_t> shown_;     // rows of the design matrix, by x
};

}  // namespace gradarium::lessons
