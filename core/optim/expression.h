// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"
#include "core/optim/jet.h"

namespace gradarium::optim {

/// A function of x and y that somebody typed: "(1 - x)^2 + 100 (y - x^2)^2".
///
/// Numbers, x, y, pi, e; + - * / and powers as ^ or **; a product may go without its sign ("2x", "3 sin(x)");
/// sin cos tan exp log sqrt abs tanh atan of one argument, min max pow of two; the signs − · × and the small
/// ² ³ are understood too.
class GRADARIUM_CORE Expression {
 public:
  /// Throws base::BadCall that says what is wrong and in which column, counted from 1 in characters.
  explicit Expression(std::string_view text);

  const std::string& text() const { return text_; }
  double value(double x, double y) const;
  /// With the exact gradient and Hessian.
  Jet jet(double x, double y) const;
  /// Along a row: out[i] = f(xs[i], y), for spans of one length. Fast: one pass an operation.
  void row(std::span<const double> xs, double y, std::span<double> out) const;

 private:
  friend class ExpressionReader;
  enum class Op : std::uint8_t {
    Number,
    X,
    Y,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    IntegerPower,
    Negate,
    Sin,
    Cos,
    Tan,
    Exp,
    Log,
    Sqrt,
    Abs,
    Tanh,
    Atan,
    Min,
    Max
  };
  /// Postfix: each takes its operands from a stack and leaves its result there.
  struct Step {
    Op op;
    double number = 0;  // of Number; the exponent of IntegerPower
  };
  template <class T>
  T evaluate(T x, T y) const;

  std::string text_;
  std::vector<Step> steps_;
  std::size_t depth_ = 0;  // of the stack
};

}  // namespace gradarium::optim
