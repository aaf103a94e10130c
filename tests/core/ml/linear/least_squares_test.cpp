// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/linear/least_squares.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/ml/linear/householder_qr.h"
#include "core/ml/linear/jacobi_svd.h"
#include "tests/core/ml/linear/tables.h"

namespace gradarium::ml {
namespace {

using testing::longley;
using testing::normalSamples;
using testing::reference;
using testing::Table;
using testing::wineAlcohol;
using Numbers = std::vector<double>;

void expectNear(std::span<const double> is, const Numbers& should, double relative) {
  ASSERT_EQ(is.size(), should.size());
  for (std::size_t i = 0; i < is.size(); ++i)
    EXPECT_NEAR(is[i], should[i], relative * std::abs(should[i])) << i;
}

// NIST, Statistical Reference Datasets, linear regression: Longley, certified values.
TEST(LeastSquares, IsNistsOnLongley) {
  const Table table = longley();
  const LinearFit fit = leastSquares(table.x, table.y);
  expectNear(fit.coefficients,
             {-3482258.63459582, 15.0618722713733, -0.358191792925910E-01, -2.02022980381683,
              -1.03322686717359, -0.511041056535807E-01, 1829.15146461355},
             1e-9);
  const Numbers errors{890420.383607373,  84.9149257747669,  0.334910077722432E-01, 0.488399681651699,
                       0.214274163161675, 0.226073200069370, 455.478499142212};
  for (std::size_t k = 0; k < errors.size(); ++k)
    EXPECT_NEAR(fit.standardError(k), errors[k], 1e-9 * errors[k]) << k;
  EXPECT_NEAR(fit.residualError(), 304.854073561965, 1e-9);
  EXPECT_NEAR(fit.rSquared(), 0.995479004577296, 1e-13);
  EXPECT_EQ(fit.degreesOfFreedom, 9U);
  EXPECT_NEAR(varianceInflation(table.x).back(), 758.98, 0.005);
}

TEST(LeastSquares, IsStatsmodels) {
  const auto all = reference("linear/linear.json");
  for (const std::string name : {"longley", "wine"}) {
    SCOPED_TRACE(name);
    const Table table = name == "wine" ? wineAlcohol() : longley();
    const auto& should = all.at(name);
    const LinearFit fit = leastSquares(table.x, table.y);
    expectNear(fit.coefficients, should.at("coefficients").get<Numbers>(), 1e-6);
    expectNear(fit.leverages, should.at("leverages").get<Numbers>(), 1e-6);
    expectNear(fit.cooks, should.at("cooks").get<Numbers>(), 1e-5);
    EXPECT_NEAR(fit.rSquared(), should.at("r_squared").get<double>(), 1e-9);
    const auto covariance = should.at("covariance").get<std::vector<Numbers>>();
    for (std::size_t i = 0; i < covariance.size(); ++i)
      for (std::size_t j = 0; j < covariance.size(); ++j)
        EXPECT_NEAR(fit.covariance[i * covariance.size() + j], covariance[i][j],
                    1e-6 * std::sqrt(covariance[i][i] * covariance[j][j]));
  }
  expectNear(varianceInflation(longley().x), all.at("longley_vif").get<Numbers>(), 1e-6);
}

TEST(LeastSquares, EllipseIsALevelLine) {
  const Table table = longley();
  const LinearFit fit = leastSquares(table.x, table.y);
  const double level = reference("linear/linear.json").at("ellipse").get<double>();
  const std::size_t p = fit.coefficients.size();
  const double a = fit.covariance[p + 1], b = fit.covariance[p + 6], c = fit.covariance[6 * p + 6];
  for (const auto& [x, y] : confidenceEllipse(fit, 1, 6, 0.95, 16)) {
    const double u = x - fit.coefficients[1], v = y - fit.coefficients[6];
    EXPECT_NEAR((c * u * u - 2 * b * u * v + a * v * v) / (a * c - b * b), level, 1e-9 * level);
  }
}

TEST(LeastSquares, ResidualsStandUprightOnTheColumns) {
  const Samples x = normalSamples(50, 7, 3);
  const Samples noise = normalSamples(50, 1, 4);
  const Numbers y(noise.values().begin(), noise.values().end());
  const LinearFit fit = leastSquares(x, y);
  for (std::size_t j = 0; j < 7; ++j) {
    double sum = 0;
    for (std::size_t i = 0; i < 50; ++i) sum += x.row(i)[j] * fit.residuals[i];
    EXPECT_NEAR(sum, 0, 1e-12 * 50);
  }
  EXPECT_NEAR(std::accumulate(fit.residuals.begin(), fit.residuals.end(), 0.0), 0, 1e-12);
  EXPECT_NEAR(std::accumulate(fit.leverages.begin(), fit.leverages.end(), 0.0), 8, 1e-12);
}

// Cook's distance is how far all fitted values move when a sample is left out.
TEST(LeastSquares, CooksDistanceIsThatOfLeavingOut) {
  const Samples x = normalSamples(20, 2, 8);
  const Samples noise = normalSamples(20, 1, 9);
  Numbers y;
  for (std::size_t i = 0; i < 20; ++i) y.push_back(x.row(i)[0] - x.row(i)[1] + noise.row(i)[0]);
  const LinearFit all = leastSquares(x, y);
  for (std::size_t left = 0; left < 20; ++left) {
    Numbers rows, others;
    for (std::size_t i = 0; i < 20; ++i) {
      if (i == left) continue;
      rows.insert(rows.end(), x.row(i).begin(), x.row(i).end());
      others.push_back(y[i]);
    }
    const LinearFit without = leastSquares(Samples(rows, 2), others);
    double moved = 0;
    for (std::size_t i = 0; i < 20; ++i) moved += std::pow(without.predict(x.row(i)) - all.fitted[i], 2);
    EXPECT_NEAR(all.cooks[left], moved / (3 * all.residualError() * all.residualError()), 1e-10);
  }
}

TEST(LeastSquares, KnowsWhatItCannotKnow) {
  const LinearFit point = leastSquares(Samples({3}, 1), Numbers{5});
  EXPECT_EQ(point.coefficients, (Numbers{5, 0}));
  EXPECT_TRUE(std::isnan(point.residualError()));
  EXPECT_TRUE(confidenceEllipse(point, 0, 1, 0.95).empty());
  const LinearFit two = leastSquares(Samples({0, 1}, 1), Numbers{1, 3});
  EXPECT_NEAR(two.coefficients[1], 2, 1e-14);
  EXPECT_EQ(two.residualSquares, 0);
  // The third column is the sum of the others.
  const LinearFit twins =
      leastSquares(Samples({1, 2, 3, 2, 1, 3, 4, 4, 8, 5, 1, 6, 0, 2, 2}, 3), Numbers{1, 2, 3, 4, 6});
  EXPECT_EQ(twins.rank, 3U);
  EXPECT_TRUE(std::isinf(varianceInflation(Samples({1, 2, 3, 2, 1, 3, 4, 4, 8, 5, 1, 6, 0, 2, 2}, 3))[2]));
  const LinearFit constant = leastSquares(Samples({2, 2, 2}, 1), Numbers{1, 2, 6});
  EXPECT_EQ(constant.coefficients, (Numbers{3, 0}));
  EXPECT_THROW(leastSquares(Samples({1, std::nan("")}, 1), Numbers{1, 2}), base::Error);
  EXPECT_THROW(leastSquares(Samples({1, 2}, 1), Numbers{1}), base::BadCall);
}

TEST(HouseholderQr, TurnsBackToWhatItWas) {
  const Samples a = normalSamples(9, 4, 11);  // row i holds 4 columns
  Numbers columns;
  for (std::size_t j = 0; j < 4; ++j)
    for (std::size_t i = 0; i < 9; ++i) columns.push_back(a.row(i)[j]);
  const HouseholderQr qr(columns, 9);
  for (std::size_t j = 0; j < 4; ++j) {
    Numbers rebuilt(9, 0.0);
    for (std::size_t i = 0; i <= j; ++i) rebuilt[i] = qr.r(i, j);
    qr.apply(rebuilt);
    for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(rebuilt[i], a.row(i)[qr.order()[j]], 1e-13);
  }
}

TEST(JacobiSvd, MultipliesBack) {
  for (const auto& [n, d] : {std::pair<std::size_t, std::size_t>{8, 5}, {4, 7}}) {
    const Samples a = normalSamples(d, n, 21);  // rows are the columns of A
    const SingularValues svd = jacobiSvd({a.values().begin(), a.values().end()}, n);
    ASSERT_EQ(svd.values.size(), std::min(n, d));
    EXPECT_TRUE(std::is_sorted(svd.values.rbegin(), svd.values.rend()));
    for (std::size_t j = 0; j < d; ++j)
      for (std::size_t i = 0; i < n; ++i) {
        double sum = 0;
        for (std::size_t k = 0; k < svd.values.size(); ++k)
          sum += svd.left[k * n + i] * svd.values[k] * svd.right[k * d + j];
        EXPECT_NEAR(sum, a.row(j)[i], 1e-12);
      }
  }
}

}  // namespace
}  // namespace gradarium::ml
