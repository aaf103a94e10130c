// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/ml/features/feature_map.h"
#include "core/ml/features/scaling.h"
#include "core/ml/features/target_encoding.h"
#include "core/ml/linear/logistic.h"

namespace gradarium::lessons {

/// How a column of words becomes numbers.
enum class Category { Off, OneHot, Target };

/// What a model is made of: features, perhaps a category for each sample, and a number or a class to be told.
struct FeatureTask {
  ml::Samples x;  // n x d
  std::vector<std::string> names;
  std::vector<int> categories;  // n, or none
  std::vector<std::string> categoryNames;
  std::vector<double> y;     // n: a number, or a class code
  std::size_t classes = 0;   // 0: numbers are told
  std::size_t rows() const { return y.size(); }
};

struct FeatureChoice {
  ml::FeatureOptions options;
  Category category = Category::Off;
  double lambda = 0;
};

/// Columns made of features, scaled, and a linear model on them. Everything that is learnt, knots, scales and encodings as well, is
/// learnt from the training samples.
class FeatureModel {
 public:
  static constexpr std::size_t mostColumns = 200;

  /// `leak`: an encoder that has seen more than these samples, used instead of one of their own.
  FeatureModel(const FeatureTask& task, std::span<const std::size_t> train, const FeatureChoice& choice,
               const ml::TargetEncoder* leak = nullptr);

  const std::vector<std::string>& names() const { return names_; }
  std::size_t columns() const { return names_.size(); }
  /// Columns before they are scaled.
  std::vector<double> expanded(std::span<const double> row, int category) const;
  const ml::Scaling& scaling() const { return scaling_; }
  /// How a column's number came about.
  std::string arithmetic(std::size_t column, std::span<const double> row, int category) const;
  /// The number told, or the log-odds of the second class.
  double score(std::span<const double> row, int category) const;
  /// Of the task's rows: R², or accuracy.
  double judge(const FeatureTask& task, std::span<const std::size_t> rows) const;
  /// The intercept first; per deviation of a column.
  std::span<const double> coefficients() const { return coefficients_; }

 private:
  void fitNumbers(std::vector<double> columns, std::vector<double> y, double lambda);

  ml::FeatureMap map_;
  ml::Scaling scaling_;
  ml::TargetEncoder encoder_;
  Category category_ = Category::Off;
  std::size_t categories_ = 0;
  std::vector<std::string> names_;
  std::vector<double> coefficients_;
};

}  // namespace gradarium::lessons
