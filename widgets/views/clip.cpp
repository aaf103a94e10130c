// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/clip.h"

#include <algorithm>
#include <cmath>

namespace gradarium::widgets {

// Liang and Barsky (1984).
std::optional<QLineF> clipped(const QLineF& line, const QRectF& rect) {
  if (!std::isfinite(line.x1() + line.y1() + line.x2() + line.y2())) return std::nullopt;
  const double p[] = {-line.dx(), line.dx(), -line.dy(), line.dy()};
  const double q[] = {line.x1() - rect.left(), rect.right() - line.x1(), line.y1() - rect.top(),
                      rect.bottom() - line.y1()};
  double from = 0, to = 1;
  for (int i = 0; i < 4; ++i) {
    if (p[i] == 0) {
      if (q[i] < 0) return std::nullopt;
    } else if (p[i] < 0) {
      from = std::max(from, q[i] / p[i]);
    } else {
      to = std::min(to, q[i] / p[i]);
    }
  }
  if (from > to) return std::nullopt;
  return QLineF(line.pointAt(from), line.pointAt(to));
}

// Sutherland and Hodgman (1974), one side at a time.
QPolygonF clippedToHalfPlane(const QPolygonF& polygon, QPointF normal, double limit) {
  QPolygonF kept;
  const auto side = [&](const QPointF& p) { return QPointF::dotProduct(normal, p) - limit; };
  for (qsizetype i = 0; i < polygon.size(); ++i) {
    const QPointF& a = polygon[i];
    const QPointF& b = polygon[(i + 1) % polygon.size()];
    const double atA = side(a), atB = side(b);
    if (atA <= 0) kept << a;
    if ((atA < 0 && atB > 0) || (atA > 0 && atB < 0)) kept << a + (b - a) * (atA / (atA - atB));
  }
  return kept;
}

QPolygonF clipped(const QPolygonF& polygon, const QRectF& rect) {
  QPolygonF kept = clippedToHalfPlane(polygon, {-1, 0}, -rect.left());
  kept = clippedToHalfPlane(kept, {1, 0}, rect.right());
  kept = clippedToHalfPlane(kept, {0, -1}, -rect.top());
  return clippedToHalfPlane(kept, {0, 1}, rect.bottom());
}

}  // namespace gradarium::widgets
