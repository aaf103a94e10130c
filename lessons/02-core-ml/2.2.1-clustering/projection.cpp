// SPDX-License-Identifier: GPL-3.0-or-later
#include "projection.h"

#include <algorithm>
#include <cmath>

namespace gradarium::lessons {

namespace {

double dot(const double* a, const double* b, std::size_t d) {
  double sum = 0;
  for (std::size_t f = 0; f < d; ++f) sum += a[f] * b[f];
  return sum;
}

/// The direction of greatest variance that is at right angles to those before it, by power iteration.
std::vector<double> direction(const std::vector<double>& covariance, std::size_t d,
                              std::span<const double> before) {
  std::vector<double> v(d), next(d);
  for (std::size_t f = 0; f < d; ++f)
    v[f] = std::sin(static_cast<double>(f + 1));  // any start but a special one
  for (int round = 0; round < 200; ++round) {
    for (std::size_t f = 0; f < d; ++f) next[f] = dot(covariance.data() + f * d, v.data(), d);
    for (std::size_t b = 0; b < before.size(); b += d) {
      const double part = dot(before.data() + b, next.data(), d);
      for (std::size_t f = 0; f < d; ++f) next[f] -= part * before[b + f];
    }
    const double length = std::sqrt(dot(next.data(), next.data(), d));
    if (!(length > 0)) break;
    for (std::size_t f = 0; f < d; ++f) v[f] = next[f] / length;
  }
  const double length = std::sqrt(dot(v.data(), v.data(), d));
  for (double& x : v) x /= length;
  return v;
}

}  // namespace

Projection::Projection(const data::Dataset& set)
    : columns_(set.columns), names_(set.featureNames), units_(set.featureUnits) {
  const std::size_t n = set.rows, d = set.columns;
  if (d < many || n < 3) return;
  mean_.resize(d);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t f = 0; f < d; ++f) mean_[f] += set.row(i)[f] / static_cast<double>(n);
  }
  std::vector<double> covariance(d * d), row(d);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t f = 0; f < d; ++f) row[f] = set.row(i)[f] - mean_[f];
    for (std::size_t f = 0; f < d; ++f) {
      for (std::size_t g = 0; g < d; ++g) covariance[f * d + g] += row[f] * row[g];
    }
  }
  for (std::size_t k = 0; k < directions; ++k) {
    const std::vector<double> v = direction(covariance, d, directions_);
    directions_.insert(directions_.end(), v.begin(), v.end());
    names_.push_back("principal direction " + std::to_string(k + 1));
    units_.emplace_back();
  }
}

double Projection::along(std::span<const double> row, std::size_t direction) const {
  double sum = 0;
  for (std::size_t f = 0; f < columns_; ++f)
    sum += (row[f] - mean_[f]) * directions_[direction * columns_ + f];
  return sum;
}

lab::value::Points Projection::points(std::span<const double> rows) const {
  const std::size_t n = columns_ == 0 ? 0 : rows.size() / columns_;
  if (directions_.empty()) return {n, columns_, {rows.begin(), rows.end()}, names_, units_};
  lab::value::Points result{n, columns_ + directions, {}, names_, units_};
  result.data.reserve(n * result.columns);
  for (std::size_t i = 0; i < n; ++i) {
    const auto row = rows.subspan(i * columns_, columns_);
    result.data.insert(result.data.end(), row.begin(), row.end());
    for (std::size_t k = 0; k < directions; ++k) result.data.push_back(along(row, k));
  }
  return result;
}

std::vector<double> Projection::dragged(std::span<const double> row, std::span<const double> to) const {
  if (directions_.empty() || to.size() != columns_ + directions) return {to.begin(), to.end()};
  std::vector<double> place(to.begin(), to.begin() + static_cast<std::ptrdiff_t>(columns_));
  for (std::size_t k = 0; k < directions; ++k) {
    const double further = to[columns_ + k] - along(row, k);
    for (std::size_t f = 0; f < columns_; ++f) place[f] += further * directions_[k * columns_ + f];
  }
  return place;
}

}  // namespace gradarium::lessons
