// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/preprocessing/scaler.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/base/error.h"
#include "core/ml/decomposition/pca.h"

namespace gradarium::ml {
namespace {

std::vector<std::size_t> all(std::size_t n) {
  std::vector<std::size_t> rows(n);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

/// Where x would stand among ascending numbers, 0 to 1; equal numbers share the middle of their places.
double shareBelow(std::span<const double> sorted, double x) noexcept {
  if (sorted.size() < 2 || x <= sorted.front()) return 0;
  if (x >= sorted.back()) return 1;
  const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), x);
  const double steps = static_cast<double>(sorted.size() - 1);
  if (first != last)
    return static_cast<double>((first - sorted.begin()) + (last - 1 - sorted.begin())) / 2 / steps;
  const double low = *(first - 1), high = *first;
  return (static_cast<double>(first - 1 - sorted.begin()) + (x - low) / (high - low)) / steps;
}

}  // namespace

std::string_view name(ScalerKind kind) {
  switch (kind) {
    case ScalerKind::None:
      return "none";
    case ScalerKind::MinMax:
      return "min-max";
    case ScalerKind::Standard:
      return "z-score";
    case ScalerKind::Robust:
      return "robust";
    case ScalerKind::Log:
      return "log";
    case ScalerKind::Quantile:
      return "quantile";
    case ScalerKind::UnitLength:
      return "unit length";
  }
  return "";
}

double quantileOf(std::span<const double> sorted, double q) noexcept {
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), sorted.size() - 1);
  const auto above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Scaler::Scaler(ScalerKind kind, const Samples& samples) : Scaler(kind, samples, all(samples.rows())) {}

Scaler::Scaler(ScalerKind kind, const Samples& samples, std::span<const std::size_t> rows)
    : kind_(kind), shifts_(samples.columns(), 0), scales_(samples.columns(), 1) {
  samples.requireFinite("A scaler");
  if (rows.empty()) throw base::Error("A scaler needs at least one sample");
  const bool learns = kind == ScalerKind::MinMax || kind == ScalerKind::Standard ||
                      kind == ScalerKind::Robust || kind == ScalerKind::Quantile;
  if (!learns) return;
  const auto n = static_cast<double>(rows.size());
  std::vector<double> column(rows.size());
  for (std::size_t j = 0; j < samples.columns(); ++j) {
    for (std::size_t i = 0; i < rows.size(); ++i) column[i] = samples.row(rows[i])[j];
    double shift = 0, scale = 1;
    if (kind == ScalerKind::Standard) {
      double mean = 0, squares = 0;
      for (const double x : column) mean += x / n;
      for (const double x : column) squares += (x - mean) * (x - mean);
      shift = mean, scale = std::sqrt(squares / n);
    } else {
      std::sort(column.begin(), column.end());
      if (kind == ScalerKind::MinMax) shift = column.front(), scale = column.back() - column.front();
      if (kind == ScalerKind::Robust)
        shift = quantileOf(column, 0.5), scale = quantileOf(column, 0.75) - quantileOf(column, 0.25);
      if (kind == ScalerKind::Quantile) sorted_.push_back(column);
    }
    shifts_[j] = shift;
    // What rounding leaves of a constant column is not a spread.
    scales_[j] = scale > 1e-14 * std::abs(shift) ? scale : 1;
  }
}

double Scaler::applied(double x, std::size_t column) const noexcept {
  if (kind_ == ScalerKind::Log) return std::copysign(std::log1p(std::abs(x)), x);
  if (kind_ == ScalerKind::Quantile) return shareBelow(sorted_[column], x);
  return (x - shifts_[column]) / scales_[column];
}

Samples Scaler::apply(const Samples& samples) const {
  if (samples.columns() != shifts_.size()) throw base::Error("A scaler was given samples with other columns");
  std::vector<double> values;
  values.reserve(samples.values().size());
  for (std::size_t i = 0; i < samples.rows(); ++i) {
    const auto row = samples.row(i);
    double length = 1;
    if (kind_ == ScalerKind::UnitLength) {
      length = std::sqrt(std::inner_product(row.begin(), row.end(), row.begin(), 0.0));
      if (length == 0) length = 1;
    }
    for (std::size_t j = 0; j < row.size(); ++j) values.push_back(applied(row[j], j) / length);
  }
  return {std::move(values), samples.columns()};
}

std::string Scaler::json(std::span<const std::string> names) const {
  nlohmann::ordered_json columns = nlohmann::ordered_json::array();
  for (std::size_t j = 0; j < shifts_.size(); ++j) {
    nlohmann::ordered_json column{{"name", j < names.size() ? names[j] : std::to_string(j)}};
    if (kind_ == ScalerKind::Quantile) {
      column["quantiles"] = sorted_[j];
    } else {
      column["shift"] = shifts_[j], column["scale"] = scales_[j];
    }
    columns.push_back(std::move(column));
  }
  return nlohmann::ordered_json{{"scaling", name(kind_)}, {"columns", columns}}.dump(2) + "\n";
}

double centredConditionNumber(const Samples& samples) {
  const auto components = principalComponents(samples, samples.columns());
  if (components.count() < samples.columns() || !(components.variances.back() > 0)) return INFINITY;
  return std::sqrt(components.variances.front() / components.variances.back());
}

}  // namespace gradarium::ml
