// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include "core/ml/features/scaling.h"
#include "core/ml/linear/elastic_net.h"
#include "core/ml/linear/ridge.h"
#include "core/ml/model_selection/resampling.h"
#include "regression_data.h"

namespace gradarium::lessons {

/// Ridge, lasso and what lies between them, at one penalty that is moved and along the whole path. Columns are scaled. A step is
/// one round of coordinate descent from zeros, for all to see; what is shown otherwise is the solution.
class PenaltyExperiment final : public lab::Experiment {
 public:
  PenaltyExperiment() : Experiment("penalty", "Regularization (L1, L2)") {}

  lab::Dataset data{this, "data", "Data set", "longley", {.offered = {"longley", "wine", "breast-cancer", "iris"}, .traits = {}}};
  lab::Real lambda{this, "lambda", "Penalty λ",
                   {.value = 0.0625, .min = 1e-4, .max = 1e4, .scale = lab::Scale::Log, .word = {0, "off"},
                    .traits = {.help = "Off is least squares", .live = true}}};
  lab::Real l1{this, "l1", "L1 ratio", {.value = 0, .min = 0, .max = 1, .step = 0.01,
               .traits = {.help = "0 is ridge, 1 the lasso, between them the elastic net", .live = true}}};
  lab::Int across{this, "across", "Coefficient across", {.value = 2, .min = 1, .max = 60, .maxOf = [this] { return columns(); },
                  .traits = {.help = "Which two the map is of, in the order of the columns", .live = true}}};
  lab::Int up{this, "up", "Coefficient up", {.value = 6, .min = 1, .max = 60, .maxOf = [this] { return columns(); }, .traits = {.live = true}}};
  lab::Int folds{this, "folds", "Folds", {.value = 10, .min = 2, .max = 20, .maxOf = [this] { return std::max(2, static_cast<int>(data.get()->rows)); }, .traits = {.live = true}}};
  lab::Int resamples{this, "resamples", "Resamples", {.value = 200, .min = 10, .max = 1000, .scale = lab::Scale::Log, .traits = {.help = "Of the bootstrap", .live = true}}};
  lab::Seed seed{this};

  lab::Field loss{this, "loss", "Unexplained over two coefficients"};  // share of y's variance; the others as in the solution
  lab::Points ball{this, "ball", "As much penalty as the solution"};
  lab::Points here{this, "here", "Solution"};
  lab::Points valley{this, "valley", "Least squares"};  // given the others
  lab::Series way{this, "way", "path of the solution", {.xLabel = "coefficient across"}};
  lab::Series descent{this, "descent", "coordinate descent", {.xLabel = "coefficient across"}};
  lab::Table path{this, "path", "Coefficients along the path"};   // log10 of the penalty, then a column each
  lab::Series error{this, "cv_error", "Cross-validated error", [this] { return tested(false); }, {.xLabel = "log₁₀ λ"}};
  lab::Series errorBar{this, "cv_bar", "its standard error", [this] { return tested(true); }, {.xLabel = "log₁₀ λ"}};
  lab::Table bootstrap{this, "bootstrap", "Coefficients of resamples", [this] { return resample(); }};
  lab::Table coefficients{this, "coefficients", "Coefficients"};

  lab::Scalar kept{this, "kept", "Not zero", {.help = "How many coefficients"}};
  lab::Scalar freedom{this, "freedom", "Effective d.o.f.", {.help = "Ridge: the sum of s²/(s² + nλ). With L1, those not zero"}};
  lab::Scalar rSquared{this, "r_squared", "R²", {.help = "On all samples, as fitted"}};
  lab::Scalar strongest{this, "lambda_max", "All zero from λ", {.help = "The least penalty at which no coefficient is left; none without L1"}};
  lab::Scalar times{this, "n_lambda", "n λ", {.help = "The same penalty on the sum of squares instead of half their mean"}};
  lab::Scalar violation{this, "kkt", "KKT violation", {.help = "How far the solution is from the condition of a minimum, in terms of y's own scale"}};
  lab::Scalar walker{this, "walker_kkt", "Of the descent", {.help = "The same, of coordinate descent so far"}};
  lab::Scalar bestError{this, "best_lambda", "Best λ by CV", {.help = "Where the cross-validated error is least"}};
  lab::Scalar oneError{this, "one_se_lambda", "λ by one s.e.", {.help = "The largest whose error is within one standard error of the least"}};
  lab::Scalar lengthNow{this, "length", "Length of β"};
  lab::Scalar shownError{this, "error_now", "CV error here", {.help = "What of y's variance stays unexplained on samples kept back"}};
  lab::Scalar bestValue{this, "best_value", "Least CV error"};
  lab::Scalar bestBar{this, "best_bar", "Its s.e."};

  lab::Query about{this, "about", "A coefficient and its pull", [this](lab::Cell c) { return explain(c); }};

  lab::Preset ridge{this, "ridge", "Longley, steadied", "set data=longley; set l1=0; set lambda=0.0625"};
  lab::Preset lasso{this, "lasso", "Six of twelve", "set data=wine; set l1=1; set lambda=0.05; set across=1; set up=12"};
  lab::Preset net{this, "net", "Between the two", "set data=wine; set l1=0.5; set lambda=0.1; set across=9; set up=12"};

