// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/race.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/optim/decay_map.h"

namespace gradarium::optim {
namespace {

Settings with(Method method, double rate) {
  Settings s = standard(method);
  s.learningRate = rate;
  return s;
}

TEST(Race, ThePagesRavine) {
  Settings heavy = with(Method::HeavyBall, 4.0 / 121);
  heavy.momentum = 81.0 / 121;
  Race race(Objective(Surface::Ravine, 100), {10, 1}, {with(Method::GradientDescent, 2.0 / 101), heavy});
  for (int i = 0; i < 400; ++i) race.step();
  EXPECT_EQ(race.arrivedAt(0), 346u);
  EXPECT_EQ(race.arrivedAt(1), 56u);
  EXPECT_FALSE(race.lost(0));
}

TEST(Race, WhoIsLostStandsStill) {
  Race race(Objective(Surface::Ravine, 100), {10, 1},
            {with(Method::GradientDescent, 0.0201), with(Method::GradientDescent, 1)});
  for (int i = 0; i < 50; ++i) race.step();
  ASSERT_TRUE(race.lostAt(1));
  EXPECT_LT(*race.lostAt(1), 8u);
  EXPECT_TRUE(std::isfinite(race.at(1).y + race.height(1)));
  EXPECT_FALSE(race.lost(0));  // it diverges too, but slowly
  EXPECT_GT(std::abs(race.at(0).y), 1);
  EXPECT_FALSE(race.arrivedAt(0));
}

TEST(Race, AllSeeTheSameNoiseAndRareFeatures) {
  const std::vector<Settings> twins(2, with(Method::AdaGrad, 0.1));
  Race race(Objective(Surface::Ravine, 1), {1, 1}, twins, {.noise = 0.5, .seed = 3, .rare = 10});
  int seen = 0;
  for (int i = 0; i < 1000; ++i) {
    race.step();
    seen += race.sawY();
    ASSERT_EQ(race.at(0), race.at(1));
    EXPECT_EQ(race.seen(0).y != 0, race.sawY());
  }
  EXPECT_NEAR(seen, 100, 30);
  // AdaGrad's rate is η/√G: the rare coordinate keeps steps about √10 times as long.
  std::vector<double> rates(2);
  race.optimizer(0).rates(0, rates);
  EXPECT_NEAR(rates[1] / rates[0], std::sqrt(10), 0.8);
}

TEST(Race, RefusesAStartWithoutAValue) {
  EXPECT_THROW(Race(Objective(Expression("log(x)")), {-1, 0}, {}), base::BadCall);
  EXPECT_THROW(Race(Objective(Surface::Saddle), {0, 0}, {}, {.rare = 0}), base::BadCall);
}

/// Column of the least error for each rate between the extremes, which are too slow or too wild for any
/// decay.
std::vector<std::size_t> bestDecays(Method method, std::uint64_t seed) {
  DecayMapOptions options;
  options.seed = seed;
  const auto map = decayMap(standard(method), options);
  std::vector<std::size_t> best;
  for (std::size_t row = 2; row < options.rates; ++row) {
    const auto begin = map.begin() + std::ptrdiff_t(row * options.decays);
    best.push_back(std::size_t(std::min_element(begin, begin + std::ptrdiff_t(options.decays)) - begin));
  }
  return best;
}

// The map's one message, in numbers: over two decades of rates the best decay of AdamW keeps to its place,
// and that of Adam with L2 wanders off.
TEST(DecayMap, DecouplingMakesTheBestDecayIndependentOfTheRate) {
  for (const std::uint64_t seed : {0u, 1u, 2u}) {
    const auto adam = bestDecays(Method::Adam, seed), adamw = bestDecays(Method::AdamW, seed);
    const auto spread = [](const std::vector<std::size_t>& v) {
      const auto [low, high] = std::minmax_element(v.begin(), v.end());
      return *high - *low;
    };
    EXPECT_LE(spread(adamw), 2u) << seed;
    EXPECT_GE(spread(adam), 4u) << seed;
  }
}

TEST(DecayMap, IsTheSameForAnyThreads) {
  DecayMapOptions options;
  options.steps = 20;
  std::vector<std::vector<double>> maps;
  for (const int threads : {1, 3}) {
    base::Arena arena(threads);
    arena.run([&] { maps.push_back(decayMap(standard(Method::AdamW), options)); });
  }
  EXPECT_EQ(maps[0], maps[1]);
  EXPECT_EQ(maps[0].size(), 144u);
  EXPECT_NEAR(options.rate(0), 3e-3, 1e-15);
  EXPECT_NEAR(options.decay(11), 30, 1e-12);
}

TEST(DecayMap, StopsWhenAsked) {
  base::StopFlag stop;
  stop.request();
  EXPECT_TRUE(decayMap(standard(Method::Adam), {}, &stop).empty());
}

}  // namespace
}  // namespace gradarium::optim
