// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/momentum_map.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/random.h"
#include "core/optim/optimizer.h"

namespace gradarium::optim {
namespace {

constexpr Momentum kinds[] = {Momentum::HeavyBall, Momentum::Nesterov};

/// The optimizer itself on λw²/2.
struct Quadratic {
  Quadratic(Momentum kind, double rate, double momentum, double curvature) : lambda(curvature) {
    Settings s = standard(kind == Momentum::HeavyBall ? Method::HeavyBall : Method::Nesterov);
    s.learningRate = rate;
    s.momentum = momentum;
    optimizer = makeOptimizer<double>(s);
    optimizer->add({w, g});
  }
  void step(double noise = 0) {
    g[0] = lambda * w[0] + noise;
    optimizer->step();
  }
  double lambda;
  std::vector<double> w{1}, g{0};
  std::unique_ptr<Optimizer<double>> optimizer;
};

TEST(MomentumMap, TheMatrixIsTheOptimizer) {
  for (const Momentum kind : kinds) {
    Quadratic run(kind, 0.07, 0.8, 3);
    const auto m = iterationMatrix(kind, 0.07, 0.8, 3);
    double w = 1, v = 0;
    for (int t = 0; t < 20; ++t) {
      run.step();
      const double next = m[0] * w + m[1] * v;
      v = m[2] * w + m[3] * v;
      w = next;
      ASSERT_NEAR(run.w[0], w, 1e-13);
      ASSERT_NEAR(run.optimizer->memory(0, 0)[0], v, 1e-13);
    }
  }
}

TEST(MomentumMap, TheRadiusIsHowFastTheErrorShrinks) {
  for (const Momentum kind : kinds)
    for (const double momentum : {0.0, 0.3, 0.7, 0.95})
      for (const double rate : {0.02, 0.3, 0.55, 0.9}) {
        const double radius = spectralRadius(kind, rate, momentum, 2);
        const auto m = iterationMatrix(kind, rate, momentum, 2);
        // Gelfand: ||M^k||^(1/k), by squaring twenty times with the growth taken out.
        double a = m[0], b = m[1], c = m[2], d = m[3], logarithm = 0, weight = 1;
        for (int k = 0; k < 20; ++k) {
          const double size = std::sqrt(a * a + b * b + c * c + d * d);
          logarithm += std::log(size) * weight;
          a /= size, b /= size, c /= size, d /= size;
          const double na = a * a + b * c, nb = b * (a + d), nc = c * (a + d), nd = d * d + b * c;
          a = na, b = nb, c = nc, d = nd;
          weight /= 2;
          if (a * a + b * b + c * c + d * d < 1e-300) break;
        }
        EXPECT_NEAR(std::exp(logarithm), radius, 2e-4) << int(kind) << " " << momentum << " " << rate;
        if (momentum == 0) {
          EXPECT_NEAR(radius, std::abs(1 - 2 * rate), 1e-15);
        }
      }
}

TEST(MomentumMap, DivergenceBeginsAtTheStatedRate) {
  for (const Momentum kind : kinds)
    for (const double momentum : {0.0, 0.5, 0.9, 0.99}) {
      const double rate = divergingRate(kind, momentum, 100);
      EXPECT_NEAR(spectralRadius(kind, rate, momentum, 100), 1, 1e-9);
      EXPECT_LT(spectralRadius(kind, 0.999 * rate, momentum, 100), 1);
      EXPECT_GT(spectralRadius(kind, 1.001 * rate, momentum, 100), 1);
    }
  EXPECT_DOUBLE_EQ(divergingRate(Momentum::HeavyBall, 0.9, 100), 0.038);
}

TEST(MomentumMap, PolyakTuningMakesBothCurvaturesEquallyFast) {
  const Tuning t = fastestHeavyBall(1, 100);
  EXPECT_DOUBLE_EQ(t.rate, 4.0 / 121);
  EXPECT_NEAR(t.momentum, 81.0 / 121, 1e-15);
  // At the double root the radius is √β up to the square root of rounding.
  EXPECT_NEAR(spectralRadius(Momentum::HeavyBall, t.rate, t.momentum, 1), 9.0 / 11, 1e-7);
  EXPECT_NEAR(spectralRadius(Momentum::HeavyBall, t.rate, t.momentum, 100), 9.0 / 11, 1e-7);
}

TEST(MomentumMap, TheNoiseFloorIsWhereRunsSettle) {
  for (const Momentum kind : kinds)
    for (const auto& [rate, momentum] : {std::pair(0.05, 0.0), {0.05, 0.9}, {0.3, 0.5}}) {
      const double expected = stationaryVariance(kind, rate, momentum, 2, 0.7);
      if (kind == Momentum::HeavyBall) {
        const double closed =
            rate * 0.49 * (1 + momentum) / (2 * (1 - momentum) * (2 * (1 + momentum) - rate * 2));
        EXPECT_NEAR(expected, closed, 1e-12 * closed);
      }
      Quadratic run(kind, rate, momentum, 2);
      base::Random random(5);
      double sum = 0;
      constexpr int settle = 2000, n = 400000;
      for (int t = 0; t < settle + n; ++t) {
        run.step(0.7 * random.normal());
        if (t >= settle) sum += run.w[0] * run.w[0];
      }
      EXPECT_NEAR(sum / n, expected, 0.04 * expected) << int(kind) << " " << rate << " " << momentum;
    }
  EXPECT_TRUE(std::isinf(stationaryVariance(Momentum::HeavyBall, 1.1, 0, 2, 1)));
}

}  // namespace
}  // namespace gradarium::optim
