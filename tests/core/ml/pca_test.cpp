// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/decomposition/pca.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "tests/core/ml/reference.h"

namespace gradarium::ml {
namespace {

using testing::normalSamples;
using testing::reference;
using testing::samplesOf;
using Numbers = std::vector<double>;

/// Fewer samples than features: as in the fixture's script.
Samples wide() {
  Numbers values;
  for (int i = 0; i < 7; ++i)
    for (int j = 0; j < 20; ++j) values.push_back(std::sin(1.0 + 3 * i + 0.7 * j * (i + 1)) + 0.1 * j);
  return {std::move(values), 20};
}

TEST(Pca, IsScikitLearns) {
  const auto cases = reference("decomposition/pca.json").at("cases");
  ASSERT_EQ(cases.size(), 4U);
  for (const auto& item : cases) {
    const auto name = item.at("data").get<std::string>();
    SCOPED_TRACE(name);
    const Samples samples = name == "wide" ? wide() : samplesOf(name);
    const auto axes = item.at("axes").get<std::vector<Numbers>>();
    const auto variances = item.at("variances").get<Numbers>(), shares = item.at("shares").get<Numbers>();
    const auto pca = principalComponents(samples, axes.size());
    ASSERT_EQ(pca.count(), axes.size());
    const auto mean = item.at("mean").get<Numbers>();
    for (std::size_t j = 0; j < mean.size(); ++j)
      EXPECT_NEAR(pca.mean[j], mean[j], 1e-10 * (1 + std::abs(mean[j])));
    for (std::size_t c = 0; c < axes.size(); ++c) {
      EXPECT_NEAR(pca.variances[c], variances[c], 1e-10 * variances[0]);
      EXPECT_NEAR(pca.share(c), shares[c], 1e-10);
      for (std::size_t j = 0; j < mean.size(); ++j)
        EXPECT_NEAR(pca.axis(c)[j], axes[c][j], 1e-8) << c << ", " << j;
    }
    const auto places = item.at("places").get<std::vector<Numbers>>();
    for (std::size_t i = 0; i < places.size() && i < samples.rows(); ++i)
      for (std::size_t c = 0; c < axes.size(); ++c)
        EXPECT_NEAR(pca.project(samples.row(i), c), places[i][c], 1e-8 * std::sqrt(variances[0]));
  }
}

TEST(Pca, KeepsDistancesWhereAllComponentsStay) {
  const Samples samples = normalSamples(40, 6, 3);
  const auto pca = principalComponents(samples, 100);
  ASSERT_EQ(pca.count(), 6U);
  double shares = 0;
  for (std::size_t c = 0; c < 6; ++c) shares += pca.share(c);
  EXPECT_NEAR(shares, 1, 1e-12);
  for (std::size_t i = 1; i < 40; ++i) {
    double there = 0, here = 0;
    for (std::size_t c = 0; c < 6; ++c) {
      there += std::pow(samples.row(i)[c] - samples.row(0)[c], 2);
      here += std::pow(pca.project(samples.row(i), c) - pca.project(samples.row(0), c), 2);
    }
    EXPECT_NEAR(here, there, 1e-10 * there);
  }
}

TEST(Pca, WideAndNarrowAgreeAndThreadsChangeNothing) {
  // Columns of zeros change nothing but the side from which the problem is solved.
  const Samples narrow = normalSamples(30, 20, 5);
  Numbers padded;
  for (std::size_t i = 0; i < 30; ++i) {
    padded.insert(padded.end(), narrow.row(i).begin(), narrow.row(i).end());
    padded.resize(padded.size() + 25);
  }
  const auto a = principalComponents(narrow, 4), b = principalComponents(Samples(padded, 45), 4);
  for (std::size_t c = 0; c < 4; ++c) {
    EXPECT_NEAR(a.variances[c], b.variances[c], 1e-12);
    for (std::size_t i = 0; i < 30; ++i)
      EXPECT_NEAR(a.project(narrow.row(i), c), b.project(std::span(padded).subspan(i * 45, 45), c), 1e-10);
  }
  for (const int threads : {1, 3}) {
    base::Arena arena(threads);
    arena.run([&] { EXPECT_EQ(principalComponents(narrow, 4).axes, a.axes); });
  }
}

TEST(Pca, NothingVariesInNoDirection) {
  EXPECT_EQ(principalComponents(Samples({3, 4, 3, 4, 3, 4}, 2), 2).count(), 0U);
  EXPECT_EQ(principalComponents(Samples({3, 4}, 2), 2).count(), 0U);
  const auto line = principalComponents(Samples({1, -2, 2, -4, 4, -8}, 2), 2);
  ASSERT_EQ(line.count(), 1U);
  EXPECT_NEAR(line.share(0), 1, 1e-12);
  EXPECT_GT(line.axis(0)[1], 0) << "the largest entry is positive";
  EXPECT_THROW(principalComponents(Samples({1, std::nan("")}, 2), 1), base::Error);
}

}  // namespace
}  // namespace gradarium::ml
