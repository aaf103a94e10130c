// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "core/lab/experiment.h"
#include "core/ml/preprocessing/scaler.h"
#include "typed_number.h"

namespace gradarium::lessons {

/// One table, seven ways to make its columns comparable, and one sample that may go astray. A step draws
/// another split into training and test samples.
class ScalingExperiment final : public lab::Experiment {
 public:
  ScalingExperiment() : Experiment("scaling", "Normalization techniques") {}
  static constexpr std::size_t kinds = 7;
  static constexpr int mostSplits = 100;

  lab::Dataset data{this, "data", "Data set", "wine", {.offered = {"wine", "iris", "breast-cancer"}}};
  lab::Int feature{this,
                   "feature",
                   "Feature shown",
                   {.value = 13,
                    .min = 1,
                    .max = 100000,
                    .maxOf = [this] { return static_cast<int>(data.get()->columns); },
                    .traits = {.help = "Counted from 1; wine's 13th is proline"}}};
  lab::Choice<ml::ScalerKind> scaler{this,
                                     "scaler",
                                     "Scaler",
                                     {{"none", ml::ScalerKind::None},
                                      {"min-max", ml::ScalerKind::MinMax},
                                      {"z-score", ml::ScalerKind::Standard},
                                      {"robust", ml::ScalerKind::Robust},
                                      {"log", ml::ScalerKind::Log},
                                      {"quantile", ml::ScalerKind::Quantile},
                                      {"unit-length", ml::ScalerKind::UnitLength, "unit length"}}};
  lab::Real outlier{
      this,
      "outlier",
      "Outlier",
      {.value = 0,
       .min = 1,
       .max = 1000,
       .scale = lab::Scale::Log,
       .word = {0, "none"},
       .traits = {.unit = "σ", .help = "How far the first sample is moved in the feature shown"}}};
  lab::Int training{this,
                    "training",
                    "Training samples",
                    {.value = 120, .min = 5, .max = 2000, .scale = lab::Scale::Log, .maxOf = [this] {
                       return std::max(5, static_cast<int>(data.get()->rows) - 5);
                     }}};
  lab::Int k{this, "k", "Neighbours k", {.value = 5, .min = 1, .max = 25, .maxOf = [this] {
                                           return std::min(25, int(training));
                                         }}};
  lab::Bool leak{this,
                 "leak",
                 "Fit scaler on all",
                 false,
                 {.help = "The leak: the scaler learns from the test samples too"}};
  lab::Seed seed{this};

  lab::Series before{this, "before", "As measured", {.xLabel = "sample"}};
  lab::Series after{this, "after", "Scaled", {.xLabel = "sample"}};
  lab::Labels classes{this, "classes", "Class"};
  lab::Scalar strayBefore{this, "stray_before", "The first sample, as measured"};
  lab::Scalar strayAfter{this, "stray_after", "The first sample, scaled"};
  lab::Table scalers{this, "scalers", "What each scaler does", {.nonFinite = true}};
  lab::Scalar row{this, "row", "The scaler's row"};
  lab::Points scaled{this, "scaled", "Scaled samples"};
  lab::Scalar accuracy{
      this, "accuracy", "k-NN accuracy", {.unit = "%", .help = "On test samples, mean of the splits so far"}};
  lab::Scalar optimism{this,
                       "optimism",
                       "Leak gains",
                       {.unit = "points", .help = "Accuracy with the leak less without, on the same splits"}};
  lab::Scalar condition{
      this,
      "condition",
      "Condition number κ",
      {.nonFinite = true, .help = "Of the centred, scaled data: largest over smallest singular value"}};
  lab::Scalar steps{
      this,
      "gd_steps",
      "κ²",
      {.nonFinite = true,
       .help = "Gradient descent on least squares needs about so many steps for each factor e"}};
  lab::Scalar left{
      this,
      "spread_left",
      "Others' spread",
      {.unit = "%",
       .help = "Their interquartile range in the feature shown, beside what it was without the outlier"}};
  lab::Scalar splits{this, "splits", "Splits"};

  lab::Preset stray{this, "stray", "One outlier",
                    "set data=wine; set feature=13; set scaler=min-max; set outlier=100"};
  lab::Preset small{this, "leak-shows", "Where the leak shows",
                    "set data=wine; set training=10; set k=1; set scaler=robust; reset; run"};

