// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <string_view>
#include <vector>

/// The same mathematics written twice: as in the textbook, and so that rounding does little harm. For any
/// type with the four operations, an order, and sqrt, exp and log: float, double, Wide, or a number that
/// records what is done to it. Numbers without a name for their steps ignore named().
namespace gradarium::quant {

template <class T>
T named(T value, std::string_view) {
  return value;
}

/// (sum of squares - square of the sum / n) / (n - 1): one pass, and a difference of two large numbers.
template <class T>
T onePassVariance(const std::vector<T>& x) {
  T sum(0.0), squares(0.0);
  for (const T& value : x) {
    sum = named(sum + value, "Σx");
    squares = named(squares + named(value * value, "x²"), "Σx²");
  }
  const T n(static_cast<double>(x.size()));
  const T square = named(sum * sum / n, "(Σx)²/n");
  return named(named(squares - square, "Σx² − (Σx)²/n") / (n - T(1.0)), "variance");
}

/// The mean first, then the squares of the deviations from it.
template <class T>
T twoPassVariance(const std::vector<T>& x) {
  const T n(static_cast<double>(x.size()));
  T sum(0.0), squares(0.0);
  for (const T& value : x) sum = named(sum + value, "Σx");
  const T mean = named(sum / n, "mean");
  for (const T& value : x) {
    const T away = named(value - mean, "x − mean");
    squares = named(squares + away * away, "Σ(x − mean)²");
  }
  return named(squares / (n - T(1.0)), "variance");
}

/// One pass, after the first number is taken from all: a variance does not know of shifts.
template <class T>
T shiftedVariance(const std::vector<T>& x) {
  std::vector<T> moved;
  for (const T& value : x) moved.push_back(named(value - x.front(), "x − x₁"));
  return onePassVariance(moved);
}

/// One pass, the mean and the squares about it brought up to date with each number (Welford 1962).
template <class T>
T welfordVariance(const std::vector<T>& x) {
  T mean(0.0), squares(0.0);
  double count = 0;
  for (const T& value : x) {
    const T away = named(value - mean, "x − mean");
    mean = named(mean + away / T(++count), "mean");
    squares = named(squares + away * (value - mean), "M₂");
  }
  return named(squares / T(count - 1), "variance");
}

/// The root nearer to 0 of x² - b x + c, b > 0, by the formula of school: b - √(b² - 4c) cancels.
template <class T>
T textbookRoot(const T& b, const T& c) {
  using std::sqrt;
  const T square = named(b * b, "b²");
  const T root = named(sqrt(named(square - T(4.0) * c, "b² − 4c")), "√(b² − 4c)");
  return named(named(b - root, "b − √…") / T(2.0), "x");
}

/// The larger root first, and the other from their product c.
template <class T>
T stableRoot(const T& b, const T& c) {
  using std::sqrt;
  const T square = named(b * b, "b²");
  const T root = named(sqrt(named(square - T(4.0) * c, "b² − 4c")), "√(b² − 4c)");
  return named(c / named(named(b + root, "b + √…") / T(2.0), "larger root"), "x = c / larger");
}

/// Probability of the first of the logits.
template <class T>
T textbookSoftmax(const std::vector<T>& z) {
  using std::exp;
  T sum(0.0);
  for (const T& value : z) sum = named(sum + named(exp(value), "exp z"), "Σ exp z");
  return named(named(exp(z.front()), "exp z₁") / sum, "p₁");
}

template <class T>
const T& largestOf(const std::vector<T>& z) {
  const T* largest = &z.front();
  for (const T& value : z)
    if (*largest < value) largest = &value;
  return *largest;
}

/// With the largest logit taken from all: the largest power is exp 0.
template <class T>
T shiftedSoftmax(const std::vector<T>& z) {
  using std::exp;
  const T most = largestOf(z);
  T sum(0.0);
  for (const T& value : z)
    sum = named(sum + named(exp(named(value - most, "z − max")), "exp(z − max)"), "Σ exp(z − max)");
  return named(exp(z.front() - most) / sum, "p₁");
}

template <class T>
T textbookLogSumExp(const std::vector<T>& z) {
  using std::exp, std::log;
  T sum(0.0);
  for (const T& value : z) sum = named(sum + named(exp(value), "exp z"), "Σ exp z");
  return named(log(sum), "log Σ exp z");
}

template <class T>
T shiftedLogSumExp(const std::vector<T>& z) {
  using std::exp, std::log;
  const T most = largestOf(z);
  T sum(0.0);
  for (const T& value : z)
    sum = named(sum + named(exp(named(value - most, "z − max")), "exp(z − max)"), "Σ exp(z − max)");
  return named(most + named(log(sum), "log Σ"), "max + log Σ");
}

/// (e^x - 1) / x for a small x.
template <class T>
T textbookGrowth(const T& x) {
  using std::exp;
  return named(named(named(exp(x), "u = exp x") - T(1.0), "u − 1") / x, "(u − 1) / x");
}

/// (u - 1) / log u: the error of u is in both, and goes (Kahan, in Higham 2002, section 1.14.1).
template <class T>
T stableGrowth(const T& x) {
  using std::exp, std::log;
  const T u = named(exp(x), "u = exp x");
  if (!(u < T(1.0)) && !(T(1.0) < u)) return named(T(1.0), "1, as u = 1");
  return named(named(u - T(1.0), "u − 1") / named(log(u), "log u"), "(u − 1) / log u");
}

}  // namespace gradarium::quant
