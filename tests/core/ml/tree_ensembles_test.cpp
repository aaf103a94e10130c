// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numeric>

#include "core/base/error.h"
#include "core/ml/trees/boosting.h"
#include "core/ml/trees/forest.h"
#include "core/ml/trees/importance.h"
#include "tests/core/ml/sorted.h"

namespace gradarium::ml {
namespace {

using testing::reference;
using testing::Rows;
using testing::samplesOf;
using testing::sorted;

RandomForest forestOf(const std::string& name, std::size_t trees, std::size_t mtry, std::uint64_t seed) {
  const auto set = data::load(name);
  RandomForest forest(sorted(samplesOf(name)), ClassTarget(set->target, set->classNames.size()),
                      {.limits = {.features = mtry}, .seed = seed});
  for (std::size_t t = 0; t < trees; ++t) forest.add();
  return forest;
}

TEST(RandomForest, OutOfBagErrorIsThatOfScikitLearn) {
  // Different bootstraps: the means of a few forests agree.
  double ours = 0;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const double error = forestOf("breast-cancer", 100, 5, seed).outOfBagError();
    EXPECT_NEAR(1 - error, 0.96, 0.01);
    ours += error / 4;
  }
  const auto theirs = reference("trees/trees.json").at("forest").at("oob_errors").get<std::vector<double>>();
  EXPECT_NEAR(ours, std::accumulate(theirs.begin(), theirs.end(), 0.0) / static_cast<double>(theirs.size()),
              0.005);
}

TEST(RandomForest, AThirdIsOutOfTheBagAndTreesDiffer) {
  const RandomForest forest = forestOf("iris", 40, 2, 1);
  double out = 0;
  for (const auto& member : forest.members()) out += static_cast<double>(member->outOfBag.size()) / 150 / 40;
  EXPECT_NEAR(out, std::exp(-1), 0.02);
  EXPECT_GT(forest.memberError(), forest.outOfBagError() - 0.01);
  const auto [strength, correlation, deviation] = forest.strength();
  EXPECT_GT(strength, 0.7);
  EXPECT_GT(correlation, 0);
  EXPECT_LT(correlation, 1);
  EXPECT_GT(deviation, 0);
  // Breiman's bound.
  EXPECT_LE(forest.outOfBagError(), correlation * (1 - strength * strength) / (strength * strength));
  const auto shares = forest.predict(samplesOf("iris").row(0));
  EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1, 1e-12);
}

TEST(RandomForest, FewerFeaturesGiveLessLikeTrees) {
  EXPECT_LT(forestOf("breast-cancer", 60, 2, 0).strength().correlation,
            forestOf("breast-cancer", 60, 30, 0).strength().correlation);
}

TEST(RandomForest, WithoutBootstrapNothingIsOut) {
  RandomForest forest(sorted(samplesOf(Rows{{1}, {2}})), ClassTarget({0, 1}, 2), {.bootstrap = false});
  EXPECT_TRUE(std::isnan(forest.outOfBagError()));
  forest.add();
  EXPECT_TRUE(std::isnan(forest.outOfBagError()));
  EXPECT_TRUE(std::isnan(forest.strength().strength));
  EXPECT_EQ(forest.members()[0]->tree.leaves(), 2U);
}

TEST(GradientBoosting, DevianceIsScikitLearns) {
  const auto set = data::load("breast-cancer");
  std::vector<double> y(set->rows);
  const int malignant = set->classNames[0] == "malignant" ? 0 : 1;
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = set->target[i] == malignant ? 1 : 0;
  GradientBoosting model(sorted(samplesOf("breast-cancer")), y, {});
  const auto known = reference("trees/trees.json").at("boosting").at("deviances").get<std::vector<double>>();
  std::vector<double> ours;
  for (int t = 0; t < 100; ++t) {
    model.add();
    ours.push_back(model.loss());
  }
  EXPECT_NEAR(ours[0], 1.14609, 5e-6);
  EXPECT_NEAR(ours[99], 0.00637, 0.02 * 0.00637);
  for (std::size_t t = 0; t < 100; ++t) EXPECT_NEAR(ours[t], known[t], 0.02 * known[t]) << t;
  const Samples samples = samplesOf("breast-cancer");
  for (std::size_t i = 0; i < 20; ++i) EXPECT_NEAR(model.score(samples.row(i)), model.scores()[i], 1e-9);
}

TEST(GradientBoosting, OfSquaresIsScikitLearns) {
  std::vector<double> u, v;
  for (int i = 0; i < 40; ++i)
    u.push_back(3.0 * i / 39), v.push_back(std::sin(2 * u.back()) + 0.1 * u.back() * u.back());
  const Samples samples(u, 1);
  GradientBoosting model(sorted(samples), v, {.loss = BoostingLoss::Squared, .limits = {.maxDepth = 2}});
  const auto known = reference("trees/trees.json").at("boosted_regression");
  const auto losses = known.at("losses").get<std::vector<double>>(),
             predictions = known.at("predictions").get<std::vector<double>>();
  for (int t = 0; t < 20; ++t) {
    model.add();
    EXPECT_NEAR(model.loss(), losses[static_cast<std::size_t>(t)], 1e-9);
  }
  for (std::size_t i = 0; i < 40; ++i) EXPECT_NEAR(model.score(samples.row(i)), predictions[i], 1e-9);
}

