// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/expression.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace gradarium::optim {
namespace {

using Op = base::Postfix::Op;
const std::array<std::string, 2> names{"x", "y"};

constexpr std::size_t deepest = 64;  // of the stack: the reader refuses more
constexpr std::size_t strip = 128;   // of a row, at once

// The same for numbers and jets; a whole exponent by repeated squaring, which knows negative bases.
template <class T>
T integerPower(T base, int exponent) {
  T result = 1.0;
  for (unsigned left = static_cast<unsigned>(std::abs(exponent)); left > 0; left >>= 1) {
    if (left & 1u) result = result * base;
    if (left > 1) base = base * base;
  }
  return exponent < 0 ? T(1.0) / result : result;
}

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

template <class T>
T Expression::evaluate(T x, T y) const {
  using std::abs, std::atan, std::cos, std::exp, std::log, std::max, std::min, std::pow, std::sin, std::sqrt,
      std::tan, std::tanh;
  std::array<T, deepest> stack;
  std::size_t top = 0;
  for (const base::Postfix::Step& step : formula_.steps) {
    T& a = stack[top > 0 ? top - 1 : 0];
    T& under = stack[top > 1 ? top - 2 : 0];  // of two operands, the first
    switch (step.op) {
      // clang-format off
      case Op::Number: stack[top++] = T(step.number); break;
      case Op::Name: stack[top++] = step.name == 0 ? x : y; break;
      case Op::Add: under = under + a; --top; break;
      case Op::Subtract: under = under - a; --top; break;
      case Op::Multiply: under = under * a; --top; break;
      case Op::Divide: under = under / a; --top; break;
      case Op::Power: under = pow(under, a); --top; break;
      case Op::Min: under = min(under, a); --top; break;
      case Op::Max: under = max(under, a); --top; break;
      case Op::IntegerPower: a = integerPower(a, static_cast<int>(step.number)); break;
      case Op::Negate: a = -a; break;
      case Op::Sin: a = sin(a); break;
      case Op::Cos: a = cos(a); break;
      case Op::Tan: a = tan(a); break;
      case Op::Exp: a = exp(a); break;
      case Op::Log: a = log(a); break;
      case Op::Sqrt: a = sqrt(a); break;
      case Op::Abs: a = abs(a); break;
      case Op::Tanh: a = tanh(a); break;
      case Op::Atan: a = atan(a); break;
      case Op::Sigmoid: a = sigmoid(a); break;
      case Op::Relu: a = max(a, T(0.0)); break;
        // clang-format on
    }
  }
  return stack[0];
}

Expression::Expression(std::string_view text)
    : text_(text), formula_(base::readPostfix(text, names, "x^2 + 10 y^2")) {}

double Expression::value(double x, double y) const { return evaluate<double>(x, y); }
Jet Expression::jet(double x, double y) const { return evaluate<Jet>(Jet::alongX(x), Jet::alongY(y)); }

void Expression::row(std::span<const double> xs, double y, std::span<double> out) const {
  std::vector<double> room(formula_.depth * strip);
  for (std::size_t from = 0; from < xs.size(); from += strip) {
    const std::size_t n = std::min(strip, xs.size() - from);
    double* top = room.data();  // past the uppermost operand
    const auto one = [&](auto&& f) {
      double* a = top - strip;
      for (std::size_t i = 0; i < n; ++i) a[i] = f(a[i]);
    };
    const auto two = [&](auto&& f) {
      top -= strip;
      double* a = top - strip;
      for (std::size_t i = 0; i < n; ++i) a[i] = f(a[i], top[i]);
    };
    for (const base::Postfix::Step& step : formula_.steps) {
      switch (step.op) {
        // clang-format off
        case Op::Number: std::fill_n(top, n, step.number); top += strip; break;
        case Op::Name: step.name == 0 ? (void)std::copy_n(xs.data() + from, n, top) : (void)std::fill_n(top, n, y); top += strip; break;
        case Op::Add: two([](double a, double b) { return a + b; }); break;
        case Op::Subtract: two([](double a, double b) { return a - b; }); break;
        case Op::Multiply: two([](double a, double b) { return a * b; }); break;
        case Op::Divide: two([](double a, double b) { return a / b; }); break;
        case Op::Power: two([](double a, double b) { return std::pow(a, b); }); break;
        case Op::Min: two([](double a, double b) { return std::min(a, b); }); break;
        case Op::Max: two([](double a, double b) { return std::max(a, b); }); break;
        case Op::IntegerPower: one([p = static_cast<int>(step.number)](double a) { return integerPower(a, p); }); break;
        case Op::Negate: one([](double a) { return -a; }); break;
        case Op::Sin: one([](double a) { return std::sin(a); }); break;
        case Op::Cos: one([](double a) { return std::cos(a); }); break;
        case Op::Tan: one([](double a) { return std::tan(a); }); break;
        case Op::Exp: one([](double a) { return std::exp(a); }); break;
        case Op::Log: one([](double a) { return std::log(a); }); break;
        case Op::Sqrt: one([](double a) { return std::sqrt(a); }); break;
        case Op::Abs: one([](double a) { return std::abs(a); }); break;
        case Op::Tanh: one([](double a) { return std::tanh(a); }); break;
        case Op::Atan: one([](double a) { return std::atan(a); }); break;
        case Op::Sigmoid: one([](double a) { return sigmoid(a); }); break;
        case Op::Relu: one([](double a) { return std::max(a, 0.0); }); break;
          // clang-format on
      }
    }
    std::copy_n(room.data(), n, out.data() + from);
  }
}

}  // namespace gradarium::optim
