// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/neighbours/kd_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/ml/distance.h"
#include "tests/core/ml/reference.h"

namespace gradarium::ml {
namespace {

std::vector<Neighbour> naive(const Samples& samples, std::span<const double> query) {
  std::vector<Neighbour> all;
  for (std::size_t i = 0; i < samples.rows(); ++i) {
    all.push_back({i, squaredDistance(query.data(), samples.row(i).data(), samples.columns())});
  }
  std::sort(all.begin(), all.end(), [](const Neighbour& a, const Neighbour& b) {
    return a.square < b.square || (a.square == b.square && a.index < b.index);
  });
  return all;
}

TEST(KdTree, FindsWhatAPlainSearchFinds) {
  for (const std::size_t d : {1U, 2U, 3U, 7U, 15U, 16U, 40U}) {
    base::Random random(d);
    std::vector<double> values(700 * d);
    // Half of them on a lattice: many equal distances and copies.
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = i % 2 == 0 ? random.normal() : std::round(2 * random.normal());
    const Samples samples(values, d);
    const KdTree tree(samples);
    for (std::size_t q = 0; q < 40; ++q) {
      std::vector<double> query(samples.row(q * 11).begin(), samples.row(q * 11).end());
      if (q % 2 == 0) query[0] += random.normal() * 5;
      const auto expected = naive(samples, query);
      const std::size_t k = 1 + q * 3;
      EXPECT_EQ(tree.nearest(query, k),
                std::vector<Neighbour>(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(k)));
      const double radius = std::sqrt(expected[q].square);
      std::vector<std::size_t> found, within;
      tree.within(query, radius, found);
      for (const auto& [index, square] : expected) {
        if (square <= radius * radius) within.push_back(index);
      }
      std::sort(found.begin(), found.end());
      std::sort(within.begin(), within.end());
      EXPECT_EQ(found, within);
      EXPECT_EQ(tree.count(query, radius), within.size());
      EXPECT_EQ(tree.count(query, radius, 3), std::min<std::size_t>(3, within.size()));
    }
  }
}

TEST(KdTree, EdgesOfUse) {
  const Samples samples(std::vector<double>(200, 4.0), 2);
  const KdTree tree(samples);
  EXPECT_EQ(tree.rows(), 100U);
  EXPECT_EQ(tree.nearest(samples.row(0), 5)[4], (Neighbour{4, 0.0}));
  EXPECT_EQ(tree.nearest(samples.row(0), 1000).size(), 100U);
  EXPECT_TRUE(tree.nearest(samples.row(0), 0).empty());
  EXPECT_EQ(tree.count(samples.row(0), 0), 100U);
  EXPECT_EQ(tree.count(samples.row(0), -1), 0U);
  EXPECT_EQ(tree.count(samples.row(0), std::nan("")), 0U);
  EXPECT_THROW((void)tree.nearest(std::vector<double>{1}, 1), base::BadCall);
  EXPECT_THROW(KdTree(Samples({1, std::nan("")}, 1)), base::Error);
}

}  // namespace
}  // namespace gradarium::ml
