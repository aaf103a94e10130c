// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/head_habits.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace gradarium::lm {
namespace {

const std::vector<std::int32_t> ids = {1, 2, 3, 1, 2, 3};

/// One head that gives all weight of token t to token at(t).
template <class At>
nn::Tensor pointing(At at) {
  nn::Tensor weights({1, 6, 6}, 0.0F);
  for (std::size_t t = 0; t < 6; ++t) weights.data()[t * 6 + at(t)] = 1;
  return weights;
}

TEST(HeadHabits, NameWhatAPureHeadDoes) {
  const auto named = [](const nn::Tensor& weights) { return inWords(habitsOf(weights, 0, ids)); };
  EXPECT_EQ(named(pointing([](std::size_t t) { return t; })), "100 % on the token itself");
  EXPECT_EQ(named(pointing([](std::size_t t) { return t > 0 ? t - 1 : 0; })), "100 % on the token just before");
  EXPECT_EQ(named(pointing([](std::size_t) { return std::size_t{0}; })), "100 % on the first token");
  EXPECT_EQ(named(pointing([](std::size_t t) { return t >= 3 ? t - 3 : 0; })), "100 % on the same token, earlier");
  EXPECT_EQ(named(pointing([](std::size_t t) { return t >= 3 ? t - 2 : 0; })), "100 % on what followed the same token");
  EXPECT_EQ(named(nn::Tensor({1, 6, 6}, 0.0F)), "looks nowhere");
}

TEST(HeadHabits, OfAnEvenHeadAreChance) {
  nn::Tensor even({1, 6, 6}, 0.0F);
  for (std::size_t t = 0; t < 6; ++t)
    for (std::size_t s = 0; s <= t; ++s) even.data()[t * 6 + s] = 1.0F / static_cast<float>(t + 1);
  const HeadHabits habits = habitsOf(even, 0, ids);
  EXPECT_NEAR(habits.itself, 1.45 / 5, 1e-6);
  EXPECT_NEAR(habits.previous, 1.45 / 5, 1e-6);
  EXPECT_NEAR(habits.first, 0.95 / 4, 1e-6);
  EXPECT_NEAR(habits.same, (1.0 / 4 + 1.0 / 5 + 1.0 / 6) / 3, 1e-6);
  EXPECT_NEAR(habits.reach, std::pow(720.0, 1.0 / 6), 1e-5);  // the mean of ln 1 .. ln 6
  EXPECT_EQ(strongest(habits).kind, NamedHabit::Kind::None);
  EXPECT_EQ(inWords(habits), "spread over about 3 tokens");
}

TEST(HeadHabits, HaveNoShareWhereNothingComesTwice) {
  const std::vector<std::int32_t> once = {1, 2};
  nn::Tensor weights({1, 2, 2}, 0.5F);
  const HeadHabits habits = habitsOf(weights, 0, once);
  EXPECT_TRUE(std::isnan(habits.same));
  EXPECT_TRUE(std::isnan(habits.followed));
  EXPECT_TRUE(std::isnan(habits.first));
  EXPECT_EQ(inWords(habits), "50 % on the token just before");
}

}  // namespace
}  // namespace gradarium::lm
