// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// Logistic regression (Cox 1958): log-odds are linear. Two classes have one line of log-odds, of the second
/// class; K > 2 classes one each, made probabilities by softmax. Minimises
///     sum of -log p(class of the sample) + lambda / 2 |w|^2
/// step by step; intercepts are free. 1 / lambda is what others call C. A value: copy it freely.
class GRADARIUM_CORE LogisticRegression {
 public:
  LogisticRegression() = default;
  /// `target` has a code 0 .. classes - 1 for each of the n samples. Begins with all parameters 0. Throws
  /// Error where a number is not finite or there is no sample; BadCall for a code out of range or fewer than
  /// two classes.
  LogisticRegression(Samples x, std::vector<int> target, std::size_t classes, double lambda);

  [[nodiscard]] std::size_t classes() const noexcept { return classes_; }
  /// Lines of log-odds: 1 for two classes, otherwise one a class.
  [[nodiscard]] std::size_t outputs() const noexcept { return classes_ == 2 ? 1 : classes_; }
  /// outputs x (1 + d), each intercept first.
  [[nodiscard]] std::span<const double> parameters() const noexcept { return parameters_; }
  void setParameters(std::vector<double> parameters);
  [[nodiscard]] double lambda() const noexcept { return lambda_; }
  void setLambda(double lambda) { lambda_ = lambda; }

  /// Newton's step on all parameters, which for two classes is iteratively reweighted least squares; halved
  /// until the objective falls. False where it falls no more: nothing has moved then.
  bool newtonStep();
  /// Against the gradient of the objective's mean over the samples.
  void gradientStep(double rate);

  [[nodiscard]] double objective() const { return objectiveAt(parameters_); }
  [[nodiscard]] double objectiveAt(std::span<const double> parameters) const;
  /// Of the objective, outputs x (1 + d).
  [[nodiscard]] std::vector<double> gradient() const;
  /// Mean of -log p(class of the sample).
  [[nodiscard]] double logLoss() const;
  /// Length of all weights together, without intercepts.
  [[nodiscard]] double weightNorm() const;

  /// n x outputs log-odds, or scores before softmax.
  [[nodiscard]] std::vector<double> scores(const Samples& x) const;
  /// n x classes.
  [[nodiscard]] std::vector<double> probabilities(const Samples& x) const;

 private:
  void scoresInto(std::span<const double> row, std::span<const double> parameters, double* out) const;
  std::vector<double> curvature(std::size_t begin, std::size_t end) const;
  std::vector<double> hessian() const;

  Samples x_;
  std::vector<int> target_;
  std::size_t classes_ = 2;
  double lambda_ = 0;
  std::vector<double> parameters_;
};

/// Newton steps until nothing falls or the gradient is nothing, at most `most`. Returns how many were made.
GRADARIUM_CORE std::size_t fit(LogisticRegression& model, std::size_t most = 100);

}  // namespace gradarium::ml
