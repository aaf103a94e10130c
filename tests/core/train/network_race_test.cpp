// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/network_race.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace gradarium::train {
namespace {

using optim::Method;

std::shared_ptr<const LabelledSet> digits(std::size_t rows) {
  const LabelledSet all = labelled(*data::load("digits"), 1.0F / 16);
  std::vector<std::size_t> first(rows);
  std::iota(first.begin(), first.end(), std::size_t{0});
  return std::make_shared<const LabelledSet>(all.some(first));
}

std::vector<optim::Settings> three() {
  return {optim::standard(Method::GradientDescent), optim::standard(Method::HeavyBall),
          optim::standard(Method::Adam)};
}

constexpr std::array<double, 3> rates{0.5, 0.1, 0.01};

TEST(NetworkRace, AllBeginAtTheSameWeights) {
  NetworkRace race(digits(100), three(), {.seed = 3});
  const auto start = flatWeights(race.network(0));
  EXPECT_EQ(start.size(), 64U * 32 + 32 + 32 * 10 + 10);
  EXPECT_EQ(flatWeights(race.network(2)), start);
  NetworkRace other(digits(100), three(), {.seed = 4});
  EXPECT_NE(flatWeights(other.network(0)), start);
}

// On all samples there is nothing to draw: the first steps are those of the formulas, by hand.
TEST(NetworkRace, FirstStepsAreThoseOfTheMethods) {
  const auto set = digits(50);
  NetworkRace race(set, three());
  const auto start = flatWeights(race.network(0));
  base::Random unused;
  nn::Mlp by_hand("by hand", std::array<std::size_t, 3>{64, 32, 10}, autograd::Unary::Relu, unused);
  setWeights(by_hand, start);
  const double loss = lossWithGradient(by_hand, *set);
  std::vector<float> g;
  for (const nn::Parameter* parameter : by_hand.parameters()) {
    const auto values = std::as_const(parameter->gradient).values();
    g.insert(g.end(), values.begin(), values.end());
  }
  race.step(0, rates);
  EXPECT_FLOAT_EQ(static_cast<float>(race.batchLoss(0)), static_cast<float>(loss));
  EXPECT_NEAR(loss, scores(by_hand, *set).loss, 1e-6);
  const auto plain = flatWeights(race.network(0)), heavy = flatWeights(race.network(1)),
             adam = flatWeights(race.network(2));
  for (std::size_t i = 0; i < start.size(); ++i) {
    EXPECT_NEAR(plain[i], start[i] - 0.5F * g[i], 1e-6F);
    EXPECT_NEAR(heavy[i], start[i] - 0.1F * g[i], 1e-6F);
    const float step = 0.01F * g[i] / (std::abs(g[i]) + 1e-8F);
    EXPECT_NEAR(adam[i], start[i] - step, 1e-5F);
  }
}

// An epoch of batches sees every sample once: with a rate of 0 its mean loss is that of the whole set.
TEST(NetworkRace, AnEpochSeesEverySampleOnce) {
  const auto set = digits(120);
  NetworkRace race(set, {optim::standard(Method::GradientDescent)}, {.seed = 8});
  const double whole = scores(race.network(0), *set).loss;
  for (int epoch = 0; epoch < 2; ++epoch) {
    double mean = 0;
    for (int i = 0; i < 5; ++i) {
      race.step(24, std::array{0.0});
      mean += race.batchLoss(0) / 5;
    }
    EXPECT_NEAR(mean, whole, 1e-5);
  }
}

TEST(NetworkRace, LearnsDigits) {
  const auto set = digits(600);
  NetworkRace race(set, three(), {.seed = 1});
  const double before = scores(race.network(2), *set).loss;
  EXPECT_NEAR(before, std::log(10.0), 0.2);
  for (int i = 0; i < 100; ++i) race.step(64, rates);
  for (std::size_t i = 0; i < race.size(); ++i) EXPECT_GT(scores(race.network(i), *set).accuracy, 0.9) << i;
}

TEST(NetworkRace, IsTheSameForAnyThreadsAndAfterGoingBack) {
  const auto set = digits(200);
  std::vector<float> first;
  for (const int threads : {1, 3}) {
    base::Arena arena(threads);
    arena.run([&] {
      NetworkRace race(set, three(), {.seed = 2});
      for (int i = 0; i < 7; ++i) race.step(48, rates);
      const auto state = race.save();
      EXPECT_EQ(race.savedBytes(), 2410U * 4 * (1 + 2 + 3));
      for (int i = 0; i < 9; ++i) race.step(48, rates);
      const auto end = flatWeights(race.network(2));
      race.restore(*state);
      EXPECT_EQ(race.steps(), 7U);
      for (int i = 0; i < 9; ++i) race.step(48, rates);
      EXPECT_EQ(flatWeights(race.network(2)), end);
      if (first.empty()) first = end;
      EXPECT_EQ(end, first);
    });
  }
}

TEST(NetworkRace, WhoIsLostKeepsTheLastFiniteWeights) {
  const auto set = digits(100);
  NetworkRace race(set, {optim::standard(Method::GradientDescent), optim::standard(Method::Adam)},
                   {.seed = 2});
  for (int i = 0; i < 30; ++i) race.step(0, std::array{1e30, 0.01});
  ASSERT_TRUE(race.lostAt(0));
  EXPECT_FALSE(race.lostAt(1));
  for (const float w : flatWeights(race.network(0))) EXPECT_TRUE(std::isfinite(w));
  EXPECT_THROW(race.step(0, rates), base::BadCall);
}

}  // namespace
}  // namespace gradarium::train
