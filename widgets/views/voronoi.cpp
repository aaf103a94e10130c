// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/voronoi.h"

#include <cmath>

#include "widgets/views/clip.h"

namespace gradarium::widgets {
namespace {

bool finite(const QPointF& p) { return std::isfinite(p.x()) && std::isfinite(p.y()); }

}  // namespace

std::vector<QPolygonF> voronoiCells(const std::vector<QPointF>& sites, const Mapping& mapping) {
  const Span &x = mapping.x, &y = mapping.y;
  // Around the middle of the plot, so that data far from zero lose no digits.
  const QPointF middle(x.low + x.length() / 2, y.low + y.length() / 2);
  const double w = x.length() / 2, h = y.length() / 2;
  std::vector<QPolygonF> cells;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    QPolygonF cell;
    if (finite(sites[i])) cell = {{-w, -h}, {w, -h}, {w, h}, {-w, h}};
    const QPointF own = sites[i] - middle;
    for (std::size_t j = 0; j < sites.size() && !cell.isEmpty(); ++j) {
      if (j == i || !finite(sites[j])) continue;
      const QPointF other = sites[j] - middle, normal = other - own;
      if (normal.x() == 0 && normal.y() == 0) {
        if (j < i) cell.clear();
        continue;
      }
      // |p - own|^2 <= |p - other|^2
      cell = clippedToHalfPlane(cell, normal,
                                (QPointF::dotProduct(other, other) - QPointF::dotProduct(own, own)) / 2);
    }
    for (QPointF& corner : cell) corner = mapping.toPixel(corner.x() + middle.x(), corner.y() + middle.y());
    cells.push_back(std::move(cell));
  }
  return cells;
}

}  // namespace gradarium::widgets