  lab::Exercise crushed{this,
                        "who-breaks",
                        "Who breaks?",
                        {.ask = "One wine's proline is typed wrongly and lies 100 σ away. Which scaler "
                                "squeezes the other 177 wines into a small part "
                                "of the range they had?",
                         .start = "set data=wine; set feature=13; set scaler=none; set outlier=none",
                         .solution = "answer min-max",
                         .nearMisses = {"answer robust", "answer quantile", "answer log"},
                         .choices = {"robust", "quantile", "min-max", "log"},
                         .correct = 2,
                         .because = "Minimum and maximum are each a single sample. Median and quartiles ask "
                                    "half of the samples, ranks do not ask how "
                                    "far, and a logarithm learns nothing from anybody."}};
  lab::Exercise keeps{
      this,
      "keep-the-others",
      "Keep the others, and κ",
      {.ask = "With the outlier at 1000 σ, find the scaler that leaves the others at least 90 % of their "
              "spread and also a condition "
              "number below 10.",
       .start = "set data=wine; set feature=13; set scaler=robust; set outlier=1000",
       .solution = "set data=wine; set feature=13; set outlier=1000; set scaler=quantile",
       .nearMisses = {"set data=wine; set feature=13; set outlier=1000; set scaler=z-score",
                      "set data=wine; set feature=13; set outlier=1000; set scaler=log",
                      "set data=wine; set feature=13; set outlier=1000; set scaler=min-max",
                      "set data=wine; set feature=13; set outlier=100; set scaler=quantile"},
       .passed =
           [this](const lab::Snapshot& s) {
             return data.textIn(s) == "wine" && outlier.in(s) >= 1000 && left.numberIn(s) >= 90 &&
                    condition.numberIn(s) < 10;
           },
       .progress =
           [this](const lab::Snapshot& s) {
             return "spread " + std::to_string(std::lround(left.numberIn(s))) + " %, κ " +
                    std::to_string(std::lround(std::min(1e9, condition.numberIn(s))));
           },
       .because = "A robust scale keeps the crowd as it was, and so leaves the outlier far outside, where κ "
                  "feels it. Ranks bring it "
                  "back to the edge of the crowd; the price is that distances between samples are gone."}};
  lab::Exercise honest{
      this,
      "honest-accuracy",
      "Honestly better",
      {.ask = "Unscaled wines are told apart at about 70 %. Reach 94 % with k = 5 over at least 50 splits, "
              "and no leak.",
       .start =
           "set data=wine; set scaler=none; set k=5; set training=120; set outlier=none; set leak=off; reset",
       .solution = "set data=wine; set k=5; set training=120; set leak=off; set scaler=z-score; reset; run",
       .nearMisses = {"set data=wine; set k=5; set training=120; set scaler=unit-length; reset; run",
                      "set data=wine; set k=5; set training=120; set leak=on; set scaler=z-score; reset; run",
                      "set data=wine; set k=5; set training=120; set scaler=none; reset; run",
                      "set data=wine; set k=5; set training=120; set scaler=z-score; reset; step 10"},
       .passed =
           [this](const lab::Snapshot& s) {
             return data.textIn(s) == "wine" && k.in(s) == 5 && !leak.in(s) && splits.numberIn(s) >= 50 &&
                    accuracy.numberIn(s) >= 94;
           },
       .progress =
           [this](const lab::Snapshot& s) {
             return few(accuracy.numberIn(s)) + " % over " + std::to_string(std::lround(splits.numberIn(s))) +
                    " splits";
           },
       .because = "Proline runs to 1680, hue to 1.71: unscaled, the distance of two wines is a distance of "
                  "proline. Scaled, all thirteen "
                  "measurements have a say."}};

  lab::Artifact table{this, "scaled_data", "Scaled samples", scaled};
  lab::Artifact learned{this, "scaler", "What the scaler learned", {lab::Format::Json}, [this](lab::Format) {
                          return learnedJson();
                        }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  std::any save() const override { return state_; }
  void restore(const std::any& state) override { state_ = std::any_cast<const State&>(state); }

 private:
  struct Scores {
    double honest = 0, leaky = 0;  // sums of accuracies
  };
  struct State {
    std::shared_ptr<const data::Dataset> set;
    ml::Samples samples;                         // with the outlier
    std::array<ml::Samples, kinds> scaledByAll;  // by scalers that learned from all samples
    std::array<Scores, kinds> scores;
    std::array<double, kinds> conditions{}, spreads{};
    int splits = 0;
  };
  std::size_t shown() const { return static_cast<std::size_t>(int(feature)) - 1; }
  double spreadOfOthers(const ml::Samples& samples) const;
  void split();
  void showFeature();
  void showScores();
  std::string learnedJson() const;

  State state_;
};

}  // namespace gradarium::lessons
