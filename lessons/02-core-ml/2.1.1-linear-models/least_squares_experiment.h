// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/ml/linear/least_squares.h"
#include "regression_data.h"

namespace gradarium::lessons {

/// Least squares on points that can be dragged, beside a line of the learner's own, and on tables of several columns. A step
/// moves the own line down the gradient.
class LeastSquaresExperiment final : public lab::Experiment {
 public:
  LeastSquaresExperiment() : Experiment("least-squares", "Linear regression") {}

  lab::Dataset data{this, "data", "Data set", "drawn", {.offered = {"longley", "wine"}, .drawn = &drawn, .traits = {}}};
  lab::PointsInput drawn{this, "drawn", "Drawn points",
                         {.value = starter, .min = 0, .max = 10, .most = 300,
                          .traits = {.live = true, .visible = [this] { return data.isDrawn(); }}}};
  lab::Bool own{this, "own", "Your own line", true,
                {.help = "Two ends to drag; the squares are those of your line. A step moves it down the gradient",
                 .live = true, .visible = [this] { return data.isDrawn(); }}};
  lab::Real rate{this, "rate", "Step size η",
                 {.value = 0.02, .min = 1e-4, .max = 1, .scale = lab::Scale::Log,
                  .traits = {.help = "Of gradient descent on half the mean squared residual", .live = true,
                             .visible = [this] { return data.isDrawn() && own; }}}};
  lab::Real level{this, "level", "Confidence", {.value = 0.95, .min = 0.5, .max = 0.99, .step = 0.01, .traits = {.live = true}}};
  lab::Real turn{this, "turn", "Turn the drawing", {.value = 30, .min = 0, .max = 360, .step = 1, .traits = {.unit = "°", .help = "Of the vectors", .live = true}}};
  lab::Int across{this, "across", "Coefficient across", {.value = 1, .min = 1, .max = 60, .maxOf = [this] { return columns(); },
                  .traits = {.help = "Which two the confidence region is of, counted as in the table", .live = true,
                             .visible = [this] { return !data.isDrawn(); }}}};
  lab::Int up{this, "up", "Coefficient up", {.value = 1, .min = 1, .max = 60, .maxOf = [this] { return columns(); },
              .traits = {.live = true, .visible = [this] { return !data.isDrawn(); }}}};

  lab::Points points{this, "points", "Samples"};          // n x 2: x and y, or fitted and observed
  lab::Points feet{this, "feet", "Where the line puts them"};  // n x 2
  lab::Points line{this, "line", "least squares"};        // 2 x 2
  lab::Points equal{this, "equal", "no residual"};        // 2 x 2, of tables
  lab::Points ownLine{this, "own_line", "yours"};
  lab::Points ends{this, "ends", "Ends of your line"};    // 2 x 2, or none
  lab::Points here{this, "here", "Your line"};            // 1 x 2: intercept and slope
  lab::Points best{this, "best", "Least squares"};        // 1 x 2
  lab::Field loss{this, "loss", "Mean squared residual"};
  lab::Points region{this, "region", "Confidence region"};  // corners x 2
  // y and what lines can say of it, as vectors: seen from the side, about the foot of y.
  lab::Points vectors{this, "vectors", "Samples as one vector"};  // y, least squares, and your line or the mean
  lab::Points space{this, "space", "what the columns can say"};
  lab::Points ones{this, "along_ones", "along the column of ones"};
  lab::Points slopes{this, "along_x", "along x"};
  lab::Points upright{this, "upright", "residual"};
  lab::Points slanted{this, "slanted", "residual of the other"};
  lab::Points flat{this, "flat", "what it could gain"};
  lab::Points corner{this, "corner", "right angle"};
  lab::Series descent{this, "descent", "your line's way", {.xLabel = "intercept"}};
  lab::Table influence{this, "influence", "Leverage and Cook's distance"};  // n rows
  lab::Table coefficients{this, "coefficients", "Coefficients", {.nonFinite = true}};

