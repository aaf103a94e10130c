// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/preprocessing/scaler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/ml/neighbours/nearest_vote.h"
#include "tests/core/ml/reference.h"

namespace gradarium::ml {
namespace {

using testing::reference;
using testing::samplesOf;

Samples rows(const std::vector<std::vector<double>>& of) { return samplesOf(of); }

ScalerKind kindOf(const std::string& word) {
  for (const auto kind : {ScalerKind::MinMax, ScalerKind::Standard, ScalerKind::Robust, ScalerKind::Log,
                          ScalerKind::Quantile, ScalerKind::UnitLength})
    if (name(kind) == word) return kind;
  return ScalerKind::None;
}

TEST(Scaler, IsScikitLearns) {
  const Samples wine = samplesOf("wine");
  const auto classes = data::load("wine")->target;
  std::vector<std::size_t> training, asked;
  for (std::size_t i = 0; i < 178; ++i) (i < 100 ? training : asked).push_back(i * 7 % 178);
  const auto cases = reference("preprocessing/scalers.json").at("cases");
  ASSERT_EQ(cases.size(), 7U);
  for (const auto& item : cases) {
    const ScalerKind kind = kindOf(item.at("name").get<std::string>());
    SCOPED_TRACE(name(kind));
    const Samples scaled = Scaler(kind, wine, training).apply(wine);
    for (const auto& [row, numbers] : item.at("rows").items()) {
      const auto at = static_cast<std::size_t>(std::stoi(row));
      for (std::size_t j = 0; j < 13; ++j)
        EXPECT_NEAR(scaled.row(at)[j], numbers[j].get<double>(),
                    1e-9 * (1 + std::abs(numbers[j].get<double>())));
    }
    EXPECT_EQ(nearestVote(scaled, classes, training, asked, 5), item.at("votes").get<std::vector<int>>());
    const double condition = item.at("condition").get<double>();
    EXPECT_NEAR(centredConditionNumber(Scaler(kind, wine).apply(wine)), condition, 1e-6 * condition);
  }
}

TEST(Scaler, ConditionOfCentredWine) {
  const Samples wine = samplesOf("wine");
  EXPECT_NEAR(centredConditionNumber(wine), 3477.40, 5e-3);
  EXPECT_NEAR(centredConditionNumber(Scaler(ScalerKind::Standard, wine).apply(wine)), 6.74691, 5e-6);
}

TEST(Scaler, WhatNeverChangesStaysFinite) {
  const Samples flat = rows({{0.1, 0, 5}, {0.1, 0, 6}, {0.1, 0, 7}});
  for (const auto kind : {ScalerKind::MinMax, ScalerKind::Standard, ScalerKind::Robust, ScalerKind::Log,
                          ScalerKind::Quantile, ScalerKind::UnitLength}) {
    const Samples scaled = Scaler(kind, flat).apply(flat);
    for (const double value : scaled.values()) EXPECT_TRUE(std::isfinite(value)) << name(kind);
  }
  const Samples nothing = rows({{0, 0}}), scaled = Scaler(ScalerKind::UnitLength, nothing).apply(nothing);
  for (const double value : scaled.values()) EXPECT_EQ(value, 0);
  EXPECT_EQ(centredConditionNumber(flat), INFINITY);
  EXPECT_THROW(Scaler(ScalerKind::MinMax, rows({{1, NAN}})), base::Error);
}

TEST(Scaler, LearnsFromItsRowsAlone) {
  const Samples samples = rows({{0}, {2}, {1000}});
  const std::vector<std::size_t> first{0, 1};
  const Samples scaled = Scaler(ScalerKind::MinMax, samples, first).apply(samples);
  EXPECT_EQ(scaled.row(1)[0], 1);
  EXPECT_EQ(scaled.row(2)[0], 500);
}

TEST(NearestVote, TiesGoToTheSmallerClassAndTheEarlierRow) {
  const Samples samples = rows({{1}, {-1}, {0}});
  const std::vector<int> classes{1, 0, 0};
  const std::vector<std::size_t> training{0, 1}, asked{2};
  EXPECT_EQ(nearestVote(samples, classes, training, asked, 1), std::vector<int>{1});
  EXPECT_EQ(nearestVote(samples, classes, training, asked, 2), std::vector<int>{0});
  EXPECT_THROW(nearestVote(samples, classes, training, asked, 3), base::BadCall);
}

}  // namespace
}  // namespace gradarium::ml
