// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/objective.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"

namespace gradarium::optim {
namespace {

constexpr Surface bank[] = {Surface::Ravine,         Surface::Rosenbrock,  Surface::Saddle,
                            Surface::Beale,          Surface::Himmelblau,  Surface::Rastrigin,
                            Surface::NoisyQuadratic, Surface::MovingValley};

TEST(Objective, KnownValues) {
  EXPECT_DOUBLE_EQ(Objective(Surface::Rosenbrock).value({-1.2, 1}), 24.2);
  EXPECT_DOUBLE_EQ(Objective(Surface::Ravine, 100).value({10, 1}), 100);
  EXPECT_DOUBLE_EQ(Objective(Surface::Himmelblau).value({0, 0}), 170);
  EXPECT_DOUBLE_EQ(Objective(Surface::Beale).value({0, 0}), 14.203125);
  EXPECT_NEAR(Objective(Surface::Rastrigin).value({0.5, 0.5}), 40.5, 1e-12);
}

TEST(Objective, MinimaAreMinima) {
  for (const Surface surface : bank)
    for (const double time : {0.0, 37.0}) {
      const Objective f(surface, 50);
      ASSERT_FALSE(f.minima(time).empty());
      for (const Place& at : f.minima(time)) {
        const Jet jet = f.jet(at, time);
        EXPECT_NEAR(jet.value, f.least(), 1e-9) << name(surface);
        EXPECT_NEAR(std::hypot(jet.x, jet.y), 0, 1e-9) << name(surface);
        EXPECT_GT(curvatures(jet)[1], 0) << name(surface);
      }
    }
}

TEST(Objective, GradientsAndHessiansAgreeWithFiniteDifferences) {
  for (const Surface surface : bank) {
    const Objective f(surface, 30);
    for (const Place at : {f.start(), Place{0.3, -0.6}, Place{-1.7, 0.9}}) {
      const double time = 11, h = 1e-4;
      const Jet jet = f.jet(at, time);
      const auto v = [&](double i, double j) { return f.value({at.x + i * h, at.y + j * h}, time); };
      const double scale = 1 + std::abs(jet.value) + std::abs(jet.xx) + std::abs(jet.yy);
      EXPECT_EQ(jet.value, v(0, 0)) << name(surface);
      EXPECT_NEAR(jet.x, (v(1, 0) - v(-1, 0)) / (2 * h), 1e-6 * scale) << name(surface);
      EXPECT_NEAR(jet.y, (v(0, 1) - v(0, -1)) / (2 * h), 1e-6 * scale) << name(surface);
      EXPECT_NEAR(jet.xx, (v(1, 0) - 2 * v(0, 0) + v(-1, 0)) / (h * h), 2e-6 * scale) << name(surface);
      EXPECT_NEAR(jet.yy, (v(0, 1) - 2 * v(0, 0) + v(0, -1)) / (h * h), 2e-6 * scale) << name(surface);
      EXPECT_NEAR(jet.xy, (v(1, 1) - v(1, -1) - v(-1, 1) + v(-1, -1)) / (4 * h * h), 2e-6 * scale)
          << name(surface);
    }
  }
}

TEST(Objective, CurvaturesAreEigenvalues) {
  const auto [large, small] = curvatures({0, 0, 0, 4, 3, -4});
  EXPECT_DOUBLE_EQ(large, 5);
  EXPECT_DOUBLE_EQ(small, -5);
  // The valley's turn changes its axes and not its curvatures.
  const auto valley = curvatures(Objective(Surface::MovingValley, 25).jet({1, 1}, 3));
  EXPECT_NEAR(valley[0], 25, 1e-12);
  EXPECT_NEAR(valley[1], 1, 1e-12);
}

TEST(Objective, AGridHoldsTheValuesOfItsCells) {
  for (const Objective& f :
       {Objective(Surface::Beale), Objective(Expression("x^2 + sin(y)"), {-2, 1, 0, 5})}) {
    const Window w = f.window();
    const auto grid = f.grid(256, 256, w);
    ASSERT_EQ(grid.size(), 65536u);
    for (const std::size_t i : {0u, 77u, 255u})
      for (const std::size_t j : {0u, 130u, 255u}) {
        const Place at{w.x0 + (double(j) + 0.5) / 256 * (w.x1 - w.x0),
                       w.y0 + (double(i) + 0.5) / 256 * (w.y1 - w.y0)};
        EXPECT_FLOAT_EQ(grid[i * 256 + j], float(f.value(at)));
      }
  }
}

TEST(Objective, RefusesWhatIsNoSurface) {
  EXPECT_THROW(Objective(Surface::Ravine, 0.5), base::BadCall);
  EXPECT_THROW(Objective(Surface::Own, 2), base::BadCall);
  EXPECT_THROW(Objective(Expression("x"), {1, 1, 0, 2}), base::BadCall);
}

TEST(GradientNoise, IsTheSameForAllWhoRace) {
  const GradientNoise noise(7, 0.5, {0, 0}), again(7, 0.5, {0, 0}), other(8, 0.5, {0, 0});
  EXPECT_EQ(noise.at(3), again.at(3));
  EXPECT_FALSE(noise.at(3) == noise.at(4));
  EXPECT_FALSE(noise.at(3) == other.at(3));
  EXPECT_EQ(GradientNoise(7, 0, {0, 0}).at(3), (Place{0, 0}));
  const GradientNoise both(1, 3, Objective(Surface::NoisyQuadratic, 40).ownNoise());  // 0.1 and 4, beside 3
  double xx = 0, yy = 0, x = 0;
  constexpr int n = 20000;
  for (int t = 0; t < n; ++t) {
    const Place p = both.at(std::uint64_t(t));
    x += p.x, xx += p.x * p.x, yy += p.y * p.y;
  }
  EXPECT_NEAR(x / n, 0, 0.08);
  EXPECT_NEAR(xx / n, 9.01, 0.3);
  EXPECT_NEAR(yy / n, 25, 0.8);
}

}  // namespace
}  // namespace gradarium::optim
