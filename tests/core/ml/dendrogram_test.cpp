// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/dendrogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/ml/cluster/linkage.h"
#include "tests/core/ml/partitions.h"

namespace gradarium::ml {
namespace {

using Labels = std::vector<int>;

/// Samples 0 1 near, 3 4 nearer, 2 joins the first two, then all.
Dendrogram small() { return {5, {{1, 0, 2.0}, {3, 4, 1.0}, {2, 1, 4.0}, {4, 0, 9.0}}}; }

TEST(Dendrogram, NumbersClustersAsSciPy) {
  const Dendrogram tree = small();
  EXPECT_EQ(tree.samples(), 5U);
  EXPECT_EQ(tree.merges()[0], (Merge{3, 4, 1.0, 2}));
  EXPECT_EQ(tree.merges()[1], (Merge{0, 1, 2.0, 2}));
  EXPECT_EQ(tree.merges()[2], (Merge{2, 6, 4.0, 3}));
  EXPECT_EQ(tree.merges()[3], (Merge{5, 7, 9.0, 5}));
}

TEST(Dendrogram, CutsByNumberAndByHeight) {
  const Dendrogram tree = small();
  EXPECT_EQ(tree.cut(1), (Labels{0, 0, 0, 0, 0}));
  EXPECT_EQ(tree.cut(2), (Labels{0, 0, 0, 1, 1}));
  EXPECT_EQ(tree.cut(3), (Labels{0, 0, 1, 2, 2}));
  EXPECT_EQ(tree.cut(5), (Labels{0, 1, 2, 3, 4}));
  EXPECT_EQ(tree.cutAt(0.5), tree.cut(5));
  EXPECT_EQ(tree.cutAt(1.0), tree.cut(4));
  EXPECT_EQ(tree.cutAt(3.9), tree.cut(3));
  EXPECT_EQ(tree.clustersAt(9), 1U);
  EXPECT_EQ(tree.clustersAt(std::nan("")), 5U);
  EXPECT_THROW(tree.cut(0), base::BadCall);
  EXPECT_THROW(tree.cut(6), base::BadCall);
}

TEST(Dendrogram, OrderAndCopheneticDistances) {
  const Dendrogram tree = small();
  EXPECT_EQ(tree.leafOrder(), (std::vector<std::size_t>{3, 4, 2, 0, 1}));
  EXPECT_EQ(tree.copheneticDistances(), (std::vector<double>{2, 4, 9, 9, 4, 9, 9, 9, 9, 1}));
}

TEST(Dendrogram, CopheneticDistancesAreUltrametric) {
  const Samples samples = testing::normalSamples(40, 3, 1);
  for (const Linkage linkage : {Linkage::Single, Linkage::Ward}) {
    const auto distances = agglomerate(samples, linkage).copheneticDistances();
    const auto at = [&](std::size_t i, std::size_t j) {
      if (i == j) return 0.0;
      if (i > j) std::swap(i, j);
      return distances[i * (2 * 40 - i - 1) / 2 + j - i - 1];
    };
    for (std::size_t i = 0; i < 40; ++i) {
      for (std::size_t j = 0; j < 40; ++j) {
        for (std::size_t k = 0; k < 40; ++k) EXPECT_LE(at(i, j), std::max(at(i, k), at(k, j)));
      }
    }
  }
}

TEST(Dendrogram, CorrelationIsOneWhereTheDistancesAreATree) {
  // 0 and 1 are near, 2 is as far from both: an isosceles triangle is ultrametric.
  const Samples samples({0, 0, 2, 0, 1, 5}, 2);
  EXPECT_NEAR(agglomerate(samples, Linkage::Average).copheneticCorrelation(samples), 1, 1e-12);
  EXPECT_TRUE(std::isnan(
      agglomerate(Samples({0, 0, 0}, 1), Linkage::Single).copheneticCorrelation(Samples({0, 0, 0}, 1))));
  EXPECT_TRUE(
      std::isnan(agglomerate(Samples({1}, 1), Linkage::Single).copheneticCorrelation(Samples({1}, 1))));
  EXPECT_THROW((void)small().copheneticCorrelation(samples), base::BadCall);
}

TEST(Dendrogram, NewickText) {
  EXPECT_EQ(small().newick(), "((4:1,5:1):8,(3:4,(1:2,2:2):2):5);");
  const std::vector<std::string> names{"a", "b b", "it's", "", "e-1"};
  EXPECT_EQ(small().newick(names), "(('':1,e-1:1):8,('it''s':4,(a:2,'b b':2):2):5);");
  EXPECT_EQ(Dendrogram(1, {}).newick(), "1;");
  EXPECT_THROW((void)small().newick(std::vector<std::string>{"a"}), base::BadCall);
  // A chain of 20,000: no recursion.
  std::vector<Meeting> chain;
  for (std::size_t i = 1; i < 20'000; ++i) chain.push_back({0, i, static_cast<double>(i)});
  const std::string text = Dendrogram(20'000, chain).newick();
  EXPECT_EQ(std::count(text.begin(), text.end(), '('), 19'999);
}

TEST(Dendrogram, RefusesWhatIsNoTree) {
  EXPECT_THROW(Dendrogram(0, {}), base::BadCall);
  EXPECT_THROW(Dendrogram(3, {{0, 1, 1.0}}), base::BadCall);
  EXPECT_THROW(Dendrogram(3, {{0, 1, 1.0}, {1, 0, 2.0}}), base::BadCall);
  EXPECT_THROW(Dendrogram(2, {{0, 2, 1.0}}), base::BadCall);
}

}  // namespace
}  // namespace gradarium::ml
