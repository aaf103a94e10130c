// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/kmeans_seeding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>

#include "core/base/error.h"
#include "tests/core/ml/reference.h"

namespace gradarium::ml {
namespace {

TEST(KMeansSeeding, PlusPlusFollowsTheSquaredDistance) {
  // From 0 the distances are 1, 2, 3: the second centre comes with odds 1 : 4 : 9.
  const Samples line({0, 1, 2, 3}, 1);
  std::vector<int> second(4);
  int starts = 0;
  for (std::uint64_t seed = 0; seed < 40000; ++seed) {
    SeedingTrace trace;
    seedCentres(line, 2, Seeding::PlusPlus, base::Random(seed), &trace);
    if (trace.chosen[0] != 0) continue;
    ++starts;
    ++second[trace.chosen[1]];
    EXPECT_NEAR(trace.probability[1][2], 4.0 / 14, 1e-15);
  }
  EXPECT_NEAR(starts, 10000, 5 * std::sqrt(40000 * 0.25 * 0.75));
  EXPECT_EQ(second[0], 0);
  for (int i = 1; i < 4; ++i) {
    const double p = i * i / 14.0;
    EXPECT_NEAR(second[static_cast<std::size_t>(i)], starts * p, 5 * std::sqrt(starts * p * (1 - p)));
  }
}

TEST(KMeansSeeding, TheTraceTellsTheTruth) {
  const Samples iris = testing::samplesOf("iris");
  for (const Seeding seeding : {Seeding::Random, Seeding::PlusPlus, Seeding::GreedyPlusPlus}) {
    SeedingTrace trace;
    const auto centres = seedCentres(iris, 5, seeding, base::Random(3), &trace);
    EXPECT_EQ(centres, seedCentres(iris, 5, seeding, base::Random(3)));
    EXPECT_EQ(centres, testing::rowsOf(iris, trace.chosen));
    ASSERT_EQ(trace.probability.size(), 5U);
    EXPECT_EQ(trace.probability[0], std::vector<double>(150, 1.0 / 150));
    for (std::size_t j = 0; j < 5; ++j) {
      EXPECT_NEAR(std::accumulate(trace.probability[j].begin(), trace.probability[j].end(), 0.0), 1, 1e-12);
      EXPECT_GT(trace.probability[j][trace.chosen[j]], 0);
      for (std::size_t earlier = 0; earlier < j; ++earlier)
        EXPECT_EQ(trace.probability[j][trace.chosen[earlier]], 0);
    }
    EXPECT_EQ(std::set<std::size_t>(trace.chosen.begin(), trace.chosen.end()).size(), 5U);
  }
}

TEST(KMeansSeeding, DrawsAcrossBlocks) {
  // All distance sits in the very last sample, many blocks on.
  std::vector<double> values(20000, 1.0);
  values.back() = 2.0;
  SeedingTrace trace;
  seedCentres(Samples(values, 1), 2, Seeding::PlusPlus, base::Random(1), &trace);
  EXPECT_EQ(trace.chosen[1], 19999U);
}

TEST(KMeansSeeding, FewerDifferentSamplesThanCentres) {
  const auto centres =
      seedCentres(Samples(std::vector<double>(10, 4.0), 1), 3, Seeding::PlusPlus, base::Random(1));
  EXPECT_EQ(centres, std::vector<double>(3, 4.0));
  EXPECT_THROW(seedCentres(Samples({1, 2}, 1), 3, Seeding::Random, base::Random(1)), base::BadCall);
}

}  // namespace
}  // namespace gradarium::ml
