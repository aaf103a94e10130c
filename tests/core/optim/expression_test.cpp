// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/expression.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/base/error.h"

namespace gradarium::optim {
namespace {

std::string refusal(std::string_view text) {
  try {
    Expression e(text);
  } catch (const base::BadCall& error) {
    return error.what();
  }
  return "";
}

TEST(Expression, MeansWhatIsWritten) {
  const double x = 1.25, y = -0.75;
  const auto same = [&](std::string_view text, double expected) {
    EXPECT_NEAR(Expression(text).value(x, y), expected, 1e-14 * std::max(1.0, std::abs(expected))) << text;
  };
  same("1 + 2 * 3", 7);
  same("2 - 3 - 4", -5);
  same("16 / 4 / 2", 2);
  same("-x^2", -x * x);
  same("2^3^2", 512);
  same("2^-1", 0.5);
  same("2**3", 8);
  same("2x y + 3(x + y)", 2 * x * y + 3 * (x + y));
  same("x² · y³ − 1", x * x * y * y * y - 1);
  same("(1 - x)^2 + 100 (y - x^2)^2", std::pow(1 - x, 2) + 100 * std::pow(y - x * x, 2));
  same("sin(x) cos(y) + exp(-x) log(x) sqrt(x)",
       std::sin(x) * std::cos(y) + std::exp(-x) * std::log(x) * std::sqrt(x));
  same("tan(x) + tanh(y) + atan(x*y) + abs(y)", std::tan(x) + std::tanh(y) + std::atan(x * y) + std::abs(y));
  same("min(x, y) + max(x, y)^2 + pow(x, 1.5)", y + x * x + std::pow(x, 1.5));
  same("e^x + pi + 1e-3 + 2e", std::exp(x) + std::numbers::pi + 1e-3 + 2 * std::numbers::e);
  same("x^y", std::pow(x, y));
  same("sigmoid(x) - relu(y) + relu(2x)", 1 / (1 + std::exp(-x)) + 2 * x);
  same("+.5 - -x", 0.5 + x);
}

TEST(Expression, ErrorsNameTheColumn) {
  const auto says = [](std::string_view text, std::string_view words) {
    EXPECT_NE(refusal(text).find(words), std::string::npos) << text << " -> " << refusal(text);
  };
  says("", "empty");
  says("x + * y", "column 5: a number, x, y or ( is expected, not '*'");
  says("x +", "column 4: something is missing at the end");
  says("(x + y", "column 1: this ( is never closed");
  says("x + y)", "column 6: this ) closes nothing");
  says("x² + z", "column 6: 'z' is not known");  // characters are counted, not bytes
  says("xy", "column 1: 'xy' is not known");
  says("sin x", "column 1: sin needs its argument in brackets");
  says("min(x)", "takes two arguments");
  says("sin(x, y)", "takes one argument");
  says("1.2.3", "column 1: '1.2.3' is not a number");
  says("2 3", "column 3: an operator is missing before '3'");
  says("x $ y", "column 3: an operator is missing before '$'");
  says("x = 3", "'='");
  says(std::string(500, '(').append(1, 'x'), "too deep");
  says(std::string(1001, 'x'), "1000 characters");
  std::string nested;
  for (int i = 0; i < 100; ++i) nested += "(x+";
  says(nested + "y" + std::string(100, ')'), "too deep");
}

TEST(Expression, DerivativesAgreeWithFiniteDifferences) {
  for (const char* text :
       {"(1 - x)^2 + 100 (y - x^2)^2", "sin(3x) cos(2y) + x y", "exp(-x^2 - y^2) + log(4 + x) / sqrt(3 + y)",
        "tanh(x y) + atan(x - y) + tan(x/4)", "max(x, y)^2 + min(x, y) + abs(x - 3)",
        "pow(x + 3, y) + (x+2)^1.5", "x^-2 y^3 + 2^x", "sigmoid(x y) + relu(x) y"}) {
    const Expression f(text);
    for (const auto& [x, y] : {std::pair(0.7, -0.4), {1.3, 0.9}, {-1.1, 0.35}}) {
      const Jet jet = f.jet(x, y);
      const double h = 1e-4;
      const auto v = [&](double i, double j) { return f.value(x + i * h, y + j * h); };
      const double scale = 1 + std::abs(jet.value) + std::abs(jet.xx) + std::abs(jet.yy);
      EXPECT_NEAR(jet.value, v(0, 0), 1e-12 * scale) << text;
      EXPECT_NEAR(jet.x, (v(1, 0) - v(-1, 0)) / (2 * h), 1e-6 * scale) << text;
      EXPECT_NEAR(jet.y, (v(0, 1) - v(0, -1)) / (2 * h), 1e-6 * scale) << text;
      EXPECT_NEAR(jet.xx, (v(1, 0) - 2 * v(0, 0) + v(-1, 0)) / (h * h), 1e-5 * scale) << text;
      EXPECT_NEAR(jet.yy, (v(0, 1) - 2 * v(0, 0) + v(0, -1)) / (h * h), 1e-5 * scale) << text;
      EXPECT_NEAR(jet.xy, (v(1, 1) - v(1, -1) - v(-1, 1) + v(-1, -1)) / (4 * h * h), 1e-5 * scale) << text;
    }
  }
}

TEST(Expression, ConstantPowersAreExactAtZero) {
  const Jet square = Expression("x^2 + y^1 + x^0").jet(0, 0);
  EXPECT_EQ(square.x, 0);
  EXPECT_EQ(square.xx, 2);
  EXPECT_EQ(square.y, 1);
  EXPECT_EQ(square.value, 1);
}

TEST(Expression, ARowEqualsItsCells) {
  const Expression f("(1 - x)^2 + 100 (y - x²)² - min(x, 2) / (3 + sin(y))");
  std::vector<double> xs(301), out(301);
  for (std::size_t i = 0; i < xs.size(); ++i) xs[i] = -2 + 0.0137 * double(i);
  f.row(xs, 0.4, out);
  for (std::size_t i = 0; i < xs.size(); ++i) EXPECT_EQ(out[i], f.value(xs[i], 0.4));
}

}  // namespace
}  // namespace gradarium::optim
