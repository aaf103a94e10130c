// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>

#include "core/base/error.h"
#include "core/ml/features/feature_map.h"
#include "core/ml/features/scaling.h"
#include "core/ml/features/target_encoding.h"
#include "core/ml/model_selection/resampling.h"
#include "tests/core/ml/reference.h"

namespace gradarium::ml {
namespace {

using Numbers = std::vector<double>;
using Words = std::vector<std::string>;

TEST(Scaling, GivesMeanZeroAndDeviationOneAndBack) {
  const Samples x({1, 5, 2, 5, 6, 5}, 2);
  const Scaling scaling = standardScaling(x);
  EXPECT_EQ(scaling.means, (Numbers{3, 5}));
  EXPECT_NEAR(scaling.deviations[0], std::sqrt(14.0 / 3), 1e-15);
  EXPECT_EQ(scaling.deviations[1], 1) << "a constant stays one";
  const Samples z = scaling.apply(x);
  EXPECT_EQ(z.row(0)[1], 0);
  const Numbers raw = scaling.unscaled(2, Numbers{3, 4});
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(raw[0] + raw[1] * x.row(i)[0] + raw[2] * x.row(i)[1], 2 + 3 * z.row(i)[0] + 4 * z.row(i)[1],
                1e-12);
}

TEST(FeatureMap, MakesTheColumnsThatItNames) {
  const Samples x({1, 2, 3, 5}, 1);
  const FeatureMap map(x, Words{"x"}, {.degree = 2, .knots = 1, .harmonics = 1, .bins = 2, .logs = true});
  EXPECT_EQ(map.names(), (Words{"x", "x²", "(x − 2.5)₊²", "sin ωx", "cos ωx", "x ≥ 2.5", "log x"}));
  const Numbers row{3};
  EXPECT_EQ(map.value(1, row), 9);
  EXPECT_EQ(map.value(2, row), 0.25);
  EXPECT_NEAR(map.value(3, row), 0, 1e-15);  // half a turn of 4
  EXPECT_NEAR(map.value(4, row), -1, 1e-15);
  EXPECT_EQ(map.value(5, row), 1);
  EXPECT_EQ(map.value(5, Numbers{2}), 0);
  EXPECT_EQ(map.value(6, row), std::log(3));
  EXPECT_EQ(map.arithmetic(1, row), "3^2");
  EXPECT_EQ(map.apply(x).columns(), 7U);
}

TEST(FeatureMap, KnowsNothingOfOtherSamples) {
  const FeatureMap map(Samples({0, 10}, 1), Words{"x"}, {.degree = 0, .knots = 1});
  EXPECT_EQ(map.names(), (Words{"(x − 5)₊"}));
  EXPECT_EQ(map.apply(Samples({100, -7}, 1)).values()[0], 95);
  EXPECT_EQ(map.apply(Samples({100, -7}, 1)).values()[1], 0);
}

TEST(FeatureMap, ProductsPowersAndConstantsOfTwoFeatures) {
  const Samples x({1, 4, 2, 4, 3, 4}, 2);
  const FeatureMap map(x, Words{"a", "long name"},
                       {.degree = 2, .interactions = true, .knots = 3, .bins = 4});
  // Quantiles that fall together are one knot; a constant has none.
  const Words& names = map.names();
  EXPECT_EQ(names.back(), "a · long name");
  EXPECT_NE(std::find(names.begin(), names.end(), "(long name)²"), names.end());
  const Samples features = map.apply(x);
  for (const double v : features.values()) EXPECT_TRUE(std::isfinite(v));
  EXPECT_THROW(FeatureMap(Samples(), {}, {}), base::Error);
}

TEST(TargetEncoder, IsAMeanDrawnToAllOthers) {
  const TargetEncoder plain(std::vector<int>{0, 0, 1}, Numbers{1, 3, 8}, 3);
  EXPECT_EQ(plain.value(0), 2);
  EXPECT_EQ(plain.value(1), 8);
  EXPECT_EQ(plain.value(2), 4) << "never seen: the mean of all";
  EXPECT_EQ(plain.value(-1), 4);
  const TargetEncoder smooth(std::vector<int>{0, 0, 1}, Numbers{1, 3, 8}, 2, 1);
  EXPECT_EQ(smooth.value(1), 6);
}

TEST(KFold, TestsEverySampleOnce) {
  const auto folds = kFold(23, 5, 7);
  std::multiset<std::size_t> tested;
  for (const Fold& fold : folds) {
    EXPECT_TRUE(fold.test.size() == 4 || fold.test.size() == 5);
    EXPECT_EQ(fold.train.size() + fold.test.size(), 23U);
    tested.insert(fold.test.begin(), fold.test.end());
    std::vector<std::size_t> both;
    std::set_intersection(fold.train.begin(), fold.train.end(), fold.test.begin(), fold.test.end(),
                          std::back_inserter(both));
    EXPECT_TRUE(both.empty());
  }
  EXPECT_EQ(tested.size(), 23U);
  EXPECT_EQ(std::set<std::size_t>(tested.begin(), tested.end()).size(), 23U);
  EXPECT_EQ(kFold(23, 5, 7)[0].test, folds[0].test);
  EXPECT_NE(kFold(23, 5, 8)[0].test, folds[0].test);
  EXPECT_THROW(kFold(3, 4, 0), base::BadCall);
  EXPECT_THROW(kFold(3, 1, 0), base::BadCall);
}

TEST(CrossValidation, IsMeanAndItsError) {
  const auto folds = kFold(8, 4, 1);
  const auto result = crossValidate(
      folds, [](const Fold& fold) { return fold.test[0] == 0 || fold.test[1] == 0 ? std::nan("") : 2.0; });
  EXPECT_EQ(result.scores.size(), 4U);
  EXPECT_EQ(result.mean, 2) << "what is not a number is left out";
  EXPECT_EQ(result.standardError, 0);
  const std::vector<Fold> three(3);
  std::size_t at = 0;
  std::vector<Fold> numbered(3);
  for (Fold& fold : numbered) fold.test = {at++};
  const auto spread =
      crossValidate(numbered, [](const Fold& fold) { return static_cast<double>(fold.test[0]); });
  EXPECT_EQ(spread.mean, 1);
  EXPECT_NEAR(spread.standardError, 1 / std::sqrt(3.0), 1e-15);
}

TEST(Bootstrap, DrawsWithReplacement) {
  base::Random random(3);
  const auto rows = bootstrapSample(1000, random);
  const std::set<std::size_t> different(rows.begin(), rows.end());
  EXPECT_NEAR(static_cast<double>(different.size()), 632, 40);
  EXPECT_EQ(rowsOf(Samples({1, 2, 3}, 1), std::vector<std::size_t>{2, 0, 2}).values()[0], 3);
}

}  // namespace
}  // namespace gradarium::ml
