// SPDX-License-Identifier: GPL-3.0-or-later
// The disc about the pointer: who is near.
#include <QPainter>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/scatter_view.h"

namespace gradarium::widgets {

ScatterView& ScatterView::disc(const lab::Real& radius) {
  radius_ = &radius;
  return *this;
}

/// In more than two features a disc in the plane is nobody's neighbourhood.
bool ScatterView::discs(const lab::Snapshot& snapshot) const {
  const auto* points = pointsIn(snapshot);
  if (!radius_ || !points || points->columns != 2 || !snapshot.parameters) return false;
  const Columns c = columnsIn(snapshot);
  return c.x != c.y && (*snapshot.parameters)[radius_->index()].visible;
}

void ScatterView::paintDisc(const Canvas& canvas) const {
  if (!discAt_ || held_ || !discs(canvas.snapshot)) return;
  const double radius = radius_->in(canvas.snapshot);
  const QPointF middle = mapping_.toPixel(discAt_->x(), discAt_->y());
  const double across = radius / mapping_.x.length() * mapping_.plot.width();
  const double up = radius / mapping_.y.length() * mapping_.plot.height();
  canvas.painter.save();
  canvas.painter.setRenderHint(QPainter::Antialiasing);
  canvas.painter.setClipRect(mapping_.plot, Qt::IntersectClip);
  canvas.painter.setBrush(faded(canvas.theme.accent, canvas.theme.dark ? 0.16 : 0.1));
  canvas.painter.setPen(QPen(canvas.theme.accent, 1.5));
  canvas.painter.drawEllipse(middle, across, up);
  canvas.painter.restore();
}

QString ScatterView::discWords(const lab::Snapshot& snapshot) const {
  const auto* points = pointsIn(snapshot);
  const double radius = radius_->in(snapshot);
  const Columns c = columnsIn(snapshot);
  std::size_t inside = 0;
  for (std::size_t i = 0; i < points->rows; ++i) {
    const double dx = points->at(i, c.x) - discAt_->x(), dy = points->at(i, c.y) - discAt_->y();
    inside += dx * dx + dy * dy <= radius * radius ? 1 : 0;
  }
  return QStringLiteral("%1 within %2 of (%3, %4)")
      .arg(inside == 1 ? QStringLiteral("<b>1</b> sample") : QStringLiteral("<b>%1</b> samples").arg(inside))
      .arg(readable(radius), readable(discAt_->x()), readable(discAt_->y()));
}

}  // namespace gradarium::widgets