  lab::Scalar intercept{this, "intercept", "Intercept"};
  lab::Scalar slope{this, "slope", "Slope", {.help = "Of the first column, where there are several"}};
  lab::Scalar slopeError{this, "slope_error", "± of the slope", {.help = "Its standard error"}};
  lab::Scalar squares{this, "squares", "Sum of squares", {.help = "Of the residuals of least squares"}};
  lab::Scalar ownSquares{this, "own_squares", "Of your line", {.help = "Sum of its squared residuals"}};
  lab::Scalar gain{this, "gain", "To be gained", {.help = "The other line's sum of squares less the least: the squared way to the foot of y"}};
  lab::Scalar rSquared{this, "r_squared", "R²", {.help = "The share of y's variance that the line takes away"}};
  lab::Scalar noise{this, "noise", "Residual error", {.help = "Deviation of the residuals, by n - p"}};
  lab::Scalar leverageMost{this, "leverage_most", "Largest leverage"};
  lab::Scalar leverageSum{this, "leverage_sum", "Sum of leverages"};
  lab::Scalar cooksMost{this, "cooks_most", "Largest Cook's D"};
  lab::Scalar limit{this, "cooks_limit", "4/n"};
  lab::Scalar yearSlope{this, "last_slope", "Last coefficient", {.help = "Of the last column of the table"}};
  lab::Scalar inflation{this, "inflation", "Largest VIF", {.help = "By how much the variance of a coefficient grows because others say the same"}};
  lab::Scalar meanX{this, "mean_x", "Mean of x"};

  lab::Action<lab::Move> moveEnd{this, "move_end", "Move an end of your line", [this](const lab::Move& m) { moveTheEnd(m); }, {0, {1, 2}}};
  lab::Action<lab::Move> moveOwn{this, "move_own", "Move your line", [this](const lab::Move& m) { moveTheLine(m); }, {0, {2, 0.5}}};
  lab::Query about{this, "about", "Leverage and Cook's distance of a sample", [this](lab::Cell c) { return explain(c); }};

  lab::Preset lever{this, "lever", "One point that pulls", "set data=drawn; set own=off; patch drawn={\"move\": [11, 10, 1]}"};
  lab::Preset longley{this, "longley", "Longley's sixteen years", "set data=longley; set across=2; set up=3"};

