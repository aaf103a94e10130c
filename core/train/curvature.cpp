// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/curvature.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"

namespace gradarium::train {
namespace {

using Vector = std::vector<double>;

double dot(const Vector& a, const Vector& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// How many eigenvalues of the tridiagonal matrix lie below x (Sturm's sequence).
int below(const Vector& diagonal, const Vector& beside, double x) {
  int count = 0;
  double q = 1;
  for (std::size_t i = 0; i < diagonal.size(); ++i) {
    const double b = i == 0 ? 0 : beside[i - 1];
    q = diagonal[i] - x - b * b / q;
    if (q == 0) q = 1e-300;
    count += q < 0 ? 1 : 0;
  }
  return count;
}

/// The largest eigenvalue of a symmetric tridiagonal matrix, by bisection.
double largest(const Vector& diagonal, const Vector& beside) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (std::size_t i = 0; i < diagonal.size(); ++i) {  // Gershgorin
    const double reach =
        (i == 0 ? 0 : std::abs(beside[i - 1])) + (i < beside.size() ? std::abs(beside[i]) : 0);
    low = std::min(low, diagonal[i] - reach);
    high = std::max(high, diagonal[i] + reach);
  }
  const int n = static_cast<int>(diagonal.size());
  for (int round = 0; round < 100 && high - low > 1e-13 * std::max(std::abs(high), std::abs(low)); ++round) {
    const double middle = low + (high - low) / 2;
    (below(diagonal, beside, middle) == n ? high : low) = middle;
  }
  return high;
}

}  // namespace

double sharpness(const GradientAt& gradient, std::span<const float> w, const CurvatureOptions& options) {
  if (options.products < 1 || !(options.radius > 0) || w.empty())
    throw base::BadCall("sharpness takes weights, 1 or more products and a radius above 0");
  const std::size_t n = w.size();
  std::vector<float> place(n), up(n), down(n);
  const auto product = [&](const Vector& v) {
    Vector result(n);
    for (std::size_t i = 0; i < n; ++i) place[i] = static_cast<float>(w[i] + options.radius * v[i]);
    gradient(place, up);
    for (std::size_t i = 0; i < n; ++i) place[i] = static_cast<float>(w[i] - options.radius * v[i]);
    gradient(place, down);
    for (std::size_t i = 0; i < n; ++i)
      result[i] = (static_cast<double>(up[i]) - static_cast<double>(down[i])) / (2 * options.radius);
    return result;
  };

  std::vector<Vector> basis;
  Vector diagonal, beside, v(n);
  base::Random random(options.seed);
  for (double& x : v) x = random.normal();
  const auto scale = [](Vector& x, double by) {
    for (double& each : x) each *= by;
  };
  scale(v, 1 / std::sqrt(dot(v, v)));
  const auto most = std::min<std::size_t>(static_cast<std::size_t>(options.products), n);
  while (true) {
    basis.push_back(v);
    Vector next = product(v);
    diagonal.push_back(dot(next, v));
    if (!std::isfinite(diagonal.back())) return std::numeric_limits<double>::quiet_NaN();
    if (basis.size() == most) break;
    for (int again = 0; again < 2; ++again)  // twice is enough (Kahan; Parlett 1980)
      for (const Vector& b : basis) {
        const double part = dot(next, b);
        for (std::size_t i = 0; i < n; ++i) next[i] -= part * b[i];
      }
    const double length = std::sqrt(dot(next, next));
    if (length <= 1e-7 * std::abs(diagonal.front())) break;  // the space is exhausted
    beside.push_back(length);
    scale(next, 1 / length);
    v = std::move(next);
  }
  return largest(diagonal, beside);
}

}  // namespace gradarium::train