TEST(GradientBoosting, NewtonStepsAndSubsamplesFallToo) {
  const auto set = data::load("breast-cancer");
  const std::vector<double> y(set->target.begin(), set->target.end());
  const auto columns = sorted(samplesOf("breast-cancer"));
  GradientBoosting newton(columns, y, {.newton = true, .lambda = 1});
  GradientBoosting some(columns, y, {.subsample = 0.5, .seed = 3});
  double before = newton.loss();
  for (int t = 0; t < 30; ++t) {
    newton.add();
    some.add();
    EXPECT_LT(newton.loss(), before);
    before = newton.loss();
  }
  EXPECT_LT(some.loss(), 0.3);
  EXPECT_EQ(some.sampleOf(7).size(), 284U);
  EXPECT_NE(some.sampleOf(7), some.sampleOf(8));
  EXPECT_THROW(GradientBoosting(columns, std::vector<double>(569, 1), {}), base::Error);
  EXPECT_THROW(GradientBoosting(columns, std::vector<double>(569, 2), {}), base::Error);
}

/// The prediction where only some features are known: both branches of the others, by their samples.
double known(const Tree& tree, std::span<const double> row, unsigned features, std::size_t output,
             std::size_t at = 0) {
  const Tree::Node& node = tree.nodes[at];
  if (node.leaf()) return tree.valueOf(at)[output];
  const auto left = static_cast<std::size_t>(node.left), right = static_cast<std::size_t>(node.right);
  if (features >> node.feature & 1U)
    return known(tree, row, features, output,
                 row[static_cast<std::size_t>(node.feature)] <= node.threshold ? left : right);
  return (tree.nodes[left].weight * known(tree, row, features, output, left) +
          tree.nodes[right].weight * known(tree, row, features, output, right)) /
         node.weight;
}

double factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }

TEST(Shapley, IsTheSumOverAllSubsets) {
  const RandomForest forest = forestOf("iris", 8, 2, 5);
  const Samples iris = samplesOf("iris");
  const int d = 4;
  for (const auto& member : forest.members())
    for (const std::size_t i : {0U, 70U, 106U, 133U}) {
      std::vector<double> phi(d, 0);
      addShapley(member->tree, iris.row(i), phi, 1);
      for (int f = 0; f < d; ++f) {
        double exact = 0;
        for (unsigned s = 0; s < 1U << d; ++s) {
          if (s >> f & 1U) continue;
          const int size = __builtin_popcount(s);
          exact +=
              factorial(size) * factorial(d - size - 1) / factorial(d) *
              (known(member->tree, iris.row(i), s | 1U << f, 1) - known(member->tree, iris.row(i), s, 1));
        }
        EXPECT_NEAR(phi[static_cast<std::size_t>(f)], exact, 1e-12);
      }
    }
}

TEST(Shapley, AddsUpToThePrediction) {
  const RandomForest forest = forestOf("breast-cancer", 10, 5, 2);
  const Samples samples = samplesOf("breast-cancer");
  for (std::size_t i = 0; i < 569; i += 40) {
    std::vector<double> phi(30, 0);
    double base = 0;
    for (const auto& member : forest.members()) {
      addShapley(member->tree, samples.row(i), phi, 1, 0.1);
      base += 0.1 * expectedValue(member->tree, 1);
    }
    EXPECT_NEAR(base + std::accumulate(phi.begin(), phi.end(), 0.0), forest.predict(samples.row(i))[1], 1e-9);
  }
}

TEST(Importance, OfOneTree) {
  const RandomForest forest = forestOf("iris", 30, 2, 0);
  const auto set = data::load("iris");
  const SortedColumns columns(samplesOf("iris"));
  std::vector<double> impurity(4, 0), permutation(4, 0);
  for (const auto& member : forest.members()) {
    const auto gains = impurityImportance(member->tree, 4);
    EXPECT_NEAR(std::accumulate(gains.begin(), gains.end(), 0.0), 1, 1e-12);
    const auto drops = permutationImportance(*member, columns, set->target, base::Random(1));
    for (std::size_t f = 0; f < 4; ++f) impurity[f] += gains[f] / 30, permutation[f] += drops[f] / 30;
  }
  for (const auto& of : {impurity, permutation}) {
    EXPECT_GT(of[2], 4 * of[1]);  // petals, not sepals
    EXPECT_GT(of[3], 4 * of[1]);
  }
  Tree root;
  root.nodes.resize(1);
  root.values = {0.5};
  EXPECT_EQ(impurityImportance(root, 2), (std::vector<double>{0, 0}));
}

}  // namespace
}  // namespace gradarium::ml