  lab::Exercise corner{this, "corner", "Why corners",
      {.ask = "Level lines touch a diamond at a corner more often than on a side. What does that say of the solution?",
       .solution = "answer a coefficient is exactly zero",
       .nearMisses = {"answer both are equal", "answer it is shorter than ridge's", "answer the loss is zero"},
       .choices = {"both are equal", "a coefficient is exactly zero", "it is shorter than ridge's", "the loss is zero"},
       .correct = 1,
       .because = "A corner lies on an axis, where the other coefficient is zero. The disc has no corners: ridge makes coefficients small, and "
                  "none of them nothing."}};
  lab::Exercise six{this, "first-in", "The first to come in",
      {.ask = "On the wines, lower the lasso's penalty from where all is zero until exactly one coefficient is left standing. Which column tells most of alcohol?",
       .start = "set data=wine; set l1=1; set lambda=1",
       .solution = "set data=wine; set l1=1; set lambda=0.45",
       .nearMisses = {"set data=wine; set l1=1; set lambda=0.53", "set data=wine; set l1=1; set lambda=0.1", "set data=wine; set l1=0.5; set lambda=0.9"},
       .passed = [this](const lab::Snapshot& s) { return data.textIn(s) == "wine" && l1.in(s) == 1 && kept.numberIn(s) == 1; },
       .progress = [this](const lab::Snapshot& s) { return brief(kept.numberIn(s)) + " coefficients are not zero"; },
       .because = "Proline. At λ = max |x'y|/n = 0.521 the first condition becomes tight, for the column that goes most with y."}};
  lab::Exercise simplest{this, "one-standard-error", "As simple as the data allow",
      {.ask = "Among the lassos on the wines, choose λ with the fewest columns whose cross-validated error is still within one standard error of the "
              "least. The whiskers are the standard errors.",
       .start = "set data=wine; set l1=1; set lambda=0.0005; set folds=10; set seed=0",
       .solution = "set data=wine; set l1=1; set folds=10; set seed=0; set lambda=0.14",
       .nearMisses = {"set data=wine; set l1=1; set folds=10; set seed=0; set lambda=0.4", "set data=wine; set l1=1; set folds=10; set seed=0; set lambda=0.01",
                      "set data=wine; set l1=0; set folds=10; set seed=0; set lambda=0.14"},
       .passed = [this](const lab::Snapshot& s) { return simplestLasso(s); },
       .progress = [this](const lab::Snapshot& s) {
         return brief(kept.numberIn(s)) + " columns, error " + brief(shownError.numberIn(s)) + ", allowed " + brief(bestValue.numberIn(s) + bestBar.numberIn(s));
       },
       .hides = {&oneError},
       .because = "The curve is flat around its bottom, so the exact minimum is luck of the folds. The rule of one standard error (Breiman 1984) "
                  "buys a simpler model for a difference that the data cannot show."}};
  lab::Exercise signs{this, "steady-signs", "Steady signs",
      {.ask = "Longley, ridge. Without a penalty population is negative in one resample and positive in the next. Find a penalty at which "
              "population, GNP and year are all positive in at least 95 % of the resamples, while R² stays above 0.98.",
       .start = "set data=longley; set l1=0; set lambda=off; set seed=0; set resamples=200",
       .solution = "set data=longley; set l1=0; set seed=0; set resamples=200; set lambda=0.05",
       .nearMisses = {"set data=longley; set l1=0; set seed=0; set resamples=200; set lambda=0.0002", "set data=longley; set l1=0; set seed=0; set resamples=200; set lambda=0.2",
                      "set data=longley; set l1=1; set seed=0; set resamples=200; set lambda=0.05"},
       .passed = [this](const lab::Snapshot& s) { return steady(s) >= 0.95 && data.textIn(s) == "longley" && l1.in(s) == 0 && rSquared.numberIn(s) > 0.98; },
       .progress = [this](const lab::Snapshot& s) { return "all positive in " + brief(100 * steady(s), 3) + " %, R² " + brief(rSquared.numberIn(s)); },
       .because = "Columns that rise together can trade coefficients at no cost in fit: only their sum is known. The penalty prefers the even "
                  "split, so it decides what the data cannot."}};

  lab::Artifact table{this, "coefficients", "Coefficients", coefficients};
  lab::Artifact paths{this, "path", "Coefficients along the path", path};
  lab::Artifact model{this, "model", "Linear model", {lab::Format::Onnx}, [this](lab::Format) { return writeModel(); }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;

 private:
  static constexpr std::size_t points = 43;  // on the path

  int columns() const { return std::max(1, static_cast<int>(data.get()->columns) - 1); }
  ml::Penalty penalty() const { return {lambda, l1}; }
  std::vector<double> solve(const ml::ElasticNet& net, const ml::RidgeFamily& family, std::size_t n, const ml::Penalty& at, std::vector<double> start = {}) const;
  std::pair<std::size_t, std::size_t> shown() const;
  void publish();
  void publishMap();
  void publishPath();
  void publishWay();
  void publishTable();
  double total() const;  // half the variance of y
  void test();
  lab::value::Series tested(bool bars);
  const lab::value::Table& resample();
  bool simplestLasso(const lab::Snapshot& s) const;
  double steady(const lab::Snapshot& s) const;
  lab::Arithmetic explain(lab::Cell cell) const;
  std::string writeModel() const;

  Regression task_;
  ml::Scaling scaling_;
  ml::Samples x_;  // scaled
  std::optional<ml::ElasticNet> net_;
  std::optional<ml::RidgeFamily> ridge_;
  std::vector<double> solution_, walker_;
  std::vector<double> grid_, along_;  // penalties from large to small; points x d
  struct Tested {
    std::vector<double> means, errors;
  };
  std::optional<Tested> tested_;                // of this grid
  std::optional<lab::value::Table> resampled_;  // at this penalty: a step of the descent changes nothing in it
};

}  // namespace gradarium::lessons
