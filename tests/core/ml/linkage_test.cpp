// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/linkage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/error.h"
#include "core/ml/distance.h"
#include "core/ml/metrics/partition.h"
#include "tests/core/ml/partitions.h"

namespace gradarium::ml {
namespace {

using testing::normalSamples;
using testing::reference;
using testing::samplesOf;
using Labels = std::vector<int>;

constexpr Linkage all[] = {Linkage::Single, Linkage::Complete, Linkage::Average, Linkage::Ward};

Linkage linkageOf(const std::string& name) {
  return name == "single"     ? Linkage::Single
         : name == "complete" ? Linkage::Complete
         : name == "average"  ? Linkage::Average
                              : Linkage::Ward;
}

void expectSciPys(const Dendrogram& tree, const nlohmann::json& item) {
  const auto merges = item.at("merges").get<std::vector<std::vector<double>>>();
  ASSERT_EQ(tree.merges().size(), merges.size());
  for (std::size_t i = 0; i < merges.size(); ++i) {
    const Merge& merge = tree.merges()[i];
    EXPECT_EQ(static_cast<double>(merge.left), merges[i][0]) << "merge " << i;
    EXPECT_EQ(static_cast<double>(merge.right), merges[i][1]) << "merge " << i;
    EXPECT_NEAR(merge.height, merges[i][2], 1e-10 * (1 + merges[i][2]));
    EXPECT_EQ(static_cast<double>(merge.size), merges[i][3]);
  }
  EXPECT_EQ(tree.leafOrder(), item.at("leaves").get<std::vector<std::size_t>>());
  for (const auto& [k, labels] : item.at("cuts").items()) {
    EXPECT_TRUE(testing::samePartition(tree.cut(std::stoul(k)), labels.get<Labels>())) << "k " << k;
  }
  const auto cophenetic = tree.copheneticDistances();
  const auto expected = item.at("cophenetic").get<std::vector<double>>();
  const std::size_t stride = std::max<std::size_t>(1, cophenetic.size() / 300);
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(cophenetic[i * stride], expected[i], 1e-9);
}

TEST(Linkage, TreesAreSciPys) {
  const auto fixture = reference("cluster/hierarchy.json");
  ASSERT_EQ(fixture.at("trees").size(), 16U);
  for (const auto& item : fixture.at("trees")) {
    SCOPED_TRACE(item.at("data").get<std::string>() + " " + item.at("linkage").get<std::string>());
    const Samples samples = samplesOf(fixture, item.at("data"));
    const Linkage linkage = linkageOf(item.at("linkage"));
    const Dendrogram tree = agglomerate(samples, linkage);
    expectSciPys(tree, item);
    EXPECT_NEAR(tree.copheneticCorrelation(samples), item.at("correlation").get<double>(), 1e-10);
    expectSciPys(agglomerate(pairDistances(samples), linkage), item);
  }
}

// Measured data are full of equal distances: which of them goes first is anybody's choice, so only what does
// not hang on it is compared.
TEST(Linkage, HeightsOnRealDataAreScikitLearns) {
  const auto fixture = reference("cluster/hierarchy.json");
  for (const auto& item : fixture.at("real")) {
    const std::string name = item.at("data"), linkage = item.at("linkage");
    SCOPED_TRACE(name + " " + linkage);
    const Dendrogram tree = agglomerate(samplesOf(name), linkageOf(linkage));
    const auto heights = item.at("heights").get<std::vector<double>>();
    const std::size_t last = tree.merges().size();
    for (std::size_t i = 0; i < heights.size(); ++i) {
      EXPECT_NEAR(tree.merges()[last - heights.size() + i].height / heights[i], 1, 1e-9);
    }
    double total = 0;
    for (const Merge& merge : tree.merges()) total += merge.height;
    EXPECT_NEAR(total / item.at("total").get<double>(), 1, 1e-9);
    const auto labels = item.at("labels").get<Labels>();
    EXPECT_TRUE(testing::samePartition(tree.cut(name == "digits" ? 10 : 3), labels));
  }
}

TEST(Linkage, Irises) {
  const Samples iris = samplesOf("iris");
  const auto truth = data::load("iris")->target;
  const Dendrogram ward = agglomerate(iris, Linkage::Ward);
  EXPECT_NEAR(ward.merges()[146].height, 6.399407, 1e-6);
  EXPECT_NEAR(ward.merges()[147].height, 12.300396, 1e-6);
  EXPECT_NEAR(ward.merges()[148].height, 32.447607, 1e-6);
  EXPECT_NEAR(adjustedRand(truth, ward.cut(3)), 0.731199, 1e-6);
  EXPECT_NEAR(adjustedRand(truth, agglomerate(iris, Linkage::Average).cut(3)), 0.759199, 1e-6);
  std::vector<int> sizes(3);
  for (const int label : agglomerate(iris, Linkage::Single).cut(3)) ++sizes[static_cast<std::size_t>(label)];
  std::sort(sizes.begin(), sizes.end());
  EXPECT_EQ(sizes, (std::vector<int>{2, 50, 98}));
}

/// The nearest two of all clusters merge, by the definition of the distance, not by an update of it.
std::vector<double> naiveHeights(const Samples& samples, Linkage linkage) {
  std::vector<std::vector<std::size_t>> clusters(samples.rows());
  for (std::size_t i = 0; i < clusters.size(); ++i) clusters[i] = {i};
  const std::size_t d = samples.columns();
  const auto mean = [&](const std::vector<std::size_t>& members) {
    std::vector<double> sum(d);
    for (const std::size_t i : members) {
      for (std::size_t f = 0; f < d; ++f) sum[f] += samples.row(i)[f] / static_cast<double>(members.size());
    }
    return sum;
  };
  const auto distance = [&](const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
    double least = std::numeric_limits<double>::infinity(), most = 0, sum = 0;
    for (const std::size_t i : a) {
      for (const std::size_t j : b) {
        const double apart = std::sqrt(squaredDistance(samples.row(i).data(), samples.row(j).data(), d));
        least = std::min(least, apart);
        most = std::max(most, apart);
        sum += apart;
      }
    }
    const double na = static_cast<double>(a.size()), nb = static_cast<double>(b.size());
    if (linkage == Linkage::Single) return least;
    if (linkage == Linkage::Complete) return most;
    if (linkage == Linkage::Average) return sum / (na * nb);
    return std::sqrt(2 * na * nb / (na + nb) * squaredDistance(mean(a).data(), mean(b).data(), d));
  };
  std::vector<double> heights;
  while (clusters.size() > 1) {
    std::size_t a = 0, b = 1;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < clusters.size(); ++i) {
      for (std::size_t j = i + 1; j < clusters.size(); ++j) {
        const double apart = distance(clusters[i], clusters[j]);
        if (apart < least) {
          least = apart;
          a = i;
          b = j;
        }
      }
    }
    heights.push_back(least);
    clusters[a].insert(clusters[a].end(), clusters[b].begin(), clusters[b].end());
    clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(b));
  }
  return heights;
}

