// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/line_data.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradarium::widgets {
namespace {

bool shown(double x, double y, bool log) { return std::isfinite(x) && std::isfinite(y) && (!log || y > 0); }

/// The points of one pixel column.
struct Column {
  QPointF first, lowest, highest, last;
  std::size_t lowestAt = 0, highestAt = 0, lastAt = 0, count = 0;

  void add(const QPointF& point, std::size_t at) {
    if (count++ == 0) {
      first = lowest = highest = point;
      lowestAt = highestAt = at;
    }
    if (point.y() < lowest.y()) {
      lowest = point;
      lowestAt = at;
    }
    if (point.y() > highest.y()) {
      highest = point;
      highestAt = at;
    }
    last = point;
    lastAt = at;
  }
  void flush(QList<QPointF>& line, bool ends) {
    if (count == 0) return;
    const bool lowFirst = lowestAt < highestAt;
    const auto add = [&](const QPointF& point) {
      if (line.isEmpty() || point != line.back()) line.append(point);
    };
    // A full column is a vertical stroke from lowest to highest; where it begins and ends inside can't be
    // seen.
    if (count <= 4 || line.isEmpty()) add(first);
    add(lowFirst ? lowest : highest);
    add(lowFirst ? highest : lowest);
    if (count <= 4 || ends) add(last);
    count = 0;
  }
};

}  // namespace

SeriesExtent extentOf(const lab::value::Series& series, bool log) {
  SeriesExtent extent;
  double x0 = std::numeric_limits<double>::infinity(), x1 = -x0, y0 = x0, y1 = -x0;
  const std::size_t size = series.size();
  for (std::size_t i = 0; i < size; ++i) {
    const double x = series.x(i), y = series.y(i);
    if (!shown(x, y, log)) continue;
    extent.rising = extent.rising && x >= x1;
    extent.whole = extent.whole && x == std::floor(x);
    ++extent.finite;
    x0 = std::min(x0, x);
    x1 = std::max(x1, x);
    y0 = std::min(y0, y);
    y1 = std::max(y1, y);
  }
  if (extent.finite == 0) return extent;
  extent.x0 = x0;
  extent.x1 = x1;
  extent.y0 = log ? std::log10(y0) : y0;
  extent.y1 = log ? std::log10(y1) : y1;
  return extent;
}

std::vector<QList<QPointF>> linesOf(const lab::value::Series& series, const SeriesExtent& extent,
                                    const Span& x, int columns, bool log) {
  std::vector<QList<QPointF>> lines;
  const std::size_t size = series.size();
  const bool dense = extent.rising && size > static_cast<std::size_t>(columns) * 2;
  const double perUnit = columns / x.length();
  Column column;
  long current = 0;
  bool gap = true;
  for (std::size_t i = 0; i < size; ++i) {
    const double atX = series.x(i), atY = series.y(i);
    if (!shown(atX, atY, log)) {
      gap = true;
      continue;
    }
    const long next = dense ? static_cast<long>((atX - x.low) * perUnit) : static_cast<long>(i);
    if (lines.empty() || next != current) {
      // Among dense points a gap narrower than a pixel cannot be seen.
      const bool breaks = gap && (!dense || next > current + 1);
      if (!lines.empty()) column.flush(lines.back(), breaks);
      if (lines.empty() || breaks) lines.emplace_back();
      current = next;
    }
    gap = false;
    column.add(QPointF(atX, atY), i);
  }
  if (!lines.empty()) column.flush(lines.back(), true);
  if (log)
    for (auto& line : lines)
      for (QPointF& point : line) point.setY(std::log10(point.y()));
  return lines;
}

std::size_t nearestIndex(const lab::value::Series& series, bool rising, double x) {
  const std::size_t size = series.size();
  const auto distance = [&](std::size_t i) {
    return std::isfinite(series.y(i)) ? std::abs(series.x(i) - x) : INFINITY;
  };
  std::size_t from = 0, to = size;
  if (rising) {
    while (from < to) {
      const std::size_t middle = from + (to - from) / 2;
      series.x(middle) < x ? from = middle + 1 : to = middle;
    }
    to = std::min(size, from + 64);  // past a short gap
    from -= std::min<std::size_t>(from, 64);
  }
  std::size_t best = size;
  for (std::size_t i = from; i < to; ++i)
    if (distance(i) < (best == size ? INFINITY : distance(best))) best = i;
  return best;
}

}  // namespace gradarium::widgets
