// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/hdbscan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/error.h"
#include "core/ml/cluster/dbscan.h"
#include "core/ml/cluster/linkage.h"
#include "core/ml/cluster/spanning_tree.h"
#include "tests/core/ml/partitions.h"

namespace gradarium::ml {
namespace {

using testing::reference;
using testing::samplesOf;
using Labels = std::vector<int>;

TEST(Hdbscan, AgreesWithTheDefinitions) {
  const auto fixture = reference("cluster/density.json");
  for (const auto& item : fixture.at("hdbscan")) {
    SCOPED_TRACE(item.at("data").get<std::string>());
    const Samples samples = samplesOf(fixture, item.at("data"));
    const std::size_t minPts = item.at("minPts");
    double total = 0;
    for (const auto& edge : minimumSpanningTree(samples, coreDistances(samples, minPts)))
      total += edge.weight;
    EXPECT_NEAR(total / item.at("total").get<double>(), 1, 1e-12);

    const Hdbscan result = hdbscan(samples, {.minPts = minPts, .minClusterSize = item.at("minClusterSize")});
    EXPECT_TRUE(testing::samePartition(result.labels, item.at("labels").get<Labels>()));
    using Row = std::array<double, 3>;
    auto expected = item.at("clusters").get<std::vector<Row>>();
    std::vector<Row> found;
    for (const auto& c : result.tree) found.push_back({c.birth, static_cast<double>(c.size), c.stability});
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      for (std::size_t j = 0; j < 3; ++j)
        EXPECT_NEAR(found[i][j], expected[i][j], 1e-9 * (1 + expected[i][j]));
    }
  }
}

TEST(Hdbscan, TwoDensitiesInOneAnswer) {
  // A tight cloud, a loose one, far apart: no single eps of DBSCAN keeps both whole and apart from the noise.
  base::Random random(3);
  std::vector<double> values;
  for (int i = 0; i < 100; ++i) values.insert(values.end(), {random.normal() * 0.05, random.normal() * 0.05});
  for (int i = 0; i < 100; ++i) values.insert(values.end(), {20 + random.normal() * 2, random.normal() * 2});
  const Hdbscan result = hdbscan(Samples(values, 2), {.minPts = 5, .minClusterSize = 30});
  EXPECT_EQ(result.clusters, 2U);
  EXPECT_GE(std::count(result.labels.begin(), result.labels.begin() + 100, result.labels[50]), 90);
  EXPECT_GE(std::count(result.labels.begin() + 100, result.labels.end(), result.labels[150]), 80);
}

TEST(Hdbscan, TheTreeAddsUp) {
  const Samples samples = testing::normalSamples(400, 3, 2);
  const Hdbscan result = hdbscan(samples, {.minPts = 4, .minClusterSize = 6});
  EXPECT_GT(result.tree.size(), 6U);
  double recount = 0, stated = 0;
  std::vector<std::size_t> inside(result.tree.size());
  for (std::size_t i = 0; i < result.fellFrom.size(); ++i) {
    ++inside[result.fellFrom[i]];
    recount += result.leftAt[i] - result.tree[result.fellFrom[i]].birth;
    EXPECT_GE(result.membership[i], 0);
    EXPECT_LE(result.membership[i], 1);
    EXPECT_EQ(result.labels[i] < 0, result.membership[i] == 0);
  }
  for (std::size_t c = result.tree.size(); c-- > 1;) {
    const auto& cluster = result.tree[c];
    EXPECT_GE(cluster.size, 6U);
    EXPECT_EQ(cluster.birth, result.tree[cluster.parent].death);
    EXPECT_GE(cluster.death, cluster.birth);
    inside[cluster.parent] += inside[c];
    EXPECT_EQ(inside[c], cluster.size);
  }
  EXPECT_EQ(inside[0], 400U);
  // What samples pass on to children counts for their parents as well.
  for (std::size_t c = 0; c < result.tree.size(); ++c) {
    stated += result.tree[c].stability;
    if (!result.tree[c].leaf) {
      std::size_t handed = 0;
      for (std::size_t child = 1; child < result.tree.size(); ++child)
        handed += result.tree[child].parent == c ? result.tree[child].size : 0;
      recount += static_cast<double>(handed) * (result.tree[c].death - result.tree[c].birth);
    }
  }
  EXPECT_NEAR(stated / recount, 1, 1e-12);
}

TEST(Hdbscan, AllowsASingleClusterWhereAsked) {
  const Samples samples = testing::normalSamples(60, 2, 1);
  const HdbscanOptions options{.minPts = 5, .minClusterSize = 40};
  EXPECT_EQ(hdbscan(samples, options).labels, Labels(60, -1));
  auto single = options;
  single.allowSingle = true;
  const Hdbscan one = hdbscan(samples, single);
  EXPECT_EQ(one.labels, Labels(60, 0));
  EXPECT_EQ(one.tree.size(), 1U);
}

TEST(Hdbscan, CopiesOfOneSample) {
  std::vector<double> values(40, 1.0);
  values.insert(values.end(), 40, 5.0);
  const Hdbscan result = hdbscan(Samples(values, 2), {.minPts = 3, .minClusterSize = 5});
  EXPECT_EQ(result.clusters, 2U);
  EXPECT_EQ(std::count(result.membership.begin(), result.membership.end(), 1.0), 40);
  EXPECT_EQ(hdbscan(Samples({1, 2}, 2), {.minPts = 1, .minClusterSize = 2}).labels, Labels{-1});
}

TEST(Hdbscan, SpanningTreeIsSingleLinkage) {
  const Samples samples = testing::normalSamples(120, 4, 3);
  double tree = 0, merges = 0;
  for (const auto& edge : minimumSpanningTree(samples)) tree += edge.weight;
  const Dendrogram single = agglomerate(pairDistances(samples), Linkage::Single);
  for (const Merge& merge : single.merges()) merges += merge.height;
  EXPECT_NEAR(tree / merges, 1, 1e-13);
  EXPECT_TRUE(minimumSpanningTree(Samples({1, 2}, 2)).empty());
  EXPECT_THROW(minimumSpanningTree(samples, std::vector<double>{1}), base::BadCall);
}

TEST(Hdbscan, RefusesWhatMeansNothing) {
  const Samples samples({1, 2, 3}, 1);
  EXPECT_THROW(hdbscan(samples, {.minPts = 4}), base::BadCall);
  EXPECT_THROW(hdbscan(samples, {.minPts = 2, .minClusterSize = 1}), base::BadCall);
  EXPECT_THROW(hdbscan(Samples({1, std::nan("")}, 1), {.minPts = 1}), base::Error);
}

}  // namespace
}  // namespace gradarium::ml
