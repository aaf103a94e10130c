// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/histogram_bins.h"

#include <algorithm>
#include <cmath>

namespace gradarium::widgets {
namespace {

constexpr std::size_t mostBins = 400, mostUnasked = 64;

/// By linear interpolation between the sorted numbers (definition 7 of Hyndman & Fan 1996).
double quantile(const std::vector<double>& sorted, double p) {
  const double place = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double next = sorted[std::min(below + 1, sorted.size() - 1)];
  return sorted[below] + (next - sorted[below]) * (place - static_cast<double>(below));
}

/// The table's columns that hold numbers.
std::vector<const lab::value::Table::Column*> numeric(const lab::value::Table& table) {
  std::vector<const lab::value::Table::Column*> columns;
  for (const auto& column : table.columns)
    if (column.texts.empty()) columns.push_back(&column);
  return columns;
}

struct Reader {
  std::size_t column;
  std::vector<double> numbers;

  void add(double v) {
    if (std::isfinite(v)) numbers.push_back(v);
  }
  void operator()(const lab::value::Series& series) {
    for (std::size_t i = 0; i < series.size(); ++i) add(series.y(i));
  }
  void operator()(const lab::value::Points& points) {
    for (std::size_t i = 0; column < points.columns && i < points.rows; ++i) add(points.at(i, column));
  }
  void operator()(const lab::value::Matrix& matrix) {
    for (const double v : matrix.data) add(v);
  }
  void operator()(const lab::value::Tensor& tensor) {
    for (const float v : tensor.data) add(static_cast<double>(v));
  }
  void operator()(const lab::value::Table& table) {
    const auto columns = numeric(table);
    if (column < columns.size())
      for (const double v : columns[column]->numbers) add(v);
  }
  template <class Other>
  void operator()(const Other&) {}
};

}  // namespace

std::size_t Bins::of(double value) const {
  if (!(value >= low) || value > high() || count == 0) return count;
  const auto bin = static_cast<std::size_t>((value - low) / width);
  return std::min(bin, count - 1);
}

std::vector<double> Bins::fill(const std::vector<double>& numbers) const {
  std::vector<double> counts(count, 0);
  for (const double v : numbers)
    if (const std::size_t bin = of(v); bin < count) counts[bin] += 1;
  return counts;
}

Bins binsFor(const std::vector<double>& numbers, std::size_t wanted) {
  std::vector<double> sorted;
  sorted.reserve(numbers.size());
  std::ranges::copy_if(numbers, std::back_inserter(sorted), [](double v) { return std::isfinite(v); });
  if (sorted.empty()) return {0, 1, 0};
  std::ranges::sort(sorted);
  const double low = sorted.front(), high = sorted.back(), range = high - low;
  if (!(range > 0) || !std::isfinite(range)) return {std::isfinite(range) ? low - 0.5 : -1e300, std::isfinite(range) ? 1 : 2e300, 1};
  const bool whole = std::ranges::all_of(sorted, [](double v) { return v == std::floor(v); });
  if (wanted == 0 && whole && range <= 40) return {low - 0.5, 1, static_cast<std::size_t>(range) + 1};
  if (wanted == 0) {
    const double n = static_cast<double>(sorted.size());
    const double spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    const double sturges = range / (std::log2(n) + 1);
    const double width = spread > 0 ? std::min(2 * spread / std::cbrt(n), sturges) : sturges;
    wanted = static_cast<std::size_t>(std::clamp(std::ceil(range / width - 1e-12), 1.0, double(mostUnasked)));
  }
  wanted = std::clamp<std::size_t>(wanted, 1, mostBins);
  return {low, range / static_cast<double>(wanted), wanted};
}

std::vector<double> numbersOf(const lab::Value& value, std::size_t column) {
  Reader reader{column, {}};
  std::visit(reader, value);
  return std::move(reader.numbers);
}

std::vector<std::string> columnsOf(const lab::Value& value) {
  std::vector<std::string> names;
  if (const auto* points = std::get_if<lab::value::Points>(&value)) {
    for (std::size_t c = 0; points->columns > 1 && c < points->columns; ++c)
      names.push_back(c < points->columnNames.size() ? points->columnNames[c] : "column " + std::to_string(c + 1));
  } else if (const auto* table = std::get_if<lab::value::Table>(&value)) {
    const auto columns = numeric(*table);
    for (const auto* column : columns)
      if (columns.size() > 1) names.push_back(column->name);
  }
  return names;
}

}  // namespace gradarium::widgets
