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
  const auto place = [](double at, double low, double high, std::size_t cells) {
    const double cell = (at - low) / (high - low) * static_cast<double>(cells) - 0.5;
    return cell > 0 ? std::min(cell, static_cast<double>(cells - 1)) : 0.0;  // NaN of an empty span as well
  };
  const double u = place(x, field.x0, field.x1, field.columns), v = place(y, field.y0, field.y1, field.rows);
  const auto i = static_cast<std::size_t>(v), j = static_cast<std::size_t>(u);
  const std::size_t below = std::min(i + 1, field.rows - 1), right = std::min(j + 1, field.columns - 1);
  const double s = u - static_cast<double>(j), t = v - static_cast<double>(i);
  const auto at = [&](std::size_t row, std::size_t column) {
    return static_cast<double>(field.values[row * field.columns + column]);
  };
  if (nearest) return at(t < 0.5 ? i : below, s < 0.5 ? j : right);
  return (1 - t) * ((1 - s) * at(i, j) + s * at(i, right)) + t * ((1 - s) * at(below, j) + s * at(below, right));
}

}  // namespace gradarium::widgets
