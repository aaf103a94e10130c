// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/ml/features/scaling.h"
#include "core/ml/linear/logistic.h"
#include "regression_data.h"

namespace gradarium::lessons {

/// Logistic regression by Newton's or gradient steps, from weights of nothing. Two classes have one plane of log-odds, more have
/// one each and softmax. Features are scaled inside; what is shown in the plane is in their own units.
class LogisticExperiment final : public lab::Experiment {
 public:
  enum class Solver { Newton, Gradient };
  enum class Features { Two, All };
  LogisticExperiment() : Experiment("logistic", "Logistic regression") {}

  lab::Dataset data{this, "data", "Data set", "drawn", {.offered = {"iris", "wine", "breast-cancer", "moons", "circles"}, .drawn = &drawn, .traits = {}}};
  lab::PointsInput drawn{this, "drawn", "Drawn points",
                         {.value = starter, .min = 0, .max = 10, .most = 500,
                          .traits = {.help = "Keys 0 to 9 choose the class of the next point", .live = true, .visible = [this] { return data.isDrawn(); }}}};
  lab::Choice<Features> features{this, "features", "Features", {{"two", Features::Two, "two, as shown"}, {"all", Features::All, "all"}},
                                 {.visible = [this] { return !data.isDrawn() && data.get()->columns > 2; }}};
  lab::Real lambda{this, "lambda", "Penalty λ",
                   {.value = 1, .min = 1e-4, .max = 1e3, .scale = lab::Scale::Log, .word = {0, "off"},
                    .traits = {.help = "λ/2 times the squared weights is added to the loss; 1/λ is what others call C", .live = true}}};
  lab::Choice<Solver> solver{this, "solver", "Steps", {{"newton", Solver::Newton, "Newton"}, {"gradient", Solver::Gradient, "gradient descent"}}, {.live = true}};
  lab::Real rate{this, "rate", "Step size η",
                 {.value = 0.1, .min = 1e-4, .max = 1, .scale = lab::Scale::Log,
                  .traits = {.live = true, .visible = [this] { return solver == Solver::Gradient; }}}};

  lab::Points points{this, "points", "Samples"};   // n x 2
  lab::Labels labels{this, "labels", "Class of each sample"};
  lab::Field probability{this, "probability", "Probability"};  // of the second class, or the most probable class
  lab::Field logOdds{this, "log_odds", "Log-odds"};            // of the second class against the first
  lab::Field landscape{this, "landscape", "Loss over two weights", [this] { return slice(); }};
  lab::Series path{this, "path", "weights so far", {.xLabel = "weight across"}};
  lab::Points bottom{this, "bottom", "Minimum"};
  lab::Series losses{this, "losses", "log-loss"};
  lab::Series norms{this, "norms", "length of w"};
  lab::Series gradients{this, "gradients", "Largest gradient"};
  lab::Table weights{this, "weights", "Weights", {.nonFinite = true}};
  lab::Table byClass{this, "weights_by_class", "Weights per deviation"};  // a row a feature, a column a class

  lab::Scalar logLoss{this, "log_loss", "Log-loss", {.help = "Mean of -log p of the true class; log 2 = 0.693 for a coin"}};
  lab::Scalar accuracy{this, "accuracy", "Accuracy"};
  lab::Scalar wrong{this, "wrong", "Wrong", {.help = "Samples whose class is not the most probable one"}};
  lab::Scalar area{this, "auc", "AUC", {.help = "How often a sample of the second class has the higher probability; two classes only"}};
  lab::Scalar norm{this, "norm", "Length of w", {.help = "Of all weights together, in deviations of their features"}};
  lab::Scalar steepest{this, "steepest", "Largest gradient"};
  lab::Scalar classes{this, "classes", "Classes"};
  lab::Scalar first{this, "first_weight", "First weight", {.help = "Of the first feature, in deviations"}};
  lab::Scalar odds{this, "odds_ratio", "Its odds ratio", {.help = "By how much one deviation more multiplies the odds: e to the weight"}};

  lab::Query about{this, "about", "Probability of a sample", [this](lab::Cell c) { return explain(c); }};

  lab::Preset apart{this, "apart", "Classes that come apart", "set data=wine; set features=all; set lambda=off; set solver=newton; run"};
  lab::Preset cancer{this, "cancer", "Thirty features", "set data=breast-cancer; set features=all; set lambda=1; set solver=newton; run"};
  lab::Preset three{this, "three", "Three cultivars", "set data=wine; set features=two; set lambda=0.1; set solver=newton; run"};

