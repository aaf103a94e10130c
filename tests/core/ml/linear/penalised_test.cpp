// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/linear/elastic_net.h"
#include "core/ml/linear/least_squares.h"
#include "core/ml/linear/ridge.h"
#include "core/ml/metrics/regression.h"
#include "tests/core/ml/linear/tables.h"

namespace gradarium::ml {
namespace {

using testing::longley;
using testing::reference;
using testing::scaled;
using testing::Table;
using testing::wineAlcohol;
using Numbers = std::vector<double>;

TEST(Ridge, IsScikitLearns) {
  const auto all = reference("linear/linear.json");
  const Table table = longley();
  const RidgeFamily family(scaled(table.x), table.y);
  const auto should = all.at("ridge").get<Numbers>(), is = family.coefficients(1);
  const Numbers published{895.958, 1085.684, -743.681, -196.618, 789.494, 1062.271};
  for (std::size_t j = 0; j < 6; ++j) {
    EXPECT_NEAR(is[j], should[j], 1e-9 * std::abs(should[j]));
    EXPECT_NEAR(is[j], published[j], 0.0006);
  }
  const Table wine = wineAlcohol();
  const auto raw = all.at("ridge_raw").get<Numbers>(), ours = RidgeFamily(wine.x, wine.y).coefficients(10);
  for (std::size_t j = 0; j < raw.size(); ++j) EXPECT_NEAR(ours[j], raw[j], 1e-9);
}

TEST(Ridge, IsLeastSquaresWithoutPenaltyAndNothingWithMuch) {
  const Table table = longley();
  const RidgeFamily family(table.x, table.y);
  const auto free = family.coefficients(0);
  const LinearFit fit = leastSquares(table.x, table.y);
  for (std::size_t j = 0; j < 6; ++j) EXPECT_NEAR(free[j], fit.coefficients[j + 1], 1e-6 * std::abs(free[j]));
  EXPECT_NEAR(family.intercept(free), fit.coefficients[0], 1e-6 * std::abs(fit.coefficients[0]));
  EXPECT_NEAR(family.degreesOfFreedom(0), 6, 1e-12);
  for (const double b : family.coefficients(1e30)) EXPECT_NEAR(b, 0, 1e-12);
  EXPECT_THROW(family.coefficients(-1), base::BadCall);
}

// Of many solutions the shortest: fewer samples than columns.
TEST(Ridge, IsTheShortestWhereThereAreMany) {
  const Samples x = testing::normalSamples(4, 9, 5);
  const Numbers y{1, -2, 0.5, 3};
  const RidgeFamily family(x, y);
  const auto b = family.coefficients(0);
  for (std::size_t i = 0; i < 4; ++i) {
    double told = family.intercept(b);
    for (std::size_t j = 0; j < 9; ++j) told += b[j] * x.row(i)[j];
    EXPECT_NEAR(told, y[i], 1e-10);
  }
  const auto nearly = family.coefficients(1e-9);
  for (std::size_t j = 0; j < 9; ++j) EXPECT_NEAR(b[j], nearly[j], 1e-7);
}

TEST(ElasticNet, IsScikitLearnsLassoOnWine) {
  const auto all = reference("linear/linear.json");
  const Table wine = wineAlcohol();
  const Samples x = scaled(wine.x);
  const ElasticNet net(x, wine.y);
  EXPECT_NEAR(net.strongest(1), all.at("lasso_max").get<double>(), 1e-12);
  EXPECT_NEAR(net.strongest(1), 0.521119, 5e-7);
  const auto first = net.solve({0.52, 1});
  for (std::size_t j = 0; j < 12; ++j) EXPECT_EQ(first[j] != 0, j == 11) << "proline enters first";
  const auto b = net.solve({0.05, 1});
  const auto& lasso = all.at("lasso");
  const auto should = lasso.at("coefficients").get<Numbers>();
  for (std::size_t j = 0; j < 12; ++j) EXPECT_NEAR(b[j], should[j], 1e-9);
  EXPECT_EQ(std::count(b.begin(), b.end(), 0.0), 6) << "six of twelve are kept";
  EXPECT_LT(net.violation({0.05, 1}, b), 1e-12);
  Numbers told;
  for (std::size_t i = 0; i < wine.y.size(); ++i) {
    told.push_back(net.intercept(b));
    for (std::size_t j = 0; j < 12; ++j) told[i] += b[j] * x.row(i)[j];
  }
  EXPECT_NEAR(rSquared(wine.y, told), 0.560273, 5e-7);
  EXPECT_NEAR(net.loss(b), meanSquaredError(wine.y, told) / 2, 1e-12);
  const auto mixed = all.at("net").get<Numbers>(), ours = net.solve({0.1, 0.5});
  for (std::size_t j = 0; j < 12; ++j) EXPECT_NEAR(ours[j], mixed[j], 1e-9);
}

TEST(ElasticNet, WalksThePath) {
  const auto all = reference("linear/linear.json");
  const Table wine = wineAlcohol();
  const ElasticNet net(scaled(wine.x), wine.y);
  const auto strengths = all.at("alphas").get<Numbers>(), path = net.path(strengths, 1);
  const auto should = all.at("path").get<std::vector<Numbers>>();
  for (std::size_t i = 0; i < strengths.size(); ++i) {
    const std::span<const double> row = std::span(path).subspan(i * 12, 12);
    EXPECT_LT(net.violation({strengths[i], 1}, row), 1e-8);
    for (std::size_t j = 0; j < 12; ++j) EXPECT_NEAR(row[j], should[i][j], 1e-7);
  }
}

// Without L1 it is ridge at n times the strength.
TEST(ElasticNet, AgreesWithRidge) {
  const Table table = longley();
  const Samples x = scaled(table.x);
  const auto by = ElasticNet(x, table.y).solve({1.0 / 16, 0}),
             should = RidgeFamily(x, table.y).coefficients(1);
  for (std::size_t j = 0; j < 6; ++j) EXPECT_NEAR(by[j], should[j], 1e-6);
}

TEST(ElasticNet, EachUpdateLowersTheObjective) {
  const Table wine = wineAlcohol();
  const ElasticNet net(scaled(wine.x), wine.y);
  for (const Penalty& penalty : {Penalty{0.05, 1}, Penalty{0.2, 0.3}, Penalty{0.01, 0}}) {
    Numbers b(12, 0.0);
    double before = net.loss(b);
    for (std::size_t k = 0; k < 40; ++k) {
      net.update(k % 12, penalty, b);
      const double now = net.loss(b) + penaltyOf(penalty, b);
      EXPECT_LE(now, before + 1e-14);
      before = now;
    }
  }
  EXPECT_THROW(net.solve({-1, 1}), base::BadCall);
  EXPECT_THROW(net.solve({1, 1.5}), base::BadCall);
}

TEST(ElasticNet, ThreadsChangeNothingAndColumnsOfZerosStay) {
  const Table wine = wineAlcohol();
  Numbers one;
  for (const int threads : {1, 3}) {
    base::Arena arena(threads);
    arena.run([&] {
      const auto b = ElasticNet(scaled(wine.x), wine.y).solve({0.05, 1});
      if (one.empty()) one = b;
      EXPECT_EQ(b, one);
    });
  }
  const ElasticNet flat(Samples({0, 1, 0, 2, 0, 3}, 2), Numbers{1, 2, 3});
  EXPECT_EQ(flat.solve({0.1, 1})[0], 0);
  EXPECT_EQ(penaltyGrid(1, 1e-2, 3), (Numbers{1, 0.1, 0.01}));
}

}  // namespace
}  // namespace gradarium::ml