TEST(Linkage, TheChainMergesAsTheDefinitionDoes) {
  for (const Linkage linkage : all) {
    for (const std::size_t n : {2U, 3U, 10U, 70U}) {
      const Samples samples = normalSamples(n, 3, n);
      const auto expected = naiveHeights(samples, linkage);
      const Dendrogram tree = agglomerate(samples, linkage);
      for (std::size_t i = 0; i < expected.size(); ++i)
        EXPECT_NEAR(tree.merges()[i].height, expected[i], 1e-12);
    }
  }
}

TEST(Linkage, ManyMoreMeansThanOneBlock) {
  const Samples samples = normalSamples(900, 5, 2);
  const Dendrogram means = agglomerate(samples, Linkage::Ward),
                   matrix = agglomerate(pairDistances(samples), Linkage::Ward);
  for (std::size_t i = 0; i < means.merges().size(); ++i) {
    EXPECT_EQ(means.merges()[i].left, matrix.merges()[i].left);
    EXPECT_NEAR(means.merges()[i].height, matrix.merges()[i].height, 1e-9);
  }
}

TEST(Linkage, DuplicatesAndLatticesEnd) {
  std::vector<double> lattice;
  for (int x = 0; x < 15; ++x) {
    for (int y = 0; y < 15; ++y) lattice.insert(lattice.end(), {x * 1.0, y * 1.0});
  }
  for (const Linkage linkage : all) {
    const Dendrogram same = agglomerate(Samples(std::vector<double>(400, 0.1), 2), linkage);
    EXPECT_EQ(same.merges().back().height, 0.0);
    EXPECT_EQ(same.clustersAt(0), 1U);
    const Dendrogram even = agglomerate(Samples(lattice, 2), linkage);
    EXPECT_EQ(even.merges().front().height, 1.0);
    for (std::size_t i = 1; i < even.merges().size(); ++i)
      EXPECT_GE(even.merges()[i].height, even.merges()[i - 1].height);
    EXPECT_EQ(agglomerate(Samples({1, 2}, 2), linkage).samples(), 1U);
  }
}