  lab::Exercise runaway{this, "no-bottom", "A bowl without a bottom",
      {.ask = "With the penalty off, move or remove points until the weights run away: until Run ends with \"diverged\".",
       .start = "set data=drawn; " + putBack(starter) + "set lambda=off; set solver=newton; reset",
       .solution = separated + "set data=drawn; set lambda=off; set solver=newton; reset; run",
       .nearMisses = {separated + "set data=drawn; set lambda=0.01; set solver=newton; reset; run", "set data=drawn; set lambda=off; set solver=newton; reset; run",
                      separated + "set data=drawn; set lambda=off; set solver=newton; reset; step 2"},
       .passed = [this](const lab::Snapshot& s) {
         return s.status == lab::Status::Diverged && data.textIn(s) == "drawn" && lambda.in(s) == 0 && solver.in(s) == Solver::Newton && wrong.numberIn(s) == 0;
       },
       .progress = [this](const lab::Snapshot& s) { return brief(wrong.numberIn(s)) + " wrong, length of w " + brief(norm.numberIn(s), 3); },
       .because = "Where a line separates the classes, a steeper slope is always better: the loss falls towards zero and the weights grow "
                  "for ever. Any λ above zero ends it."}};
  lab::Exercise oddsQuestion{this, "odds", "What a weight means",
      {.ask = "A feature has weight 0.69. It grows by one. What happens to the prediction?",
       .solution = "answer the odds double",
       .nearMisses = {"answer the probability doubles", "answer the probability grows by 0.69", "answer the odds grow by 69 %"},
       .choices = {"the probability doubles", "the probability grows by 0.69", "the odds double", "the odds grow by 69 %"},
       .correct = 2,
       .because = "Log-odds grow by 0.69, so the odds are multiplied by e^0.69 = 2. What that does to p depends on where p was."}};
  lab::Exercise ten{this, "ten-steps", "In ten steps",
      {.ask = "On breast cancer with all thirty features and λ = 1, bring the largest gradient below one in a million in at most ten steps. "
              "Why does the other solver not manage it?",
       .start = "set data=breast-cancer; set features=all; set lambda=1; set solver=gradient; set rate=0.1; reset",
       .solution = "set data=breast-cancer; set features=all; set lambda=1; set solver=newton; reset; run 10",
       .nearMisses = {"set data=breast-cancer; set features=all; set lambda=1; set solver=gradient; set rate=1; reset; run 10",
                      "set data=breast-cancer; set features=two; set lambda=1; set solver=newton; reset; run 10",
                      "set data=breast-cancer; set features=all; set lambda=1; set solver=newton; reset; run 4"},
       .passed = [this](const lab::Snapshot& s) {
         return data.textIn(s) == "breast-cancer" && features.in(s) == Features::All && lambda.in(s) == 1 && s.step > 0 && s.step <= 10 && steepest.numberIn(s) < 1e-6;
       },
       .progress = [this](const lab::Snapshot& s) { return "step " + std::to_string(s.step) + ", gradient " + brief(steepest.numberIn(s), 2); },
       .because = "Newton's step knows the curvature of the bowl, and near the bottom each step doubles the digits. A gradient step knows one slope."}};
  lab::Exercise softmax{this, "one-too-many", "One set too many",
      {.ask = "Three classes have three planes of scores. You add the same plane to all three. What becomes of the probabilities?",
       .solution = "answer nothing changes",
       .nearMisses = {"answer all come nearer to 1/3", "answer the largest grows", "answer they no longer sum to 1"},
       .choices = {"all come nearer to 1/3", "the largest grows", "nothing changes", "they no longer sum to 1"},
       .correct = 2,
       .because = "Softmax divides: what is added to all scores multiplies above and below. With two classes that leaves one plane, their "
                  "difference: the log-odds. Binary logistic regression is softmax for two."}};

  lab::Artifact table{this, "coefficients", "Weights", weights};
  lab::Artifact model{this, "model", "Classifier", {lab::Format::Onnx}, [this](lab::Format) { return writeModel(); }};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;

 private:
  static const std::vector<lab::PointsInput::Point> starter;
  static const std::string separated;

  void build();
  void publish();
  void publishFields();
  void publishWeights();
  void startPath();
  void findBottom();
  lab::value::Field slice();
  std::pair<double, double> twoWeights(const ml::LogisticRegression& model) const;
  std::pair<std::size_t, std::size_t> twoPlaces() const;
  lab::Arithmetic explain(lab::Cell cell) const;
  std::string writeModel() const;

  std::vector<std::string> names_;
  std::vector<int> codes_, target_;  // of the classes there are; of samples, among those
  std::vector<std::string> classNames_;
  std::pair<std::size_t, std::size_t> columns_;  // shown, among the features used
  ml::Samples x_;                                // as they are
  ml::Scaling scaling_;
  std::optional<ml::LogisticRegression> model_, best_;  // none without two classes
  std::optional<lab::value::Field> slice_;              // of this bottom
  std::size_t made_ = 0;                                // steps on this path
};

}  // namespace gradarium::lessons
