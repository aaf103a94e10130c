// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/landscape.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/train/curvature.h"

namespace gradarium::train {
namespace {

// A quadratic with a known Hessian: rotated so that no axis is special.
struct Quadratic {
  explicit Quadratic(std::vector<double> eigenvalues) : values(std::move(eigenvalues)) {
    base::Random random(4);
    for (std::size_t k = 0; k < values.size(); ++k) {
      std::vector<double> v(values.size());
      for (double& x : v) x = random.normal();
      for (const auto& b : basis) {
        const double part = std::inner_product(v.begin(), v.end(), b.begin(), 0.0);
        for (std::size_t i = 0; i < v.size(); ++i) v[i] -= part * b[i];
      }
      const double length = std::sqrt(std::inner_product(v.begin(), v.end(), v.begin(), 0.0));
      for (double& x : v) x /= length;
      basis.push_back(v);
    }
  }
  void gradient(std::span<const float> w, std::span<float> g) const {
    std::vector<double> sum(w.size());
    for (std::size_t k = 0; k < values.size(); ++k) {
      double along = 0;
      for (std::size_t i = 0; i < w.size(); ++i) along += basis[k][i] * static_cast<double>(w[i]);
      for (std::size_t i = 0; i < w.size(); ++i) sum[i] += values[k] * along * basis[k][i];
    }
    for (std::size_t i = 0; i < w.size(); ++i) g[i] = static_cast<float>(sum[i]);
  }
  std::vector<double> values;
  std::vector<std::vector<double>> basis;
};

double sharpnessOf(const std::vector<double>& eigenvalues, int products) {
  const Quadratic f(eigenvalues);
  const std::vector<float> w(eigenvalues.size(), 0.3F);
  return sharpness([&](std::span<const float> at, std::span<float> g) { f.gradient(at, g); }, w,
                   {.products = products});
}

TEST(Sharpness, IsTheLargestEigenvalue) {
  EXPECT_NEAR(sharpnessOf({7, 1, 0.5, 0.1, -2}, 5), 7, 1e-3);
  EXPECT_NEAR(sharpnessOf({3, -9, 1, 0.2}, 4), 3, 1e-3);  // the largest, not the largest in size
  EXPECT_NEAR(sharpnessOf({5}, 12), 5, 1e-3);
  std::vector<double> many(60);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = 1.0 / static_cast<double>(i + 1);
  many[0] = 4;
  EXPECT_NEAR(sharpnessOf(many, 12), 4, 1e-3);
}

TEST(Sharpness, OfANetworkAgreesWithItsSecondDifference) {
  const LabelledSet all = labelled(*data::load("iris"), 0.2F);
  base::Random random(6);
  nn::Mlp network("net", std::array<std::size_t, 3>{4, 5, 3}, autograd::Unary::Tanh, random);
  const Weights w = flatWeights(network);
  const GradientAt gradient = [&](std::span<const float> at, std::span<float> g) {
    setWeights(network, at);
    lossWithGradient(network, all);
    float* to = g.data();
    for (const nn::Parameter* parameter : network.parameters()) {
      const auto values = std::as_const(parameter->gradient).values();
      to = std::copy(values.begin(), values.end(), to);
    }
  };
  // All of the Hessian by differences of gradients along the axes, then the power method far beyond need.
  const std::size_t n = w.size();
  std::vector<double> hessian(n * n);
  for (std::size_t j = 0; j < n; ++j) {
    Weights up = w, down = w, gUp(n), gDown(n);
    up[j] += 0.01F;
    down[j] -= 0.01F;
    gradient(up, gUp);
    gradient(down, gDown);
    for (std::size_t i = 0; i < n; ++i)
      hessian[i * n + j] = (static_cast<double>(gUp[i]) - static_cast<double>(gDown[i])) / 0.02;
  }
  std::vector<double> v(n, 1), next(n);
  double value = 0;
  for (int round = 0; round < 3000; ++round) {
    for (std::size_t i = 0; i < n; ++i) {
      next[i] = 10 * v[i];  // shifted, so that the largest is the largest in size
      for (std::size_t j = 0; j < n; ++j) next[i] += 0.5 * (hessian[i * n + j] + hessian[j * n + i]) * v[j];
    }
    value = std::sqrt(std::inner_product(next.begin(), next.end(), next.begin(), 0.0));
    for (std::size_t i = 0; i < n; ++i) v[i] = next[i] / value;
  }
  EXPECT_NEAR(sharpness(gradient, w, {.products = 20}), value - 10, 2e-3 * (value - 10) + 1e-3);
}

TEST(Plane, ThroughThreePoints) {
  const Weights origin{1, 1, 1, 1}, a{3, 1, 1, 1}, b{2, 5, 1, 1};
  const Plane plane = planeThrough(origin, a, b);
  const auto [ax, ay] = plane.project(a);
  const auto [bx, by] = plane.project(b);
  EXPECT_NEAR(ax, 2, 1e-6);
  EXPECT_NEAR(ay, 0, 1e-6);
  EXPECT_NEAR(bx, 1, 1e-6);
  EXPECT_NEAR(by, 4, 1e-6);
  Weights back(4);
  plane.at(bx, by, back);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(back[i], b[i], 1e-6);
  const Weights beside{1, 1, 4, 1};  // at right angles to the plane
  const std::array<const Weights*, 2> both{&a, &beside};
  EXPECT_NEAR(plane.share(origin, both), 4.0 / (4 + 9), 1e-6);
  // Nobody moved: some plane, and finite numbers.
  const Plane nowhere = planeThrough(origin, origin, origin);
  EXPECT_NEAR(nowhere.project(a)[0], nowhere.project(a)[0], 0);
  const std::array<const Weights*, 1> still{&origin};
  EXPECT_TRUE(std::isnan(nowhere.share(origin, still)));
}

TEST(Plane, OfPointsFindsTheDirectionsThatHoldMost) {
  // A cloud with deviations 5, 2 and 0.1 along three axes of six.
  base::Random random(9);
  std::vector<Weights> cloud;
  for (int i = 0; i < 200; ++i) {
    Weights w(6, 1.0F);
    w[4] += static_cast<float>(random.normal(0, 5));
    w[1] += static_cast<float>(random.normal(0, 2));
    w[0] += static_cast<float>(random.normal(0, 0.1));
    cloud.push_back(w);
  }
  std::vector<const Weights*> points;
  for (const Weights& w : cloud) points.push_back(&w);
  const Plane plane = planeOfPoints(Weights(6, 1.0F), points);
  EXPECT_GT(plane.share(plane.origin, points), 0.999);
  EXPECT_GT(std::abs(plane.u[4]), 0.99F);
  EXPECT_GT(std::abs(plane.v[1]), 0.99F);
  const double across = std::inner_product(plane.u.begin(), plane.u.end(), plane.v.begin(), 0.0);
  EXPECT_NEAR(across, 0, 1e-6);
}

TEST(Plane, RandomDirectionsMoveEachRowByItsLength) {
  base::Random random(2);
  nn::Mlp network("net", std::array<std::size_t, 3>{8, 6, 3}, autograd::Unary::Relu, random);
  for (std::size_t i = 0; i < 8; ++i)
    network.layers[0].weight.value.data()[i] *= 10;  // one unit ten times as large
  const Plane plane = randomPlane(network, 5);
  const auto length = [](const float* from, std::size_t n) {
    return std::sqrt(std::inner_product(from, from + n, from, 0.0));
  };
  const double wide = length(plane.u.data(), 8), narrow = length(plane.u.data() + 8, 8);
  EXPECT_NEAR(wide / narrow, length(plane.origin.data(), 8) / length(plane.origin.data() + 8, 8), 1e-3);
  EXPECT_EQ(length(plane.u.data() + 48, 6), 0);  // biases
}

TEST(Plane, LossOnItIsTheLossOfTheNetworkThere) {
  const LabelledSet set = labelled(*data::load("iris"), 0.2F);
  base::Random random(3);
  nn::Mlp network("net", std::array<std::size_t, 4>{4, 7, 5, 3}, autograd::Unary::Tanh, random);
  const Plane plane = randomPlane(network, 1);
  const auto grid = lossOn(plane, network, set, 4, 5, {-2, 3, -1, 1});
  Weights w(plane.origin.size());
  for (std::size_t row = 0; row < 4; ++row)
    for (std::size_t column = 0; column < 5; ++column) {
      plane.at(-2 + (static_cast<double>(column) + 0.5), -1 + (static_cast<double>(row) + 0.5) * 0.5, w);
      setWeights(network, w);
      EXPECT_NEAR(grid[row * 5 + column], scores(network, set).loss, 1e-5) << row << " " << column;
    }
  base::StopFlag stop;
  stop.request();
  EXPECT_TRUE(std::isnan(lossOn(plane, network, set, 2, 2, {0, 1, 0, 1}, &stop)[3]));
}

}  // namespace
}  // namespace gradarium::train
