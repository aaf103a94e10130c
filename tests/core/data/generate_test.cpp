// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/generate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"

namespace gradarium::data {
namespace {

TEST(Generate, RingsHaveTheirRadii) {
  const Dataset set = circles(200, 0.0, 0.3, base::Random(1));
  for (std::size_t i = 0; i < set.rows; ++i) {
    EXPECT_NEAR(std::hypot(set.row(i)[0], set.row(i)[1]), set.target[i] == 0 ? 1.0 : 0.3, 1e-12);
  }
}

TEST(Generate, MoonsLieOnTheirArcs) {
  const Dataset set = moons(101, 0.0, base::Random(1));
  EXPECT_EQ(set.rows, 101U);
  for (std::size_t i = 0; i < set.rows; ++i) {
    const double x = set.row(i)[0] - (set.target[i] == 0 ? 0 : 1),
                 y = set.row(i)[1] - (set.target[i] == 0 ? 0 : 0.5);
    EXPECT_NEAR(std::hypot(x, y), 1.0, 1e-12);
    EXPECT_TRUE(set.target[i] == 0 ? y > -1e-12 : y < 1e-12);
  }
}

TEST(Generate, TheRollKeepsItsRadiusToAngle) {
  const Dataset set = swissRoll(100, 0.0, base::Random(1));
  for (std::size_t i = 0; i < set.rows; ++i) {
    const double angle = std::hypot(set.row(i)[0], set.row(i)[2]);
    EXPECT_NEAR(set.row(i)[0], angle * std::cos(angle), 1e-9);
  }
  EXPECT_TRUE(set.target.empty());
}

TEST(Generate, BlobsKeepTheirSpread) {
  const Dataset set = blobs({.rows = 30000, .columns = 3, .centres = 2, .spread = 0.5}, base::Random(4));
  for (int blob = 0; blob < 2; ++blob) {
    for (std::size_t f = 0; f < 3; ++f) {
      double sum = 0, square = 0, count = 0;
      for (std::size_t i = 0; i < set.rows; ++i) {
        if (set.target[i] != blob) continue;
        sum += set.row(i)[f];
        square += set.row(i)[f] * set.row(i)[f];
        ++count;
      }
      EXPECT_EQ(count, 15000);
      EXPECT_NEAR(std::sqrt(square / count - sum / count * sum / count), 0.5, 0.02);
    }
  }
}

TEST(Generate, RowsComeInRandomOrder) {
  const Dataset set = spirals(300, 3, 1, 0.0, base::Random(2));
  int changes = 0;
  for (std::size_t i = 1; i < set.rows; ++i) changes += set.target[i] != set.target[i - 1] ? 1 : 0;
  EXPECT_GT(changes, 150);
  EXPECT_LT(changes, 250);
}

TEST(Generate, NonsenseIsRefused) {
  EXPECT_THROW(blobs({.rows = 0}, base::Random(1)), base::BadCall);
  EXPECT_THROW(blobs({.centres = 0}, base::Random(1)), base::BadCall);
  EXPECT_THROW(spirals(10, 0, 1, 0, base::Random(1)), base::BadCall);
  EXPECT_THROW(uniform(10, 0, base::Random(1)), base::BadCall);
  EXPECT_EQ(moons(1, 0.1, base::Random(1)).rows, 1U);
  EXPECT_EQ(circles(1, 0.1, 0.5, base::Random(1)).rows, 1U);
}

}  // namespace
}  // namespace gradarium::data
