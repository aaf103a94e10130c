// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/hull.h"

#include <algorithm>

namespace gradarium::widgets {

QPolygonF convexHull(std::vector<QPointF> points) {
  std::ranges::sort(points,
                    [](QPointF a, QPointF b) { return a.x() != b.x() ? a.x() < b.x() : a.y() < b.y(); });
  points.erase(std::unique(points.begin(), points.end(),
                           [](QPointF a, QPointF b) { return a.x() == b.x() && a.y() == b.y(); }),
               points.end());
  if (points.size() < 3) return QPolygonF(QVector<QPointF>(points.begin(), points.end()));
  const auto turnsLeft = [](QPointF a, QPointF b, QPointF c) {
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x()) > 0;
  };
  QPolygonF hull;
  for (const bool lower : {true, false}) {
    const qsizetype base = hull.size();
    for (const QPointF& p : points) {
      while (hull.size() - base >= 2 && !turnsLeft(hull[hull.size() - 2], hull.back(), p)) hull.pop_back();
      hull << p;
    }
    hull.pop_back();  // the other half begins with it
    if (lower) std::ranges::reverse(points);
  }
  return hull;
}

}  // namespace gradarium::widgets
