// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "core/base/error.h"
#include "core/base/normal_quantile.h"

namespace gradarium::base {
namespace {

// These numbers may never change: lessons, links and recorded solutions are replayed from seeds.
TEST(Random, FirstValuesArePinned) {
  Random bits(42);
  EXPECT_EQ(bits.next(), 1546998764402558742ULL);
  EXPECT_EQ(bits.next(), 6990951692964543102ULL);
  EXPECT_EQ(bits.next(), 12544586762248559009ULL);
  EXPECT_EQ(Random(42).split(7).next(), 2524089835236156824ULL);
  EXPECT_EQ(Random(42).uniform(), 0x1.5780b2e0c2ecp-4);
  Random normal(42);
  EXPECT_EQ(normal.normal(), -0x1.612a0a2b75e99p+0);
  EXPECT_EQ(normal.normal(), -0x1.3b8e5325b8c11p-2);
  EXPECT_EQ(normal.normal(), 0x1.df0c41cc55bfdp-2);
  Random integers(42);
  const std::vector<std::uint64_t> expected{6, 1, 1, 4, 8, 2, 7, 1};
  for (const std::uint64_t value : expected) EXPECT_EQ(integers.uniformInt(10), value);
}

TEST(Random, StateGoesAndComesBack) {
  Random random(3);
  for (int i = 0; i < 10; ++i) random.next();
  Random restored = Random::fromState(random.state());
  EXPECT_EQ(restored, random);
  EXPECT_EQ(restored.next(), random.next());
  EXPECT_EQ(restored.split(1), random.split(1));
}

TEST(Random, SplitDependsOnTheKeyAlone) {
  Random random(5);
  const Random before = random.split(9);
  random.next();
  EXPECT_EQ(before, random.split(9));
  std::set<std::uint64_t> firsts;
  for (std::uint64_t stream = 0; stream < 1000; ++stream) {
    firsts.insert(Random(5).split(stream).next());
    firsts.insert(Random(6).split(stream).next());
    firsts.insert(Random(5).split(1).split(stream).next());
  }
  EXPECT_EQ(firsts.size(), 3000U);
}

TEST(Random, IntegersAreEvenlySpread) {
  Random random(1);
  std::vector<int> counts(6);
  for (int i = 0; i < 60000; ++i) ++counts[random.uniformInt(6)];
  for (const int count : counts) EXPECT_NEAR(count, 10000, 5 * std::sqrt(10000 * 5.0 / 6));
  EXPECT_EQ(Random(2).uniformInt(1), 0U);
  EXPECT_THROW(Random(2).uniformInt(0), BadCall);
}

TEST(Random, NormalHasItsMoments) {
  Random random(11);
  double sum = 0, square = 0, fourth = 0;
  constexpr int n = 200000;
  for (int i = 0; i < n; ++i) {
    const double x = random.normal();
    sum += x;
    square += x * x;
    fourth += x * x * x * x;
  }
  EXPECT_NEAR(sum / n, 0, 5 / std::sqrt(n));
  EXPECT_NEAR(square / n, 1, 5 * std::sqrt(2.0 / n));
  EXPECT_NEAR(fourth / n, 3, 5 * std::sqrt(96.0 / n));
}

TEST(Random, NormalQuantileInvertsTheDistribution) {
  for (double x = -8; x < 5; x += 0.0625) {
    const double p = 0.5 * std::erfc(-x / std::sqrt(2.0));
    EXPECT_NEAR(normalQuantile(p), x, 1e-13 * std::max(1.0, std::exp(x * x / 2) * (x > 0 ? 1e-2 : 0)));
  }
  EXPECT_EQ(normalQuantile(0.5), 0.0);
  EXPECT_NEAR(normalQuantile(0.975), 1.959963984540054, 1e-15);
  EXPECT_NEAR(normalQuantile(1e-300), -37.0471, 1e-4);
}

TEST(Random, ShufflesAndDraws) {
  Random random(8);
  std::vector<int> cards(52);
  std::iota(cards.begin(), cards.end(), 0);
  random.shuffle(cards);
  EXPECT_FALSE(std::is_sorted(cards.begin(), cards.end()));
  EXPECT_EQ(std::set<int>(cards.begin(), cards.end()).size(), 52U);

  const auto drawn = random.sampleWithoutReplacement(1000000, 500);
  EXPECT_EQ(std::set<std::size_t>(drawn.begin(), drawn.end()).size(), 500U);
  EXPECT_LT(*std::max_element(drawn.begin(), drawn.end()), 1000000U);
  const auto all = random.sampleWithoutReplacement(20, 20);
  EXPECT_EQ(std::set<std::size_t>(all.begin(), all.end()).size(), 20U);
  EXPECT_THROW(random.sampleWithoutReplacement(3, 4), BadCall);
}

}  // namespace
}  // namespace gradarium::base
