// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/autograd/scalar_modes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/autograd/checkpoint.h"
#include "core/base/error.h"
#include "core/base/random.h"

namespace gradarium::autograd {
namespace {

/// Operations on random earlier nodes; arguments are kept where every function is smooth and tame.
Scalar randomGraph(ScalarGraph& graph, base::Random& random, std::size_t operations) {
  std::vector<Scalar> all;
  for (int i = 0; i < 4; ++i) all.push_back(graph.leaf(random.uniform(-1.5, 1.5)));
  const auto any = [&] { return all[random.uniformInt(all.size())]; };
  for (std::size_t i = 0; i < operations; ++i) {
    const Scalar a = any(), b = any();
    switch (random.uniformInt(9)) {
      case 0:
        all.push_back(a + b);
        break;
      case 1:
        all.push_back(a - b);
        break;
      case 2:
        all.push_back(tanh(a) * b);
        break;
      case 3:
        all.push_back(a / (power(b, 2) + graph.leaf(1.5)));
        break;
      case 4:
        all.push_back(exp(tanh(a)));
        break;
      case 5:
        all.push_back(log(power(a, 2) + graph.leaf(1)));
        break;
      case 6:
        all.push_back(sigmoid(a));
        break;
      case 7:
        all.push_back(power(tanh(a), 3));
        break;
      default:
        all.push_back(relu(a));
        break;
    }
  }
  return all.back() + tanh(all[random.uniformInt(all.size())]);
}

TEST(ScalarModes, FiveHundredRandomGraphsAgreeWithDualNumbers) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    base::Random random(seed);
    ScalarGraph graph;
    const Scalar end = randomGraph(graph, random, 5 + seed % 40);
    graph.backward(end);
    for (std::size_t leaf = 0; leaf < 4; ++leaf) {
      const double forward = tangents(graph, graph.scalar(leaf))[end.index()];
      EXPECT_NEAR(graph.nodes()[leaf].gradient, forward, 1e-10 * std::max(1.0, std::abs(forward))) << seed;
    }
  }
}

TEST(ScalarModes, PathsSumToTheDerivative) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    base::Random random(seed);
    ScalarGraph graph;
    const Scalar end = randomGraph(graph, random, 12);
    graph.backward(end);
    const double count = pathCount(graph, 0, end);
    const auto all = paths(graph, 0, end, 100000);
    ASSERT_EQ(static_cast<double>(all.size()), count);
    double sum = 0;
    for (const auto& path : all) sum += path.product;
    EXPECT_NEAR(sum, graph.nodes()[0].gradient, 1e-9 * std::max(1.0, std::abs(sum)));
  }
}

TEST(ScalarModes, TwiceAsManyPathsWithEachDoubling) {
  ScalarGraph graph;
  const Scalar x = graph.leaf(1);
  Scalar y = x;
  for (int i = 0; i < 40; ++i) y = y + y;
  EXPECT_EQ(pathCount(graph, x.index(), y), std::pow(2.0, 40));
  EXPECT_EQ(paths(graph, x.index(), y, 50).size(), 50U);
}

TEST(ScalarModes, TheGradientAsAGraphAndItsGradient) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    base::Random random(seed);
    ScalarGraph graph;
    const Scalar end = randomGraph(graph, random, 8), x = graph.scalar(0);
    graph.backward(end);
    const double slope = graph.nodes()[0].gradient;
    const Scalar of[] = {x};
    const Scalar first = gradientNodes(end, of)[0];
    EXPECT_NEAR(first.value(), slope, 1e-10 * std::max(1.0, std::abs(slope)));
    graph.backward(first);
    const double second = x.gradient(), h = 1e-5;
    const double difference = (nudged(graph, 0, h, first) - nudged(graph, 0, -h, first)) / (2 * h);
    EXPECT_NEAR(second, difference, 1e-5 * std::max(1.0, std::abs(second))) << seed;
  }
}

TEST(ScalarModes, SecondDerivativesByHand) {
  ScalarGraph graph;
  const Scalar x = graph.leaf(0.7), y = tanh(x), z = power(x, 3) / x;
  const Scalar of[] = {x};
  graph.backward(gradientNodes(y, of)[0]);
  const double t = std::tanh(0.7);
  EXPECT_NEAR(x.gradient(), -2 * t * (1 - t * t), 1e-14);
  graph.backward(gradientNodes(z, of)[0]);
  EXPECT_NEAR(x.gradient(), 2, 1e-12);
  EXPECT_THROW(gradientNodes(gelu(x), of), base::BadCall);
}

TEST(ScalarModes, ABackwardSweepCostsAtMostFourForwardPasses) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    base::Random random(seed);
    ScalarGraph graph;
    randomGraph(graph, random, 60);
    std::size_t value = 0, adjoint = 0;
    for (const auto& node : graph.nodes()) value += costOf(node).value, adjoint += costOf(node).adjoint;
    EXPECT_LE(value + adjoint, 5 * value);
  }
}

TEST(ScalarModes, LogitGradientsSumToZeroAndAreProbabilitiesMinusTargets) {
  base::Random random(3);
  for (int round = 0; round < 50; ++round) {
    ScalarGraph graph;
    std::vector<Scalar> z, e;
    for (int i = 0; i < 5; ++i) z.push_back(graph.leaf(random.uniform(-3, 3)));
    for (const Scalar& one : z) e.push_back(exp(one));
    const Scalar sum =
        std::accumulate(e.begin() + 1, e.end(), e.front(), [](Scalar a, Scalar b) { return a + b; });
    const Scalar loss = log(e[2] / sum) * graph.leaf(-1);
    graph.backward(loss);
    double total = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      total += z[i].gradient();
      EXPECT_NEAR(z[i].gradient(), e[i].value() / sum.value() - (i == 2 ? 1 : 0), 1e-12);
    }
    EXPECT_NEAR(total, 0, 1e-14);
  }
}

TEST(Checkpoint, GradientsAreBitwiseThoseOfOnePass) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    base::Random random(seed);
    ScalarGraph graph;
    const Scalar end = randomGraph(graph, random, 10 + seed);
    graph.backward(end);
    for (const std::size_t segments : {1U, 2U, 3U, 7U, 32U, 500U}) {
      const auto pass = backwardInSegments(graph, end, segments);
      for (std::size_t i = 0; i < graph.nodes().size(); ++i)
        EXPECT_EQ(pass.gradients[i], graph.nodes()[i].gradient) << seed << " " << segments << " " << i;
      EXPECT_LE(pass.again, pass.forward);
      EXPECT_EQ(pass.moments.back().gradients, 1U);
    }
  }
}

// A chain of n: √n pieces hold about √n checkpoints and √n values of a piece.
TEST(Checkpoint, MemoryOfAChainFallsToItsRoot) {
  ScalarGraph graph;
  Scalar y = graph.leaf(0.5);
  for (int i = 0; i < 64; ++i) y = tanh(y);
  const auto whole = backwardInSegments(graph, y, 1), eight = backwardInSegments(graph, y, 8);
  EXPECT_EQ(whole.again, 0U);
  EXPECT_EQ(whole.peak, 64U + 2U);
  EXPECT_EQ(eight.kept.size(), 7U);
  EXPECT_LE(eight.peak, 8U + 8U + 2U);
  EXPECT_EQ(eight.again, 64U - 8U - 7U);
  EXPECT_THROW(backwardInSegments(graph, y, 0), base::BadCall);
}

}  // namespace
}  // namespace gradarium::autograd
