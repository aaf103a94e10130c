// SPDX-License-Identifier: GPL-3.0-or-later
// What the scatter plot says of many samples at once: hulls, names, and a stretch of the plane that is chosen
// by a drag.
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <map>

#include "widgets/theme/contrast.h"
#include "widgets/views/clip.h"
#include "widgets/views/hull.h"
#include "widgets/views/linked.h"
#include "widgets/views/marks.h"
#include "widgets/views/scatter_view.h"

namespace gradarium::widgets {
namespace {

constexpr std::size_t mostNames = 600, mostRings = 400;

}  // namespace

void ScatterView::paintHulls(const Canvas& canvas, const lab::value::Points& points,
                             const Mapping& mapping) const {
  const auto* labels = labelsIn(canvas.snapshot);
  if (!hulls_ || !labels) return;
  const Columns c = columnsIn(canvas.snapshot);
  std::map<int, std::vector<QPointF>> groups;
  for (std::size_t i = 0; i < points.rows; ++i) {
    const double x = points.at(i, c.x), y = points.columns < 2 ? 0 : points.at(i, c.y);
    if (labels->codes[i] >= 0 && std::isfinite(x) && std::isfinite(y))
      groups[labels->codes[i]].push_back(mapping.toPixel(x, y));
  }
  canvas.painter.save();
  canvas.painter.setRenderHint(QPainter::Antialiasing);
  for (const auto& [code, members] : groups) {
    const QPolygonF hull = clipped(convexHull(members), mapping.plot);
    if (hull.size() < 2) continue;
    canvas.painter.setPen(
        QPen(faded(canvas.theme.outline(code), 0.7), 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    canvas.painter.setBrush(faded(canvas.theme.seriesColour(code), canvas.theme.dark ? 0.13 : 0.11));
    canvas.painter.drawPolygon(hull);
  }
  canvas.painter.restore();
}

void ScatterView::paintNames(const Canvas& canvas, const lab::value::Points& points,
                             const Mapping& mapping) const {
  if (!names_ || points.rowNames.size() != points.rows) return;
  const Columns c = columnsIn(canvas.snapshot);
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const double away = markRadius(points.rows) + 3, height = metrics.height() - 3;
  std::vector<QRectF> taken;
  std::vector<QPointF> marks;  // no name covers another sample
  for (std::size_t i = 0; i < points.rows; ++i)
    marks.push_back(mapping.toPixel(points.at(i, c.x), points.columns < 2 ? 0 : points.at(i, c.y)));
  canvas.painter.save();
  canvas.painter.setFont(small);
  for (std::size_t i = 0; i < points.rows && taken.size() < mostNames; ++i) {
    const double x = points.at(i, c.x), y = points.columns < 2 ? 0 : points.at(i, c.y);
    const QPointF at = mapping.toPixel(x, y);
    if (!std::isfinite(at.x()) || !std::isfinite(at.y()) || !mapping.plot.contains(at)) continue;
    const QString name = QString::fromStdString(points.rowNames[i]);
    const double width = metrics.horizontalAdvance(name);
    if (name.isEmpty()) continue;
    for (const QPointF corner :
         {QPointF(at.x() + away, at.y() - height / 2), QPointF(at.x() - away - width, at.y() - height / 2),
          QPointF(at.x() - width / 2, at.y() - away - height), QPointF(at.x() - width / 2, at.y() + away)}) {
      const QRectF box(corner, QSizeF(width, height));
      const QRectF clear = box.adjusted(-2, -2, 2, 2);
      if (!mapping.plot.contains(box) ||
          std::ranges::any_of(taken, [&](const QRectF& other) { return other.intersects(clear); }) ||
          std::ranges::any_of(marks, [&](const QPointF& mark) { return clear.contains(mark); }))
        continue;
      taken.push_back(box);
      canvas.painter.setPen(mix(canvas.theme.ink, canvas.theme.ground, 0.12));
      canvas.painter.drawText(QPointF(box.left(), box.center().y() + metrics.capHeight() / 2), name);
      break;
    }
  }
  canvas.painter.restore();
}

void ScatterView::brushTo(QPointF at, const lab::Snapshot& snapshot) {
  const QRectF& plot = mapping_.plot;
  const auto inside = [&](QPointF p) {
    return mapping_.toData(
        {std::clamp(p.x(), plot.left(), plot.right()), std::clamp(p.y(), plot.top(), plot.bottom())});
  };
  brush_ = QRectF(inside(brushFrom_), inside(at)).normalized();
  brushRows(snapshot);
}

void ScatterView::brushRows(const lab::Snapshot& snapshot) {
  brushed_.clear();
  const auto* points = pointsIn(snapshot);
  for (std::size_t i = 0; brush_ && points && points->columns > 0 && i < points->rows; ++i) {
    const auto place = placeOf({Target::Kind::Sample, i}, snapshot);
    if (place && place->x() >= brush_->left() && place->x() <= brush_->right() &&
        place->y() >= brush_->top() && place->y() <= brush_->bottom())
      brushed_.push_back(i);
  }
  if (linked()) linked()->point(brushed_);
}

bool ScatterView::unbrush() {
  const bool had = brush_.has_value();
  brush_.reset();
  brushed_.clear();
  if (had && linked()) linked()->point({});
  return had;
}

void ScatterView::paintBrush(const Canvas& canvas, const lab::value::Points& points,
                             const Mapping& mapping) const {
  if (!brush_) return;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF rect = QRectF(mapping.toPixel(brush_->left(), brush_->top()),
                             mapping.toPixel(brush_->right(), brush_->bottom()))
                          .normalized()
                          .intersected(mapping.plot);
  painter.setPen(QPen(canvas.theme.accent, 1, Qt::DashLine));
  painter.setBrush(faded(canvas.theme.accent, 0.1));
  painter.drawRect(rect);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(canvas.theme.accent, 1.5));
  const double r = markRadius(points.rows) + 2;
  for (std::size_t k = 0; k < brushed_.size() && brushed_.size() <= mostRings; ++k)
    if (const auto place = placeOf({Target::Kind::Sample, brushed_[k]}, canvas.snapshot))
      painter.drawEllipse(mapping.toPixel(place->x(), place->y()), r, r);
  painter.restore();
}

}  // namespace gradarium::widgets
