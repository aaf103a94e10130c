// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/metrics/partition.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "tests/core/ml/reference.h"

namespace gradarium::ml {
namespace {

using Labels = std::vector<int>;

TEST(Partition, ScoresAreScikitLearns) {
  const auto all = testing::reference("cluster/kmeans.json");
  ASSERT_EQ(all.at("scores").size(), 4U);
  for (const auto& item : all.at("scores")) {
    const Samples samples = testing::samplesOf(item.at("data").get<std::string>());
    const auto labels = item.at("labels").get<Labels>(), truth = item.at("truth").get<Labels>();
    EXPECT_NEAR(silhouette(samples, labels), item.at("silhouette").get<double>(), 1e-12);
    const auto each = silhouettes(samples, labels);
    for (std::size_t i = 0; i < each.size(); ++i) {
      EXPECT_NEAR(each[i], item.at("silhouettes").at(i).get<double>(), 1e-7);
    }
    // Distances by |a|^2 - 2ab + |b|^2 over there: fewer digits.
    EXPECT_NEAR(daviesBouldin(samples, labels) / item.at("davies_bouldin").get<double>(), 1, 1e-9);
    EXPECT_NEAR(calinskiHarabasz(samples, labels) / item.at("calinski_harabasz").get<double>(), 1, 1e-11);
    EXPECT_NEAR(adjustedRand(truth, labels), item.at("adjusted_rand").get<double>(), 1e-13);
    EXPECT_NEAR(normalisedMutualInformation(truth, labels), item.at("nmi").get<double>(), 1e-13);
    EXPECT_EQ(adjustedRand(truth, labels), adjustedRand(labels, truth));
  }
}

TEST(Partition, AgreementIgnoresTheNumbers) {
  EXPECT_EQ(adjustedRand(Labels{0, 0, 1, 1}, Labels{7, 7, 3, 3}), 1.0);
  EXPECT_NEAR(normalisedMutualInformation(Labels{0, 0, 1, 1}, Labels{7, 7, 3, 3}), 1.0, 1e-15);
  EXPECT_NEAR(adjustedRand(Labels{0, 0, 1, 1}, Labels{0, 1, 0, 1}), -0.5, 1e-15);
  EXPECT_EQ(normalisedMutualInformation(Labels{0, 0, 1, 1}, Labels{0, 1, 0, 1}), 0.0);
  EXPECT_EQ(adjustedRand(Labels{1, 1}, Labels{2, 2}), 1.0);
  EXPECT_EQ(normalisedMutualInformation(Labels{1, 1}, Labels{2, 2}), 1.0);
  EXPECT_EQ(adjustedRand(Labels{}, Labels{}), 1.0);
}

TEST(Partition, InertiaByHand) {
  EXPECT_EQ(inertia(Samples({0, 1, 10}, 1), Labels{0, 0, 1}, std::vector<double>{0, 8}), 5.0);
}

TEST(Partition, RefusesWhatHasNoScore) {
  const Samples three({0, 1, 5}, 1);
  EXPECT_THROW(silhouette(three, Labels{0, 0, 0}), base::Error);
  EXPECT_THROW(silhouette(three, Labels{0, 1, 2}), base::Error);
  EXPECT_THROW(silhouette(three, Labels{0, 1}), base::BadCall);
  EXPECT_THROW(daviesBouldin(three, Labels{0, -1, 0}), base::BadCall);
  EXPECT_THROW(calinskiHarabasz(three, Labels{0, 0, 0}), base::Error);
  EXPECT_THROW(adjustedRand(Labels{0}, Labels{0, 1}), base::BadCall);
  EXPECT_THROW(inertia(three, Labels{0, 0, 1}, std::vector<double>{0}), base::BadCall);
  EXPECT_EQ(silhouettes(three, Labels{0, 0, 1})[2], 0.0);
}

}  // namespace
}  // namespace gradarium::ml
