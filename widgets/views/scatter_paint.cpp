// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/clip.h"
#include "widgets/views/linked.h"
#include "widgets/views/marks.h"
#include "widgets/views/scatter_view.h"
#include "widgets/views/voronoi.h"

namespace gradarium::widgets {
namespace {

constexpr double handleRadius = 9;

double cloudOpacity(std::size_t n) { return n <= 2000 ? 0.82 : 0.7; }

/// A mark that cannot be missed on a crowd of its own colour: a ring of the card's colour between two
/// outlines.
void paintHandle(const Canvas& canvas, const MarkStyle& style, QPointF at, double radius) {
  QPainter& painter = canvas.painter;
  const QPainterPath path = markPath(style.shape, radius);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(at);
  painter.setBrush(Qt::NoBrush);
  for (const auto& [colour, width] : {std::pair(style.outline, 7.5), std::pair(canvas.theme.card, 6.0)}) {
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
  }
  painter.setPen(QPen(style.outline, 1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(style.fill);
  painter.drawPath(path);
  painter.restore();
}

}  // namespace

Axes ScatterView::axesFor(const lab::Snapshot& snapshot, const lab::value::Points& points,
                          const QRectF& area) const {
  const Columns c = columnsIn(snapshot);
  const bool line = points.columns < 2;
  const auto axis = [&](std::size_t column, const Span* held) {
    Axis axis{axisName(points, column, snapshot),
              column < points.units.size() ? QString::fromStdString(points.units[column]) : QString(),
              {}};
    if (held) {
      axis.span = *held;
    } else if (drawing(snapshot)) {
      const double room = drawnRange_.length() * 0.03;
      axis.span = {drawnRange_.low - room, drawnRange_.high + room};
    } else if (points.columns > 0) {
      std::vector<double> numbers;
      numbers.reserve(points.rows);
      for (std::size_t i = 0; i < points.rows; ++i) numbers.push_back(points.at(i, column));
      if (const auto* handles = handlesIn(snapshot))
        for (std::size_t i = 0; i < handles->rows; ++i) numbers.push_back(handles->at(i, column));
      axis.span = spanOf(numbers);
    }
    return axis;
  };
  Axis x = axis(c.x, held_ ? &held_->mapping.x : nullptr), y = axis(c.y, held_ ? &held_->mapping.y : nullptr);
  if (line) y = {{}, {}, {-1, 1}, false, false};
  // A field fills the plot: it was computed for as much of the plane as is worth seeing.
  if (const auto* field = fieldIn(snapshot); field && !held_ && !drawing(snapshot)) {
    x.span = {std::min(x.span.low, field->x0), std::max(x.span.high, field->x1)};
    y.span = {std::min(y.span.low, field->y0), std::max(y.span.high, field->y1)};
    const auto close = [](Span span, double low, double high) {  // a margin that the field does not have is none
      const double room = 0.06 * span.length();
      return Span{low - span.low < room ? low : span.low, span.high - high < room ? high : span.high};
    };
    x.span = close(x.span, field->x0, field->x1);
    y.span = close(y.span, field->y0, field->y1);
  }
  if (bare_) strip(x, y, area, snapshot);
  if (oneScale_ && points.columns == 2 && !held_) widenToOneScale(x, y, area);
  return {std::move(x), std::move(y), area};
}

void ScatterView::paint(const Canvas& canvas) {
  const auto* points = pointsIn(canvas.snapshot);
  const bool none = !points || points->rows == 0 || points->columns == 0;
  if (none && !drawing(canvas.snapshot)) return paintEmpty(canvas);
  static const lab::value::Points nothing{0, 2, {}, {}, {}};
  if (none) points = &nothing;

  const QRectF rest = paintLegend(canvas, legend(canvas.snapshot), note(canvas.snapshot));
  const Axes axes = axesFor(canvas.snapshot, *points, rest);
  if (!axes.usable()) return;
  if (canvas.onScreen) mapping_ = axes.mapping();
  const Mapping& mapping = axes.mapping();
  if (fieldIn(canvas.snapshot)) fieldLayer_.paint(canvas, valueOf(field_, canvas.snapshot), mapping, lookIn(canvas.snapshot));
  paintCells(canvas, mapping);
  axes.paint(canvas.painter, canvas.theme);
  if (none) return paintEmpty({canvas.painter, mapping.plot, canvas.theme, canvas.snapshot, canvas.onScreen});
  if (canvas.onScreen) paintDisc(canvas);
  if (canvas.onScreen) paintLinks(canvas, *points, mapping);
  paintHulls(canvas, *points, mapping);
  paintResiduals(canvas, *points, mapping);
  paintCurves(canvas, mapping);
  paintCloud(canvas, *points, mapping);
  paintNames(canvas, *points, mapping);
  if (hasTrails_) paintTrails(canvas, mapping);
  paintHandles(canvas, mapping);
  if (canvas.onScreen) paintEmphasis(canvas, *points, mapping);
}

void ScatterView::paintCells(const Canvas& canvas, const Mapping& mapping) const {
  const auto* handles = handlesIn(canvas.snapshot);
  if (!voronoi_ || !handles || handles->columns != 2) return;
  const Columns c = columnsIn(canvas.snapshot);
  std::vector<QPointF> sites;
  for (std::size_t i = 0; i < handles->rows; ++i)
    sites.emplace_back(handles->at(i, c.x), handles->at(i, c.y));
  const auto cells = voronoiCells(sites, mapping);
  canvas.painter.save();
  canvas.painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const int code = static_cast<int>(i);
    canvas.painter.setBrush(faded(canvas.theme.seriesColour(code), canvas.theme.dark ? 0.13 : 0.11));
    canvas.painter.setPen(QPen(canvas.theme.ground, 2));
    if (!cells[i].isEmpty()) canvas.painter.drawPolygon(cells[i]);
  }
  canvas.painter.restore();
}

void ScatterView::paintCloud(const Canvas& canvas, const lab::value::Points& points, const Mapping& mapping) {
  const Columns c = columnsIn(canvas.snapshot);
  const double radius = markRadius(points.rows), opacity = cloudOpacity(points.rows);
  const auto* labels = labelsIn(canvas.snapshot);
  const int plain = labels_ ? -1 : 0;
  std::vector<PlacedMark> marks;
  const auto place = [&](QPointF shift) {
    marks.reserve(points.rows);
    for (std::size_t i = 0; i < points.rows; ++i) {
      const double x = points.at(i, c.x), y = points.columns < 2 ? 0 : points.at(i, c.y);
      if (!std::isfinite(x) || !std::isfinite(y)) continue;
      const QPointF at = mapping.toPixel(x, y);
      if (!mapping.plot.adjusted(-0.5, -0.5, 0.5, 0.5).contains(at)) continue;
      marks.push_back({at - shift, labels ? labels->codes[i] : plain});
    }
  };
  if (!canvas.onScreen) {
    place({0, 0});
    for (const PlacedMark& mark : marks)
      paintMark(canvas.painter, markStyle(canvas.theme, mark.code), mark.at, radius, opacity,
                radius >= 4 ? 1 : 0.75);
    return;
  }
  // Of what is really painted on: a widget rendered into a picture does not know the picture's pixels.
  const double dpr = std::max(0.5, canvas.painter.deviceTransform().m11());
  const QSize size = (canvas.area.size() * dpr).toSize();
  const auto pointsValue = valueOf(&points_, canvas.snapshot),
             labelsValue = valueOf(labels_, canvas.snapshot);
  const bool fresh = layer_.image.size() == size && layer_.pixelRatio == dpr &&
                     layer_.points == pointsValue && layer_.labels == labelsValue && layer_.columns == c &&
                     layer_.mapping == mapping && layer_.dark == canvas.theme.dark;
  if (!fresh) {
    QImage image = layer_.image.size() == size ? std::move(layer_.image)
                                               : QImage(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    place(canvas.area.topLeft());
    stampMarks(image, dpr, marks, canvas.theme, radius, opacity);
    layer_ = {std::move(image), dpr, pointsValue, labelsValue, c, mapping, canvas.theme.dark};
  }
  // Pixel upon pixel, with no scale in between: several times faster on dense screens, and exact.
  canvas.painter.save();
  canvas.painter.scale(1 / dpr, 1 / dpr);
  const QPointF corner = canvas.area.topLeft() * dpr;
  canvas.painter.drawImage(QPoint(qRound(corner.x()), qRound(corner.y())), layer_.image);
  canvas.painter.restore();
}

void ScatterView::paintLinks(const Canvas& canvas, const lab::value::Points& points,
                             const Mapping& mapping) const {
  const auto* labels = labelsIn(canvas.snapshot);
  const Target* of = held_ && held_->target.kind == Target::Kind::Handle ? &held_->target
                     : hovered_                                          ? &*hovered_
                                                                         : nullptr;
  if (!links_ || !labels || !of || of->kind != Target::Kind::Handle) return;
  const auto centre = placeOf(*of, canvas.snapshot);
  if (!centre) return;
  const Columns c = columnsIn(canvas.snapshot);
  const int code = static_cast<int>(of->index);
  canvas.painter.save();
  canvas.painter.setRenderHint(QPainter::Antialiasing);
  canvas.painter.setPen(QPen(faded(canvas.theme.outline(code), points.rows <= 2000 ? 0.4 : 0.12), 1));
  for (std::size_t i = 0; i < points.rows; ++i) {
    if (labels->codes[i] != code) continue;
    const QPointF at = mapping.toPixel(points.at(i, c.x), points.columns < 2 ? 0 : points.at(i, c.y));
    if (const auto line = clipped(QLineF(at, mapping.toPixel(centre->x(), centre->y())), mapping.plot))
      canvas.painter.drawLine(*line);
  }
  canvas.painter.restore();
}

void ScatterView::paintTrails(const Canvas& canvas, const Mapping& mapping) const {
  const auto* now = handlesIn(canvas.snapshot);
  const auto& places = trails_.places();
  if (!now || places.size() < 2) return;
  // A picture of another moment (an export, a pinned run) has no path here.
  const auto& newest = std::get<lab::value::Points>(*places.back());
  const auto& raw = *handles_->in(canvas.snapshot);
  if (newest.rows != raw.rows || newest.columns != raw.columns || newest.data != raw.data) return;
  const Columns c = columnsIn(canvas.snapshot);
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t i = 0; i < now->rows; ++i) {
    const int code = static_cast<int>(i);
    const QColor colour = canvas.theme.outline(code);
    QPolygonF path;
    for (const auto& value : places) {
      const auto& at = std::get<lab::value::Points>(*value);
      const QPointF p = mapping.toPixel(coordinate(at, i, c.x), at.columns < 2 ? 0 : coordinate(at, i, c.y));
      if (std::isfinite(p.x() + p.y()) && (path.isEmpty() || p != path.back())) path << p;
    }
    painter.setPen(QPen(colour, 2, Qt::CustomDashLine, Qt::FlatCap));
    QPen dashes = painter.pen();
    dashes.setDashPattern({2.5, 1.75});
    painter.setPen(dashes);
    painter.setBrush(Qt::NoBrush);
    const bool inside =
        std::all_of(path.begin(), path.end(), [&](const QPointF& p) { return mapping.plot.contains(p); });
    if (inside)
      painter.drawPolyline(path);
    else
      for (qsizetype k = 1; k < path.size(); ++k)
        if (const auto line = clipped(QLineF(path[k - 1], path[k]), mapping.plot)) painter.drawLine(*line);
    painter.setPen(QPen(colour, 2));
    painter.setBrush(canvas.theme.card);
    QPointF last(-1e9, -1e9);
    for (qsizetype k = 0; k + 1 < path.size(); ++k) {
      if (QLineF(last, path[k]).length() < 9 || QLineF(path[k], path.back()).length() < 6 ||
          !mapping.plot.contains(path[k]))
        continue;
      last = path[k];
      painter.drawEllipse(last, 3.5, 3.5);
    }
  }
  painter.restore();
}

void ScatterView::paintHandles(const Canvas& canvas, const Mapping& mapping) const {
  const auto* handles = handlesIn(canvas.snapshot);
  for (std::size_t i = 0; handles && i < handles->rows; ++i) {
    const Target target{Target::Kind::Handle, i};
    const auto place = placeOf(target, canvas.snapshot);
    if (!place) continue;
    const QPointF at = mapping.toPixel(place->x(), place->y());
    if (!mapping.plot.adjusted(-1, -1, 1, 1).contains(at)) continue;
    const bool warm =
        canvas.onScreen && ((hovered_ && *hovered_ == target) || (held_ && held_->target == target));
    paintHandle(canvas, markStyle(canvas.theme, ofGroups_ ? static_cast<int>(i) : handleCode_), at,
                warm && move_ ? handleRadius + 1.5 : handleRadius);
  }
}

void ScatterView::paintEmphasis(const Canvas& canvas, const lab::value::Points& points,
                                const Mapping& mapping) const {
  paintBrush(canvas, points, mapping);
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const double radius = markRadius(points.rows);
  const auto ring = [&](const Target& target, const QColor& colour, double width) {
    const auto place = placeOf(target, canvas.snapshot);
    if (!place) return;
    const double r = target.kind == Target::Kind::Handle ? handleRadius + 6.5 : radius + 3.5;
    painter.setPen(QPen(colour, width));
    painter.drawEllipse(mapping.toPixel(place->x(), place->y()), r, r);
  };
  if (linked() && linked()->rows() != brushed_ && linked()->rows().size() <= 400)
    for (const std::size_t row : linked()->rows()) ring({Target::Kind::Sample, row}, canvas.theme.ink, 1.5);
  if (hovered_ && hovered_->kind == Target::Kind::Sample) ring(*hovered_, canvas.theme.ink, 1.5);
  if (selected_) ring(*selected_, canvas.theme.accent, 2);
  painter.restore();
}

}  // namespace gradarium::widgets
