// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/linear/elastic_net.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/dot.h"
#include "core/ml/linear/cholesky.h"

namespace gradarium::ml {
namespace {

double softened(double value, double by) { return value > by ? value - by : value < -by ? value + by : 0; }

}  // namespace

ElasticNet::ElasticNet(const Samples& x, std::span<const double> y)
    : correlation_(x.columns()), means_(x.columns()) {
  x.requireFinite("The elastic net");
  const std::size_t n = x.rows(), d = x.columns();
  if (y.size() != n) throw base::BadCall("the elastic net needs as many y as there are samples");
  Samples::borrowed(y, 1).requireFinite("The elastic net");
  const double share = 1 / static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < d; ++j) means_[j] += x.row(i)[j];
  for (double& mean : means_) mean *= share;
  for (const double value : y) mean_ += value * share;
  std::vector<double> columns(n * d), centred(y.begin(), y.end());
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < d; ++j) columns[j * n + i] = x.row(i)[j] - means_[j];
  for (double& value : centred) value -= mean_;
  squares_ = dot(centred.data(), centred.data(), n) * share;
  gram_.resize(d * d);
  base::parallelFor(d, 4, [&](std::size_t begin, std::size_t end) {
    for (std::size_t j = begin; j < end; ++j) {
      correlation_[j] = dot(columns.data() + j * n, centred.data(), n) * share;
      for (std::size_t k = 0; k <= j; ++k)
        gram_[j * d + k] = dot(columns.data() + j * n, columns.data() + k * n, n) * share;
    }
  });
  for (std::size_t j = 0; j < d; ++j) {
    most_ = std::max(most_, std::abs(correlation_[j]));
    for (std::size_t k = 0; k < j; ++k) gram_[k * d + j] = gram_[j * d + k];
  }
}

double ElasticNet::strongest(double l1) const {
  return l1 > 0 ? most_ / l1 : std::numeric_limits<double>::infinity();
}

double ElasticNet::pull(std::size_t j, std::span<const double> coefficients) const {
  return correlation_[j] - dot(gram_.data() + j * columns(), coefficients.data(), columns());
}

double ElasticNet::update(std::size_t j, const Penalty& penalty, std::span<double> coefficients) const {
  const double old = coefficients[j], own = gram(j, j);
  const double curvature = own + penalty.strength * (1 - penalty.l1);
  if (!(curvature > 0)) return 0;  // a column of zeros
  const double to = softened(pull(j, coefficients) + own * old, penalty.strength * penalty.l1) / curvature;
  coefficients[j] = to;
  return to - old;
}

double ElasticNet::violation(const Penalty& penalty, std::span<const double> coefficients) const {
  const double flat = penalty.strength * penalty.l1, round = penalty.strength * (1 - penalty.l1);
  double most = 0;
  for (std::size_t j = 0; j < columns(); ++j) {
    const double b = coefficients[j], g = pull(j, coefficients) - round * b;
    most = std::max(most, b > 0   ? std::abs(g - flat)
                          : b < 0 ? std::abs(g + flat)
                                  : std::max(0.0, std::abs(g) - flat));
  }
  return most;
}

/// With signs given, those that are not zero solve a linear system: where columns are nearly parallel, coordinates
/// alone would creep there for ever. Kept only where no sign changes and the minimum is nearer.
void ElasticNet::settle(const Penalty& penalty, std::span<const std::size_t> active,
                        std::vector<double>& coefficients) const {
  constexpr std::size_t largest = 200;
  const std::size_t k = active.size();
  if (k == 0 || k > largest) return;
  std::vector<double> matrix(k * k), right(k);
  for (std::size_t a = 0; a < k; ++a) {
    const double b = coefficients[active[a]];
    if (b == 0) return;
    right[a] = correlation_[active[a]] - penalty.strength * penalty.l1 * (b > 0 ? 1 : -1);
    for (std::size_t c = 0; c <= a; ++c) matrix[a * k + c] = gram(active[a], active[c]);
    matrix[a * k + a] += penalty.strength * (1 - penalty.l1);
  }
  if (!choleskySolve(matrix, right)) return;
  std::vector<double> settled = coefficients;
  for (std::size_t a = 0; a < k; ++a) {
    if (!(right[a] * coefficients[active[a]] > 0)) return;
    settled[active[a]] = right[a];
  }
  if (violation(penalty, settled) < violation(penalty, coefficients)) coefficients = std::move(settled);
}

std::vector<double> ElasticNet::solve(const Penalty& penalty, std::vector<double> start, double tolerance,
                                      std::size_t most) const {
  if (!(penalty.strength >= 0) || !(penalty.l1 >= 0 && penalty.l1 <= 1))
    throw base::BadCall("a penalty has a strength of 0 or more, and an L1 ratio of 0 to 1");
  const std::size_t d = columns();
  start.resize(d, 0.0);
  const double enough = tolerance * std::max(most_, std::numeric_limits<double>::min());
  std::vector<std::size_t> active;
  for (std::size_t round = 0; round < most; ++round) {
    for (std::size_t j = 0; j < d; ++j) update(j, penalty, start);
    if (violation(penalty, start) <= enough) break;
    // Most of the work is among those that are not zero: rest with them until little moves.
    active.clear();
    for (std::size_t j = 0; j < d; ++j)
      if (start[j] != 0) active.push_back(j);
    for (int inner = 0; inner < 10; ++inner) {
      double moved = 0;
      for (const std::size_t j : active)
        moved = std::max(moved, std::abs(update(j, penalty, start)) * std::max(gram(j, j), 1e-300));
      if (moved <= enough * 0.1) break;
    }
    settle(penalty, active, start);
  }
  return start;
}

std::vector<double> ElasticNet::path(std::span<const double> strengths, double l1) const {
  std::vector<double> all, now(columns(), 0.0);
  all.reserve(strengths.size() * columns());
  for (const double strength : strengths) {
    now = solve({strength, l1}, std::move(now), 1e-9, 2000);
    all.insert(all.end(), now.begin(), now.end());
  }
  return all;
}

double ElasticNet::intercept(std::span<const double> coefficients) const {
  return mean_ - dot(coefficients.data(), means_.data(), columns());
}

double ElasticNet::loss(std::span<const double> coefficients) const {
  double sum = squares_;
  for (std::size_t j = 0; j < columns(); ++j)
    sum -= coefficients[j] * (correlation_[j] + pull(j, coefficients));
  return std::max(0.0, sum / 2);
}

std::vector<double> penaltyGrid(double strongest, double ratio, std::size_t count) {
  std::vector<double> grid;
  for (std::size_t i = 0; i < count; ++i)
    grid.push_back(
        strongest *
        std::pow(ratio, count < 2 ? 0.0 : static_cast<double>(i) / static_cast<double>(count - 1)));
  return grid;
}

double penaltyOf(const Penalty& penalty, std::span<const double> coefficients) {
  double flat = 0, round = 0;
  for (const double b : coefficients) flat += std::abs(b), round += b * b;
  return penalty.strength * (penalty.l1 * flat + (1 - penalty.l1) / 2 * round);
}

}  // namespace gradarium::ml
