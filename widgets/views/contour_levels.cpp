// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/contour_levels.h"

#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"
#include "widgets/views/ticks.h"

namespace gradarium::widgets {
namespace {

constexpr double steep = 30;  // highest over middling height, above the lowest: from here on in powers
constexpr double mostDecades = 7;
constexpr int most = 14;  // levels

void powers(ContourLevels& levels, double smallest) {
  const double top = levels.high - levels.base;
  const double bottom = std::max(smallest, top * std::pow(10.0, -mostDecades));
  const double first = std::floor(std::log10(bottom)), last = std::floor(std::log10(top));
  const double decades = last - first + 1;
  const std::vector<double> factors = decades <= 4   ? std::vector<double>{1, 2, 5}
                                      : decades <= 6 ? std::vector<double>{1, 3}
                                                     : std::vector<double>{1};
  for (double power = first; power <= last; ++power)
    for (const double factor : factors)
      // Dividing by a whole power gives the nearest double to the short decimal.
      if (const double above = power < 0 ? factor / std::pow(10.0, -power) : factor * std::pow(10.0, power);
          above >= bottom && above < top)
        levels.at.push_back(levels.base + above);
}

}  // namespace

std::size_t ContourLevels::band(double value) const {
  return static_cast<std::size_t>(std::upper_bound(at.begin(), at.end(), value) - at.begin());
}

QString ContourLevels::label(std::size_t level) const {
  return readable(at[level], 3).replace(QLatin1Char('-'), QChar(0x2212));
}

ContourLevels contourLevels(const lab::value::Field& field, const std::vector<double>& given) {
  ContourLevels levels;
  std::vector<float> finite;
  finite.reserve(field.values.size());
  for (const float v : field.values)
    if (std::isfinite(v)) finite.push_back(v);
  levels.any = !finite.empty();
  levels.at = given;
  if (finite.empty()) return levels;
  const auto quantile = [&](double share) {
    const auto place = finite.begin() + static_cast<std::ptrdiff_t>(share * double(finite.size() - 1));
    std::nth_element(finite.begin(), place, finite.end());
    return double(*place);
  };
  const auto [least, greatest] = std::minmax_element(finite.begin(), finite.end());
  levels.low = *least;
  levels.high = *greatest;
  if (!given.empty() || levels.low == levels.high) return levels;
  const double middle = quantile(0.5);
  // Above zero, zero is the base; a field that dips below it is measured from its lowest point.
  levels.base = levels.low >= 0 && levels.low < 0.2 * middle ? 0 : levels.low;
  if (middle > levels.base && (levels.high - levels.base) > steep * (middle - levels.base)) {
    levels.log = true;
  } else {
    // Half of a landscape may be flat while its floor still matters: see how much of it is near the floor.
    const double near = quantile(0.02);
    levels.log = near > levels.base && (levels.high - levels.base) > 2 * steep * (near - levels.base);
  }
  if (levels.log) powers(levels, std::max(quantile(0.002) - levels.base, 0.0));
  if (levels.at.size() < 3) {
    levels.log = false;
    levels.at = ticksFor({levels.low, levels.high}, most).at;
  }
  return levels;
}

double sample(const lab::value::Field& field, double x, double y, bool nearest) {
  const double u = std::clamp((x - field.x0) / (field.x1 - field.x0) * double(field.columns) - 0.5, 0.0,
                              double(field.columns - 1));
  const double v = std::clamp((y - field.y0) / (field.y1 - field.y0) * double(field.rows) - 0.5, 0.0,
                              double(field.rows - 1));
  const auto i = std::min(static_cast<std::size_t>(v), field.rows - 2);
  const auto j = std::min(static_cast<std::size_t>(u), field.columns - 2);
  const double s = u - double(j), t = v - double(i);
  const float* row = field.values.data() + i * field.columns + j;
  const float* next = row + field.columns;
  if (nearest) return double((t < 0.5 ? row : next)[s < 0.5 ? 0 : 1]);
  return (1 - t) * ((1 - s) * double(row[0]) + s * double(row[1])) +
         t * ((1 - s) * double(next[0]) + s * double(next[1]));
}

}  // namespace gradarium::widgets
