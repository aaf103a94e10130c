// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/autograd/scalar_program.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"

namespace gradarium::autograd {
namespace {

const std::vector<std::string> ab{"a", "b"};

std::string refusal(std::string_view text) {
  try {
    ScalarGraph graph;
    const std::vector<double> values{1, 2};
    ScalarProgram(text, ab).build(graph, values);
  } catch (const base::BadCall& error) {
    return error.what();
  }
  return "";
}

// The expression with which micrograd introduces itself (Karpathy 2020), and its published numbers.
TEST(ScalarProgram, MicrogradsExpression) {
  const ScalarProgram program(
      "c = a + b\n d = a * b + b**3\n c += c + 1\n c += 1 + c + (-a)\n d += d * 2 + relu(b + a)\n"
      "d += 3 * d + relu(b - a)\n e = c - d\n f = e**2\n g = f / 2.0\n g += 10.0 / f",
      ab);
  ScalarGraph graph;
  const std::vector<double> values{-4, 2};
  const Scalar g = program.build(graph, values);
  EXPECT_NEAR(g.value(), 24.70408163, 5e-9);
  graph.backward(g);
  EXPECT_NEAR(graph.nodes()[0].gradient, 138.83381924, 5e-9);
  EXPECT_NEAR(graph.nodes()[1].gradient, 645.57725948, 5e-9);
  EXPECT_EQ(graph.nodes()[0].label, "a");
  EXPECT_EQ(graph.nodes()[g.index()].label, "g′");
}

// Karpathy's neuron: tanh of x1 w1 + x2 w2 + b.
TEST(ScalarProgram, ANeuron) {
  const std::vector<std::string> inputs{"x1", "x2", "w1", "w2", "bias"};
  const ScalarProgram program("n = x1*w1 + x2*w2 + bias; o = tanh(n)", inputs);
  ScalarGraph graph;
  const std::vector<double> values{2, 0, -3, 1, 6.8813735870195432};
  const Scalar o = program.build(graph, values);
  graph.backward(o);
  EXPECT_NEAR(o.value(), 0.70710678, 5e-9);
  const double expected[] = {-1.5, 0.5, 1, 0, 0.5};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(graph.nodes()[i].gradient, expected[i], 1e-12) << inputs[i];
}

TEST(ScalarProgram, OnlyWhatIsUsedBecomesANode) {
  const ScalarProgram program("k = 3; m = k a", ab);
  EXPECT_TRUE(program.uses(0));
  EXPECT_FALSE(program.uses(1));
  ScalarGraph graph;
  const std::vector<double> values{5, 7};
  const Scalar m = program.build(graph, values);
  EXPECT_EQ(m.value(), 15);
  ASSERT_EQ(graph.nodes().size(), 3U);
  EXPECT_EQ(graph.nodes()[1].label, "k");
}

TEST(ScalarProgram, NumbersAreFoldedAndPowersUnderstood) {
  ScalarGraph graph;
  const std::vector<double> values{2, 3};
  const auto value = [&](std::string_view text) {
    return ScalarProgram(text, ab).build(graph, values).value();
  };
  EXPECT_EQ(value("2 * 3 + 4^2"), 22);
  EXPECT_EQ(value("-a^2"), -4);
  EXPECT_NEAR(value("a^b"), 8, 1e-12);
  EXPECT_EQ(value("sqrt(a + a)"), 2);
  EXPECT_EQ(value("c = a; c -= b * 2"), -4);
  EXPECT_NEAR(value("sigmoid(a) + exp(-a) + log(a)"), 1 / (1 + std::exp(-2)) + std::exp(-2) + std::log(2),
              1e-12);
}

TEST(ScalarProgram, SaysWhatIsWrong) {
  const auto says = [](std::string_view text, std::string_view words) {
    EXPECT_NE(refusal(text).find(words), std::string::npos) << text << " -> " << refusal(text);
  };
  says("", "empty");
  says("c = a *", "something is missing at the end");
  says("c = a; d = k + 1", "'k' is not known: there are a, b, c");
  says("c = sin(a)", "this engine has rules for");
  says("a = 3", "an input keeps its value");
  says("2x = a", "is no name");
  std::string many = "c = a";
  for (int i = 0; i < 400; ++i) many += ";c += a";
  says(many, "more than 300 nodes");
}

}  // namespace
}  // namespace gradarium::autograd