  lab::Exercise byEye{this, "by-eye", "By eye",
      {.ask = "Drag the two ends of your line, or its mark on the map, until its sum of squares is within 2 % of the least.",
       .start = "set data=drawn; " + putBack(starter) + "set own=on; reset",
       .solution = "set data=drawn; set own=on; reset; act move_own=[0, 1.5, 0.73]",
       .nearMisses = {"set data=drawn; set own=on; reset; act move_own=[0, 1.2, 0.75]", "set data=drawn; set own=on; reset; act move_own=[0, 2, 0.73]",
                      "set data=drawn; set own=off; reset"},
       .passed = [this](const lab::Snapshot& s) { return untouched(s, 0) && own.in(s) && ownSquares.numberIn(s) <= 1.02 * squares.numberIn(s); },
       .progress = [this](const lab::Snapshot& s) {
         return untouched(s, 0) ? brief(ownSquares.numberIn(s)) + ", needs " + brief(1.02 * squares.numberIn(s)) : std::string("needs the points as they were: press Reset everything");
       },
       .because = "The squares make one bowl with one bottom, so whoever goes downhill arrives there, by hand or by gradient."}};
  lab::Exercise halve{this, "halve-the-slope", "Halve the slope",
      {.ask = "Move one point only, and halve the slope: from 0.729 to between 0.355 and 0.375. Which of the twelve can do it?",
       .start = "set data=drawn; " + putBack(starter) + "set own=off; reset",
       .solution = "set data=drawn; set own=off; patch drawn={\"move\": [11, 9.3, 3.1]}",
       .nearMisses = {"set data=drawn; set own=off; patch drawn={\"move\": [5, 4.1, 0]}", "set data=drawn; set own=off; patch drawn={\"move\": [11, 9.3, 6]}",
                      "set data=drawn; set own=off; patch drawn={\"move\": [11, 9.3, 6]}; patch drawn={\"move\": [10, 7.2, 2.2]}"},
       .passed = [this](const lab::Snapshot& s) { return untouched(s, 1) && slope.numberIn(s) >= 0.355 && slope.numberIn(s) <= 0.375; },
       .progress = [this](const lab::Snapshot& s) {
         return untouched(s, 1) ? "slope " + brief(slope.numberIn(s), 3) : std::string("more than one point has moved: press Reset everything");
       },
       .because = "A point pulls at the slope by (x - mean of x) times its residual. Far out it has a long lever; in the middle it can "
                  "only lift the line."}};
  lab::Exercise idle{this, "no-lever", "Without a lever",
      {.ask = "You may move one point up and down as far as you like. Where must it stand so that the slope never changes?",
       .start = "set data=drawn; set own=off; reset",
       .solution = "answer at the mean of x",
       .nearMisses = {"answer on the line", "answer at the left end", "answer at the mean of y"},
       .choices = {"on the line", "at the left end", "at the mean of x", "at the mean of y"},
       .correct = 2,
       .because = "The slope is a sum of y weighted by x - mean of x: at the mean of x the weight is zero."}};
  lab::Exercise sum{this, "sum-of-leverages", "All leverages together",
      {.ask = "A line has two coefficients. What do the leverages of all points sum to, however you place them?",
       .start = "set data=drawn; set own=off; reset",
       .solution = "set data=drawn; set own=off; answer 2",
       .nearMisses = {"set data=drawn; set own=off; answer 1", "set data=drawn; set own=off; answer 12"},
       .number = [this](const lab::Snapshot& s) { return leverageSum.numberIn(s); },
       .tolerance = 0.01,
       .because = "Leverages are the diagonal of the projection onto the columns, and the trace of a projection is its rank: one for "
                  "each coefficient."}};
  lab::Exercise sign{this, "inflated", "What the others cost",
      {.ask = "On Longley's table the year has a variance inflation of 759. How many times as large is its standard error as it would be if "
              "the year had nothing to do with the other columns?",
       .start = "set data=longley; reset",
       .solution = "set data=longley; answer 27.5",
       .nearMisses = {"set data=longley; answer 759", "set data=longley; answer 380", "set data=wine; answer 27.5"},
       .number = [this](const lab::Snapshot& s) { return data.textIn(s) == "longley" ? std::sqrt(yearInflation(s)) : std::nan(""); },
       .tolerance = 0.2,
       .because = "The variance is multiplied by 758.98, its root by 27.55. The sum of two such coefficients may be well known while "
                  "neither of them is."}};

  lab::Exercise foot{this, "shortest-way", "The shortest way",
      {.ask = "All lines together are a plane, and y stands above it. What does the residual of least squares do to each column?",
       .solution = "answer it stands at right angles to it",
       .nearMisses = {"answer it is parallel to it", "answer it is as long as it", "answer it depends on y"},
       .choices = {"it is parallel to it", "it stands at right angles to it", "it is as long as it", "it depends on y"},
       .correct = 1,
       .because = "The shortest way to a plane is the perpendicular: X'e = 0. That is the normal equation, and the reason why residuals sum to zero: "
                  "one of the columns is all ones."}};

  lab::Artifact table{this, "coefficients", "Coefficients", coefficients};
  lab::Artifact model{this, "model", "Linear model", {lab::Format::Onnx, lab::Format::Json}, [this](lab::Format f) { return writeModel(f); }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;

 private:
  static const std::vector<lab::PointsInput::Point> starter;
  struct Line {
    double intercept = 0, slope = 0;
  };

  int columns() const;
  void refit();
  void publish();
  void publishLoss();
  void publishInfluence();
  void publishVectors();
  void publishTable();
  void moveTheEnd(const lab::Move& move);
  void moveTheLine(const lab::Move& move);
  void placeOwn(Line line);
  double squaresOf(const Line& line) const;
  bool untouched(const lab::Snapshot& s, std::size_t most) const;
  double yearInflation(const lab::Snapshot& s) const;
  lab::Arithmetic explain(lab::Cell cell) const;
  std::string writeModel(lab::Format format) const;
  bool simple() const { return data.isDrawn(); }
  /// Which coefficients the map is of, counted from the intercept.
  std::pair<std::size_t, std::size_t> shown() const;

  Regression task_;
  std::optional<ml::LinearFit> fit_;  // none without a sample
  std::vector<double> inflations_;
  Line own_;
};

}  // namespace gradarium::lessons
