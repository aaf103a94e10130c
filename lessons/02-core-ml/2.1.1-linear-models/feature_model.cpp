// SPDX-License-Identifier: GPL-3.0-or-later
#include "feature_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/ml/linear/householder_qr.h"
#include "core/ml/metrics/classification.h"
#include "core/ml/metrics/regression.h"
#include "core/ml/model_selection/resampling.h"
#include "regression_data.h"

namespace gradarium::lessons {

FeatureModel::FeatureModel(const FeatureTask& task, std::span<const std::size_t> train, const FeatureChoice& choice,
                           const ml::TargetEncoder* leak)
    : map_(ml::rowsOf(task.x, train), task.names, choice.options), categories_(task.categoryNames.size()), names_(map_.names()) {
  if (!task.categories.empty()) category_ = choice.category;
  std::vector<double> y = ml::picked<double>(task.y, train);
  if (category_ == Category::Target) {
    encoder_ = leak ? *leak : ml::TargetEncoder(ml::picked<int>(task.categories, train), y, categories_);
    names_.emplace_back("mean of its category");
  }
  // The first has none of its own: the intercept speaks for it.
  for (std::size_t c = 1; category_ == Category::OneHot && c < categories_; ++c) names_.push_back(task.categoryNames[c]);
  if (columns() > mostColumns)
    throw base::Error("these features make " + std::to_string(columns()) + " columns; at most " + std::to_string(mostColumns) + " are shown");
  const std::size_t n = train.size(), p = columns();
  coefficients_.assign(1 + p, 0);
  std::vector<double> rows;
  for (const std::size_t i : train) {
    const auto row = expanded(task.x.row(i), task.categories.empty() ? 0 : task.categories[i]);
    rows.insert(rows.end(), row.begin(), row.end());
  }
  const ml::Samples raw(std::move(rows), p);
  scaling_ = ml::standardScaling(raw);
  if (task.classes == 2) {
    std::vector<int> codes(y.begin(), y.end());
    if (std::count(codes.begin(), codes.end(), 1) % static_cast<std::ptrdiff_t>(n) == 0 || p == 0) {  // one class: its share
      coefficients_[0] = codes.empty() || codes[0] == 0 ? -1 : 1;
      return;
    }
    // Without any penalty classes that come apart would have no best weights.
    ml::LogisticRegression model(scaling_.apply(raw), std::move(codes), 2, static_cast<double>(n) * std::max(choice.lambda, 1e-5));
    ml::fit(model, 25);
    coefficients_.assign(model.parameters().begin(), model.parameters().end());
    return;
  }
  const ml::Samples scaled = p > 0 ? scaling_.apply(raw) : ml::Samples();
  std::vector<double> columns(n * p);
  for (std::size_t j = 0; j < p; ++j)
    for (std::size_t i = 0; i < n; ++i) columns[j * n + i] = scaled.row(i)[j];
  fitNumbers(std::move(columns), std::move(y), choice.lambda);
}

/// Least squares; with a penalty, of rows that ask each coefficient to be nothing.
void FeatureModel::fitNumbers(std::vector<double> columns, std::vector<double> y, double lambda) {
  const std::size_t n = y.size(), p = columns.size() / n;
  double mean = 0;
  for (const double value : y) mean += value / static_cast<double>(n);
  coefficients_[0] = mean;
  if (p == 0) return;
  for (double& value : y) value -= mean;
  const std::size_t more = lambda > 0 ? p : 0;
  std::vector<double> tall((n + more) * p, 0.0);
  for (std::size_t j = 0; j < p; ++j) {
    std::copy_n(columns.begin() + static_cast<std::ptrdiff_t>(j * n), n, tall.begin() + static_cast<std::ptrdiff_t>(j * (n + more)));
    if (more > 0) tall[j * (n + more) + n + j] = std::sqrt(lambda * static_cast<double>(n));
  }
  y.resize(n + more, 0.0);
  const std::vector<double> solution = ml::HouseholderQr(std::move(tall), n + more).solve(y);
  std::copy(solution.begin(), solution.end(), coefficients_.begin() + 1);
}

std::vector<double> FeatureModel::expanded(std::span<const double> row, int category) const {
  std::vector<double> result;
  result.reserve(columns());
  for (std::size_t c = 0; c < map_.columns(); ++c) result.push_back(map_.value(c, row));
  if (category_ == Category::Target) result.push_back(encoder_.value(category));
  for (std::size_t c = 1; category_ == Category::OneHot && c < categories_; ++c) result.push_back(static_cast<std::size_t>(category) == c ? 1 : 0);
  return result;
}

std::string FeatureModel::arithmetic(std::size_t column, std::span<const double> row, int category) const {
  if (column < map_.columns()) return map_.arithmetic(column, row);
  if (category_ == Category::Target) return "mean of y where the category is the same: " + brief(encoder_.value(category));
  return "is it " + names_[column] + "?";
}

double FeatureModel::score(std::span<const double> row, int category) const {
  const std::vector<double> columns = expanded(row, category);
  double sum = coefficients_[0];
  for (std::size_t j = 0; j < columns.size(); ++j)
    sum += coefficients_[j + 1] * (columns[j] - scaling_.means[j]) / scaling_.deviations[j];
  return sum;
}

double FeatureModel::judge(const FeatureTask& task, std::span<const std::size_t> rows) const {
  std::vector<double> told, truth = ml::picked<double>(task.y, rows);
  for (const std::size_t i : rows) told.push_back(score(task.x.row(i), task.categories.empty() ? 0 : task.categories[i]));
  if (task.classes == 0) {
    // Against the variance of all samples: few of them have too little of their own to be measured by.
    const std::vector<double> mean(task.rows(), std::accumulate(task.y.begin(), task.y.end(), 0.0) / static_cast<double>(task.rows()));
    return 1 - ml::meanSquaredError(truth, told) / ml::meanSquaredError(task.y, mean);
  }
  std::vector<int> codes(truth.begin(), truth.end()), guessed;
  for (const double z : told) guessed.push_back(z > 0 ? 1 : 0);
  return ml::accuracy(codes, guessed);
}

}  // namespace gradarium::lessons
