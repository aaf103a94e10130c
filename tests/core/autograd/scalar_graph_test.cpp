// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/autograd/scalar_graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/autograd/ops.h"
#include "core/base/error.h"

namespace gradarium::autograd {
namespace {

// The chain rule by hand: e = (a b + c)^2 / b with a = 2, b = -3, c = 10.
TEST(ScalarGraph, AsByHand) {
  ScalarGraph graph;
  const Scalar a = graph.leaf(2, "a"), b = graph.leaf(-3, "b"), c = graph.leaf(10, "c");
  const Scalar d = a * b + c, e = power(d, 2) / b;
  graph.label(e, "e");
  EXPECT_DOUBLE_EQ(e.value(), 16.0 / -3);
  graph.backward(e);
  EXPECT_DOUBLE_EQ(a.gradient(), 8);  // 2 d
  EXPECT_DOUBLE_EQ(b.gradient(), 2 * 4 * 2 / -3.0 - 16 / 9.0);
  EXPECT_DOUBLE_EQ(c.gradient(), 8 / -3.0);
  EXPECT_EQ(graph.nodes()[e.index()].operation, "divide");
  EXPECT_EQ(graph.nodes()[e.index()].label, "e");
}

TEST(ScalarGraph, ANumberUsedTwiceCountsTwice) {
  ScalarGraph graph;
  const Scalar a = graph.leaf(3), b = a + a, unused = log(graph.leaf(0)), c = b * a;
  graph.backward(c);
  EXPECT_DOUBLE_EQ(a.gradient(), 12);
  EXPECT_EQ(unused.gradient(), 0);
  EXPECT_THAT(graph.ancestors(c), ::testing::ElementsAre(0, 1, 4));
}

TEST(ScalarGraph, EveryFunctionAgainstDifferences) {
  for (const double x : {-1.7, -0.4, 0.3, 2.2}) {
    for (const char* name : {"power", "exp", "log", "tanh", "sigmoid", "relu", "gelu", "silu"}) {
      if (x < 0 && std::string(name) == "log") continue;
      ScalarGraph graph;
      const Scalar leaf = graph.leaf(x), y = graph.apply(name, {&leaf, 1}, 3);
      graph.backward(y);
      const double slope = leaf.gradient(), h = 1e-5;
      graph.set(leaf, x + h);
      graph.recompute();
      const double above = y.value();
      graph.set(leaf, x - h);
      graph.recompute();
      EXPECT_NEAR(slope, (above - y.value()) / (2 * h), 1e-8) << name << " at " << x;
    }
  }
}

// One vocabulary: what both know by a name is the same function.
TEST(ScalarGraph, AsTheTape) {
  ScalarGraph graph;
  const auto all = [](auto v) { exp(v), log(v), tanh(v), sigmoid(v), relu(v), gelu(v), silu(v); };
  all(graph.leaf(0.7));
  Tape tape;
  all(tape.variable(Tensor::scalar(0.7F)));
  ASSERT_EQ(graph.nodes().size(), tape.nodes().size());
  for (std::size_t i = 1; i < graph.nodes().size(); ++i) {
    EXPECT_EQ(graph.nodes()[i].operation, tape.nodes()[i].operation->name);
    EXPECT_NEAR(graph.nodes()[i].value, static_cast<double>(tape.nodes()[i].value.item()), 1e-6);
  }
}

TEST(ScalarGraph, RefusesWhatDoesNotFit) {
  ScalarGraph graph, other;
  const Scalar a = graph.leaf(1), b = other.leaf(2), sum = a + a;
  EXPECT_THROW(a + b, base::BadCall);
  EXPECT_THROW(graph.apply("cosine", {&a, 1}), base::BadCall);
  EXPECT_THROW(graph.apply("add", {&a, 1}), base::BadCall);
  EXPECT_THROW(graph.set(sum, 1), base::BadCall);
}

}  // namespace
}  // namespace gradarium::autograd
