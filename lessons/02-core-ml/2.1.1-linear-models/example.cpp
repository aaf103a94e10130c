// SPDX-License-Identifier: GPL-3.0-or-later
// Four linear models: least squares and ridge on Longley's table, the lasso on wine, logistic regression on breast cancer.
#include <algorithm>
#include <cstdio>

#include "core/data/dataset.h"
#include "core/ml/features/scaling.h"
#include "core/ml/linear/elastic_net.h"
#include "core/ml/linear/least_squares.h"
#include "core/ml/linear/logistic.h"
#include "core/ml/linear/ridge.h"

using namespace gradarium;

/// Column `response` to be told from all others.
struct Question {
  ml::Samples x;
  std::vector<double> y;
};

Question question(const char* name, std::size_t response) {
  const auto set = data::load(name);
  Question q;
  std::vector<double> rest;
  for (std::size_t i = 0; i < set->rows; ++i)
    for (std::size_t j = 0; j < set->columns; ++j) (j == response ? q.y : rest).push_back(set->row(i)[j]);
  q.x = ml::Samples(std::move(rest), set->columns - 1);
  return q;
}

ml::Samples scaled(const ml::Samples& x) { return ml::standardScaling(x).apply(x); }

int main() {
  const Question longley = question("longley", 6), wine = question("wine", 0);  // employed; alcohol

  const ml::LinearFit fit = ml::leastSquares(longley.x, longley.y);
  std::printf("least squares: year %.5f, R2 %.10f\n", fit.coefficients[6], fit.rSquared());

  const auto ridge = ml::RidgeFamily(scaled(longley.x), longley.y).coefficients(1);  // lambda on the sum of squares
  std::printf("ridge: GNP %.3f, unemployed %.3f\n", ridge[1], ridge[2]);

  const ml::ElasticNet net(scaled(wine.x), wine.y);
  const auto lasso = net.solve({.strength = 0.05, .l1 = 1});
  std::printf("lasso: all zero from %.6f, at 0.05 %td of 12 are left\n", net.strongest(1),
              12 - std::count(lasso.begin(), lasso.end(), 0.0));

  const auto cancer = data::load("breast-cancer");
  ml::LogisticRegression model(scaled({cancer, cancer->features, 30}), cancer->target, 2, 1);
  const std::size_t steps = ml::fit(model);
  std::printf("logistic regression: %s, log-loss %.6f\n", steps > 0 ? "Newton" : "nothing moved", model.logLoss());
}
