// SPDX-License-Identifier: GPL-3.0-or-later
// How many clusters, and do they come back?
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/data/generate.h"
#include "core/ml/cluster/gap_statistic.h"
#include "core/ml/cluster/kmeans_restarts.h"
#include "core/ml/cluster/stability.h"
#include "tests/core/ml/reference.h"

namespace gradarium::ml {
namespace {

using testing::samplesOf;

std::vector<Gap> sweep(const Samples& samples, std::size_t most, std::uint64_t seed) {
  std::vector<Gap> gaps;
  for (std::size_t k = 1; k <= most; ++k)
    gaps.push_back(gapStatistic(samples, k, {.references = 20, .restarts = 3, .seed = seed}));
  return gaps;
}

TEST(GapStatistic, FindsTheCloudsAndSaysOneWhereThereAreNone) {
  // Tibshirani et al. (2001), section 5: three clouds in the plane; 200 samples uniform in ten dimensions.
  base::Random random(1);
  std::vector<double> clouds;
  const double centres[3][2] = {{0, 0}, {0, 5}, {5, -3}};
  for (int i = 0; i < 105; ++i) {
    for (int f = 0; f < 2; ++f) clouds.push_back(centres[i % 3][f] + random.normal());
  }
  int threes = 0, ones = 0;
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    threes += clustersByGap(sweep(Samples(clouds, 2), 6, seed)) == 3 ? 1 : 0;
    const auto flat = data::uniform(200, 10, base::Random(seed));
    ones += clustersByGap(sweep(Samples::borrowed(flat.features, 10), 4, seed)) == 1 ? 1 : 0;
  }
  EXPECT_GE(threes, 4);
  EXPECT_GE(ones, 4);
}

TEST(GapStatistic, WithOneClusterTheExpectationIsKnown) {
  // W(1) of n samples uniform over an interval of length L is about (n - 1) L^2 / 12.
  const Samples samples({0, 1, 2, 3, 4, 5, 6, 7, 8, 12}, 1);
  const Gap gap = gapStatistic(samples, 1, {.references = 4000, .restarts = 1, .seed = 3});
  const double mean = 4.8;
  double square = 0;
  for (std::size_t i = 0; i < 10; ++i) square += (samples.row(i)[0] - mean) * (samples.row(i)[0] - mean);
  EXPECT_NEAR(gap.logInertia, std::log(square), 1e-12);
  EXPECT_NEAR(gap.expected, std::log(9 * 144.0 / 12), 0.08);
  EXPECT_LT(gap.expected, std::log(9 * 144.0 / 12));  // the mean of logs is below the log of the mean
  EXPECT_NEAR(gap.gap, gap.expected - gap.logInertia, 1e-15);
}

TEST(GapStatistic, AnyThreadsAndBadCalls) {
  const Samples iris = samplesOf("iris");
  const auto gap = [&](int threads) {
    Gap result;
    base::Arena(threads).run([&] { result = gapStatistic(iris, 3, {}); });
    return std::pair(result.gap, result.error);
  };
  EXPECT_EQ(gap(1), gap(4));
  EXPECT_THROW(gapStatistic(iris, 0, {}), base::BadCall);
  EXPECT_THROW(gapStatistic(iris, 3, {.references = 0}), base::BadCall);
  EXPECT_THROW(gapStatistic(iris, 3, {.restarts = 0}), base::BadCall);
  base::StopFlag stop;
  stop.request();
  EXPECT_TRUE(std::isfinite(gapStatistic(iris, 3, {}, &stop).gap));
}

TEST(GapStatistic, RulesForK) {
  const auto gaps = [](std::vector<double> values, double error) {
    std::vector<Gap> result;
    for (const double value : values) result.push_back({0, 0, value, error});
    return result;
  };
  EXPECT_EQ(clustersByGap(gaps({0.1, 0.2, 0.9, 0.91, 0.8}, 0.05)), 3U);
  EXPECT_EQ(clustersByGap(gaps({0.1, 0.2, 0.3}, 0.01)), 3U);
  EXPECT_EQ(clustersByGap({}), 0U);
  EXPECT_EQ(elbow(std::vector<double>{100, 60, 20, 17, 14, 12}), 3U);
  EXPECT_EQ(elbow(std::vector<double>{3, 2}), 0U);
}

TEST(Stability, ClearCloudsComeBack) {
  std::vector<double> values;
  base::Random random(2);
  for (int i = 0; i < 60; ++i) values.insert(values.end(), {i % 3 * 50.0 + random.normal(), random.normal()});
  const Stability result = bootstrapStability(Samples(values, 2), {.k = 3, .resamples = 30, .seed = 5});
  ASSERT_EQ(result.together.size(), 3600U);
  for (std::size_t i = 0; i < 60; ++i) {
    for (std::size_t j = 0; j < 60; ++j) EXPECT_EQ(result.together[i * 60 + j], i % 3 == j % 3 ? 1.0 : 0.0);
  }
  EXPECT_EQ(result.agreement, std::vector<double>(30, 1.0));
}

TEST(Stability, WhatIsNotThereDoesNot) {
  const auto flat = data::uniform(120, 2, base::Random(3));
  const Stability result = bootstrapStability(Samples::borrowed(flat.features, 2), {.k = 5, .resamples = 20});
  const double mean = std::accumulate(result.agreement.begin(), result.agreement.end(), 0.0) / 20;
  EXPECT_LT(mean, 0.85);
  for (std::size_t i = 0; i < 120; ++i) {
    EXPECT_EQ(result.together[i * 120 + i], 1.0);
    for (std::size_t j = 0; j < 120; ++j) {
      EXPECT_EQ(result.together[i * 120 + j], result.together[j * 120 + i]);
      EXPECT_NEAR(std::round(result.together[i * 120 + j] * 20), result.together[i * 120 + j] * 20, 1e-12);
    }
  }
  EXPECT_THROW(bootstrapStability(samplesOf("iris"), {.resamples = 0}), base::BadCall);
  EXPECT_THROW(bootstrapStability(samplesOf("iris"), {.k = 151}), base::BadCall);
}

}  // namespace
}  // namespace gradarium::ml
