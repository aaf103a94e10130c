// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/dbscan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/generate.h"
#include "core/ml/cluster/dbscan_parts.h"
#include "core/ml/cluster/dbscan_walk.h"
#include "core/ml/cluster/optics.h"
#include "core/ml/distance.h"
#include "tests/core/ml/partitions.h"

namespace gradarium::ml {
namespace {

using testing::normalSamples;
using testing::reference;
using testing::samplesOf;
using Labels = std::vector<int>;

TEST(Dbscan, LabelsAreScikitLearns) {
  const auto fixture = reference("cluster/density.json");
  ASSERT_GE(fixture.at("dbscan").size(), 13U);
  for (const auto& item : fixture.at("dbscan")) {
    const std::string name = item.at("data");
    const DbscanOptions options{item.at("eps"), item.at("minPts")};
    SCOPED_TRACE(name + " eps " + std::to_string(options.eps));
    const Samples samples = samplesOf(fixture, name);
    const Dbscan result = dbscan(samples, options);
    EXPECT_EQ(result.labels, item.at("labels").get<Labels>());
    std::vector<std::size_t> core;
    for (std::size_t i = 0; i < result.core.size(); ++i) {
      if (result.core[i]) core.push_back(i);
    }
    EXPECT_EQ(core, item.at("core").get<std::vector<std::size_t>>());
  }
}

TEST(Dbscan, Irises) {
  const Dbscan iris = dbscan(samplesOf("iris"), {0.5, 5});
  EXPECT_EQ(iris.clusters, 2U);
  EXPECT_EQ(iris.noise(), 17U);
  EXPECT_EQ(iris.coreSamples(), 117U);
}

/// From the definition, all pairs.
Dbscan naive(const Samples& samples, const DbscanOptions& options) {
  const std::size_t n = samples.rows(), d = samples.columns();
  const auto near = [&](std::size_t i, std::size_t j) {
    return squaredDistance(samples.row(i).data(), samples.row(j).data(), d) <= options.eps * options.eps;
  };
  Dbscan result{Labels(n, -1), std::vector<bool>(n), 0};
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t count = 0;
    for (std::size_t j = 0; j < n; ++j) count += near(i, j) ? 1 : 0;
    result.core[i] = count >= options.minPts;
  }
  for (std::size_t seed = 0; seed < n; ++seed) {
    if (!result.core[seed] || result.labels[seed] >= 0) continue;
    std::vector<std::size_t> open{seed};
    while (!open.empty()) {
      const std::size_t i = open.back();
      open.pop_back();
      if (result.labels[i] >= 0) continue;
      result.labels[i] = static_cast<int>(result.clusters);
      for (std::size_t j = 0; result.core[i] && j < n; ++j) {
        if (result.labels[j] < 0 && near(i, j)) open.push_back(j);
      }
    }
    ++result.clusters;
  }
  return result;
}

TEST(Dbscan, GridTreeAndWalkAgreeWithTheDefinition) {
  for (std::size_t round = 0; round < 60; ++round) {
    const std::size_t d = 1 + round % 5, n = 30 + 7 * round;
    base::Random random(round);
    std::vector<double> values(n * d);
    // Rounded, so that many pairs are exactly eps apart.
    for (double& value : values)
      value = round % 2 == 0 ? random.normal() : std::round(random.normal() * 4) / 4;
    const Samples samples(std::move(values), d);
    const DbscanOptions options{round % 3 == 0 ? 0.25 : 0.1 + random.uniform(), 1 + round % 9};
    SCOPED_TRACE("round " + std::to_string(round));
    const Dbscan expected = naive(samples, options);
    const Dbscan tree = detail::dbscanByTree(samples, options);
    EXPECT_EQ(tree.labels, expected.labels);
    EXPECT_EQ(tree.core, expected.core);
    EXPECT_EQ(tree.clusters, expected.clusters);
    if (d <= 3) {
      const auto grid = detail::dbscanByGrid(samples, options);
      ASSERT_TRUE(grid.has_value());
      EXPECT_EQ(grid->labels, expected.labels);
      EXPECT_EQ(grid->core, expected.core);
    }
    DbscanWalk walk(samples, options);
    std::size_t reached = 0;
    while (walk.step()) reached += walk.wave().size();
    EXPECT_EQ(Labels(walk.labels().begin(), walk.labels().end()), expected.labels);
    EXPECT_EQ(walk.clusters(), expected.clusters);
    EXPECT_EQ(reached, n - expected.noise());
    for (std::size_t i = 0; i < n; ++i) {
      const auto role = expected.core[i]          ? DbscanWalk::Role::Core
                        : expected.labels[i] >= 0 ? DbscanWalk::Role::Border
                                                  : DbscanWalk::Role::Noise;
      EXPECT_EQ(walk.roles()[i], role);
    }
  }
}

TEST(Dbscan, ManySamplesAndAnyThreads) {
  const auto moons = data::moons(4000, 0.05, base::Random(4));
  const auto samples = Samples::borrowed(moons.features, 2);
  const DbscanOptions options{0.07, 10};
  const Dbscan grid = dbscan(samples, options);
  EXPECT_EQ(grid.clusters, 2U);
  EXPECT_EQ(grid.labels, detail::dbscanByTree(samples, options).labels);
  for (const int threads : {1, 5}) {
    base::Arena(threads).run([&] {
      EXPECT_EQ(dbscan(samples, options).labels, grid.labels);
      EXPECT_EQ(detail::dbscanByTree(samples, options).labels, grid.labels);
    });
  }
}

TEST(Dbscan, ScalesBeyondTheGrid) {
  // 1e7 cells along a feature: their numbers would round, so the tree takes over.
  const Samples wide({0, 1, 2, 1e7, 1e7 + 1, 5e6}, 1);
  EXPECT_FALSE(detail::dbscanByGrid(wide, {1.0, 2}).has_value());
  EXPECT_EQ(dbscan(wide, {1.0, 2}).labels, (Labels{0, 0, 0, 1, 1, -1}));
  EXPECT_EQ(dbscan(wide, {1e300, 2}).labels, Labels(6, 0));
  EXPECT_EQ(dbscan(wide, {1e-300, 2}).labels, Labels(6, -1));
  EXPECT_EQ(dbscan(Samples(std::vector<double>(20, 3.0), 2), {0.1, 10}).labels, Labels(10, 0));
}

TEST(Dbscan, CoreDistancesSayWhoIsCore) {
  const Samples samples = normalSamples(300, 2, 8);
  for (const std::size_t minPts : {1U, 4U, 20U}) {
    const auto distances = coreDistances(samples, minPts);
    for (const double eps : {0.1, 0.3, coreDistances(samples, 4)[17]}) {
      const Dbscan result = dbscan(samples, {eps, minPts});
      for (std::size_t i = 0; i < distances.size(); ++i) EXPECT_EQ(result.core[i], distances[i] <= eps);
    }
  }
  EXPECT_THROW(coreDistances(samples, 0), base::BadCall);
  EXPECT_THROW(coreDistances(samples, 301), base::BadCall);
}

TEST(Dbscan, OpticsIsScikitLearns) {
  const auto fixture = reference("cluster/density.json");
  for (const auto& item : fixture.at("optics")) {
    SCOPED_TRACE(item.at("data").get<std::string>());
    const Optics result = optics(samplesOf(fixture, item.at("data")), item.at("minPts"));
    EXPECT_EQ(result.order, item.at("order").get<std::vector<std::size_t>>());
    for (std::size_t i = 0; i < result.order.size(); ++i) {
      EXPECT_NEAR(result.core[i], item.at("core").at(i).get<double>(), 1e-12);
      const auto& reach = item.at("reachability").at(i);
      if (reach.is_null()) {
        EXPECT_TRUE(std::isinf(result.reachability[i]));
      } else {
        EXPECT_NEAR(result.reachability[i], reach.get<double>(), 1e-12);
      }
    }
  }
}

TEST(Dbscan, OpticsCutIsDbscanButForBorders) {
  const Samples samples = normalSamples(250, 2, 5);
  const Optics order = optics(samples, 6);
  for (const double eps : {0.15, 0.25, 0.4}) {
    const Dbscan exact = dbscan(samples, {eps, 6});
    const Labels cut = order.cut(eps);
    Labels a, b;
    for (std::size_t i = 0; i < cut.size(); ++i) {
      if (!exact.core[i]) continue;
      a.push_back(cut[i]);
      b.push_back(exact.labels[i]);
    }
    EXPECT_TRUE(testing::samePartition(a, b)) << eps;
  }
}

TEST(Dbscan, RefusesWhatMeansNothing) {
  const Samples samples({1, 2, 3}, 1);
  EXPECT_THROW(dbscan(samples, {0, 5}), base::BadCall);
  EXPECT_THROW(dbscan(samples, {-1, 5}), base::BadCall);
  EXPECT_THROW(dbscan(samples, {std::nan(""), 5}), base::BadCall);
  EXPECT_THROW(dbscan(samples, {1, 0}), base::BadCall);
  EXPECT_THROW(dbscan(Samples({1, std::nan("")}, 1), {1, 1}), base::Error);
  EXPECT_THROW(DbscanWalk(samples, {0, 5}), base::BadCall);
  EXPECT_EQ(dbscan(samples, {0.1, 1}).labels, (Labels{0, 1, 2}));
}

}  // namespace
}  // namespace gradarium::ml