TEST(Linkage, LanceAndWilliamsAreTheDefinitions) {
  const Samples s = normalSamples(9, 2, 4);
  // a = {0, 1, 2}, b = {3, 4}, other = {5 .. 8}: distances by definition through a tree of two.
  const auto between = [&](std::vector<std::size_t> a, std::vector<std::size_t> b, Linkage linkage) {
    double sum = 0;
    std::vector<double> ma(2), mb(2);
    for (const std::size_t i : a) {
      for (const std::size_t j : b) sum += std::sqrt(squaredDistance(s.row(i).data(), s.row(j).data(), 2));
    }
    const double na = static_cast<double>(a.size()), nb = static_cast<double>(b.size());
    if (linkage == Linkage::Average) return sum / na / nb;
    for (std::size_t f = 0; f < 2; ++f) {
      for (const std::size_t i : a) ma[f] += s.row(i)[f] / na;
      for (const std::size_t j : b) mb[f] += s.row(j)[f] / nb;
    }
    return std::sqrt(2 * na * nb / (na + nb) * squaredDistance(ma.data(), mb.data(), 2));
  };
  for (const Linkage linkage : {Linkage::Average, Linkage::Ward}) {
    const double updated =
        lanceWilliams(linkage, between({0, 1, 2}, {5, 6, 7, 8}, linkage),
                      between({3, 4}, {5, 6, 7, 8}, linkage), between({0, 1, 2}, {3, 4}, linkage), 3, 2, 4);
    EXPECT_NEAR(updated, between({0, 1, 2, 3, 4}, {5, 6, 7, 8}, linkage), 1e-13);
  }
  EXPECT_EQ(lanceWilliams(Linkage::Single, 3, 2, 1, 5, 5, 5), 2);
  EXPECT_EQ(lanceWilliams(Linkage::Complete, 3, 2, 1, 5, 5, 5), 3);
}

TEST(Linkage, RefusesWhatHasNoTree) {
  EXPECT_THROW(agglomerate(std::vector<double>{1, 2}, Linkage::Single), base::BadCall);
  EXPECT_THROW(agglomerate(std::vector<double>{1, 2, -1}, Linkage::Single), base::BadCall);
  EXPECT_THROW(agglomerate(Samples({1, std::nan("")}, 1), Linkage::Ward), base::Error);
  EXPECT_THROW(agglomerate(Samples({1e200, -1e200}, 1), Linkage::Ward), base::Error);
  EXPECT_THROW(agglomerate(Samples(std::vector<double>(30'001, 1.0), 1), Linkage::Average), base::Error);
}

}  // namespace
}  // namespace gradarium::ml
