// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/ml/trees/grower.h"
#include "core/ml/trees/pruning.h"
#include "tests/core/ml/sorted.h"

namespace gradarium::ml {
namespace {

using testing::reference;
using testing::Rows;
using testing::samplesOf;
using testing::sorted;

Tree grown(const std::string& name, GrowthLimits limits = {}, Criterion criterion = Criterion::Gini) {
  const auto set = data::load(name);
  ClassGrower grower(sorted(samplesOf(name)), ClassTarget(set->target, set->classNames.size(), criterion));
  base::Random random(0);
  grower.grow(limits, random);
  return grower.tree();
}

double accuracy(const Tree& tree, const std::string& name) {
  const auto set = data::load(name);
  const Samples samples = samplesOf(name);
  double right = 0;
  for (std::size_t i = 0; i < set->rows; ++i)
    right += tree.classAt(tree.leafOf(samples.row(i))) == set->target[i] ? 1 : 0;
  return right / static_cast<double>(set->rows);
}

TEST(DecisionTree, OfDepthTwoIsScikitLearns) {
  const auto known = reference("trees/trees.json").at("iris").at("depth2");
  const Tree tree = grown("iris", {.maxDepth = 2});
  ASSERT_EQ(tree.nodes.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(tree.nodes[i].leaf(), known.at("feature")[i].get<int>() < 0) << i;
    if (!tree.nodes[i].leaf()) {
      EXPECT_EQ(tree.nodes[i].feature, known.at("feature")[i].get<int>()) << i;
      EXPECT_NEAR(tree.nodes[i].threshold, known.at("threshold")[i].get<double>(), 1e-6) << i;
    }
    EXPECT_NEAR(tree.nodes[i].impurity, known.at("impurity")[i].get<double>(), 1e-12) << i;
  }
  EXPECT_DOUBLE_EQ(tree.nodes[0].threshold, 0.8);
  EXPECT_DOUBLE_EQ(tree.nodes[2].threshold, 1.75);
  EXPECT_DOUBLE_EQ(accuracy(tree, "iris"), 0.96);
}

TEST(DecisionTree, GrowsUntilAllIsToldApart) {
  const auto known = reference("trees/trees.json").at("iris");
  EXPECT_EQ(grown("iris").leaves(), known.at("leaves").get<std::size_t>());
  EXPECT_EQ(grown("iris", {}, Criterion::Entropy).leaves(), known.at("entropy_leaves").get<std::size_t>());
  for (const char* name : {"iris", "wine", "breast-cancer"})
    EXPECT_EQ(accuracy(grown(name), name), 1.0) << name;
  for (const std::size_t most : {1U, 5U, 20U})
    for (const auto& node : grown("iris", {.minLeaf = most}).nodes)
      EXPECT_GE(node.weight, static_cast<double>(most));
}

TEST(DecisionTree, PruningPathIsScikitLearns) {
  const auto known = reference("trees/trees.json").at("iris").at("alphas").get<std::vector<double>>();
  const Tree tree = grown("iris");
  const auto path = pruningPath(tree);
  ASSERT_EQ(path.size(), known.size());
  const double firm[] = {0, 0.006522, 0.008889, 0.013056, 0.029660, 0.259796, 0.333333};
  for (std::size_t i = 0; i < path.size(); ++i) {
    EXPECT_NEAR(path[i].alpha, known[i], 1e-12);
    EXPECT_NEAR(path[i].alpha, firm[i], 5e-7);
    // At its own alpha a tree costs no more than its neighbours in the sequence.
    const Tree best = pruned(tree, path[i].alpha);
    EXPECT_EQ(best.leaves(), path[i].leaves);
    for (const auto& other : path)
      EXPECT_LE(path[i].impurity + path[i].alpha * static_cast<double>(path[i].leaves),
                other.impurity + path[i].alpha * static_cast<double>(other.leaves) + 1e-12);
  }
  EXPECT_EQ(path.back().leaves, 1U);
  EXPECT_EQ(pruned(tree, 0.5).nodes.size(), 1U);
  std::vector<std::size_t> origin;
  const Tree small = pruned(tree, 0.02, &origin);
  ASSERT_EQ(origin.size(), small.nodes.size());
  for (std::size_t i = 0; i < origin.size(); ++i)
    EXPECT_EQ(small.nodes[i].weight, tree.nodes[origin[i]].weight);
  EXPECT_EQ(small.leafOf(samplesOf("iris").row(0)), small.leafOf(samplesOf("iris").row(49)));
}

TEST(DecisionTree, CurveOfCutsHasItsBestAtTheSplit) {
  const auto set = data::load("iris");
  const ClassGrower grower(sorted(samplesOf("iris")), ClassTarget(set->target, 3));
  const auto cuts = grower.cuts(0, 3);
  EXPECT_EQ(cuts.size(), 21U);  // 22 different petal widths
  double most = -1;
  for (const Split& cut : cuts) {
    most = std::max(most, cut.gain);
    const Split again = grower.cutAt(0, 3, cut.threshold);
    EXPECT_NEAR(again.gain, cut.gain, 1e-9);
    EXPECT_EQ(again.left, cut.left);
  }
  EXPECT_NEAR(most, 50, 1e-9);  // of 150 * 2/3, setosa's half
  EXPECT_NEAR(grower.best(0, 3).gain, most, 1e-9);
  EXPECT_DOUBLE_EQ(grower.best(0, 2).threshold, 2.45);  // ties with the petal width
  EXPECT_NEAR(grower.best(0, 2).gain, most, 1e-9);
}

TEST(DecisionTree, ANodeThatIsSplitCanStillBeAsked) {
  const auto set = data::load("iris");
  ClassGrower grower(sorted(samplesOf("iris")), ClassTarget(set->target, 3));
  const ClassGrower before = grower;
  base::Random random(0);
  grower.grow({}, random);
  for (std::size_t f = 0; f < 4; ++f) {
    const auto then = before.cuts(0, f), now = grower.cuts(0, f);
    ASSERT_EQ(then.size(), now.size());
    for (std::size_t i = 0; i < then.size(); ++i) EXPECT_NEAR(then[i].gain, now[i].gain, 1e-9);
  }
}

TEST(DecisionTree, ExclusiveOrIsSplitThoughNoSingleSplitGains) {
  const Samples samples = samplesOf(Rows{{0, 0}, {0, 1}, {1, 0}, {1, 1}});
  ClassGrower grower(sorted(samples), ClassTarget({0, 1, 1, 0}, 2));
  base::Random random(0);
  grower.grow({}, random);
  EXPECT_EQ(grower.tree().leaves(), 4U);
  EXPECT_NEAR(grower.tree().nodes[0].gain, 0, 1e-12);
}

TEST(DecisionTree, SaysWhatCannotBe) {
  const Samples samples = samplesOf(Rows{{1, 5}, {2, 5}, {3, 5}});
  ClassGrower grower(sorted(samples), ClassTarget({0, 1, 1}, 2));
  EXPECT_TRUE(grower.cuts(0, 1).empty());  // a constant column
  EXPECT_THROW(grower.split(0, 1, 5), base::BadCall);
  EXPECT_THROW(grower.split(0, 0, 0.5), base::BadCall);
  grower.split(0, 0, 1.5);
  EXPECT_THROW(grower.split(0, 0, 2.5), base::BadCall);
  EXPECT_THROW(ClassTarget({0, 2}, 2), base::BadCall);
  EXPECT_THROW(sorted(samplesOf(Rows{{std::numeric_limits<double>::quiet_NaN()}})), base::Error);
  EXPECT_THROW(ClassGrower(sorted(samples), ClassTarget({0, 1}, 2)), base::BadCall);
  EXPECT_THROW(ClassGrower(sorted(samples), ClassTarget({0, 1, 1}, 2), {0, 0, 0}), base::Error);
  ClassGrower one(sorted(samplesOf(Rows{{1, 2}})), ClassTarget({0}, 1));
  base::Random random(0);
  one.grow({}, random);
  EXPECT_EQ(one.tree().leaves(), 1U);
}

TEST(RegressionTree, IsScikitLearns) {
  const auto known = reference("trees/trees.json").at("regression");
  std::vector<double> u, g;
  for (int i = 0; i < 40; ++i)
    u.push_back(3.0 * i / 39), g.push_back(-(std::sin(2 * u.back()) + 0.1 * u.back() * u.back()));
  const Samples samples(u, 1);
  MomentGrower grower(sorted(samples), MomentTarget(g, std::vector<double>(40, 1)));
  base::Random random(0);
  grower.grow({.maxDepth = 3}, random);
  EXPECT_EQ(grower.tree().leaves(), known.at("leaves").get<std::size_t>());
  const auto predictions = known.at("predictions").get<std::vector<double>>();
  for (std::size_t i = 0; i < 40; ++i)
    EXPECT_NEAR(grower.tree().predict(samples.row(i))[0], predictions[i], 1e-9);
}

TEST(RegressionTree, SecondOrderLeavesAndGainByHand) {
  // Targets 1, 1, 3, 5 from 0 with squared loss: g = -y, h = 1. Lambda 1, one split.
  MomentGrower grower(sorted(samplesOf(Rows{{1}, {2}, {3}, {4}})),
                      MomentTarget({-1, -1, -3, -5}, {1, 1, 1, 1}, 1));
  base::Random random(0);
  grower.grow({.maxDepth = 1}, random);
  const Tree& tree = grower.tree();
  ASSERT_EQ(tree.leaves(), 2U);
  EXPECT_DOUBLE_EQ(tree.nodes[0].threshold, 2.5);
  EXPECT_NEAR(tree.valueOf(1)[0], 2.0 / 3, 1e-12);
  EXPECT_NEAR(tree.valueOf(2)[0], 8.0 / 3, 1e-12);
  EXPECT_NEAR(tree.nodes[0].gain, 2.666667, 5e-7);
}

}  // namespace
}  // namespace gradarium::ml
