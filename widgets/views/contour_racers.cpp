// SPDX-License-Identifier: GPL-3.0-or-later
// Those who walk on the landscape, and the places worth knowing.
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/clip.h"
#include "widgets/views/contour_view.h"
#include "widgets/views/marks.h"

namespace gradarium::widgets {
namespace {

constexpr double headRadius = 6.5, longestArrow = 64;

QPen rounded(const QColor& colour, double width) {
  return {colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

/// A ring of the ground's colour between two outlines: it cannot be missed on a path of its own colour.
void paintCased(QPainter& painter, const Theme& theme, const MarkStyle& style, QPointF at, double radius) {
  const QPainterPath path = markPath(style.shape, radius);
  painter.save();
  painter.translate(at);
  painter.setBrush(Qt::NoBrush);
  for (const auto& [colour, width] : {std::pair(style.outline, 5.5), std::pair(theme.card, 4.0)}) {
    painter.setPen(rounded(colour, width));
    painter.drawPath(path);
  }
  painter.setPen(rounded(style.outline, 1));
  painter.setBrush(style.fill);
  painter.drawPath(path);
  painter.restore();
}

void paintArrow(QPainter& painter, QPointF from, QPointF to, const QColor& colour, const QColor& casing,
                double width) {
  const QLineF line(from, to);
  if (line.length() < 4) return;
  const double head = std::min(9.0, line.length() * 0.5);
  const QPointF along = (to - from) / line.length(), across(-along.y(), along.x());
  const QPolygonF tip{to, to - along * head + across * head * 0.45, to - along * head - across * head * 0.45};
  for (const auto& [c, w] : {std::pair(casing, width + 2.5), std::pair(colour, width)}) {
    painter.setPen(rounded(c, w));
    painter.setBrush(c);
    painter.drawLine(QLineF(from, to - along * head * 0.6));
    painter.setPen(rounded(c, w - width + 0.5));
    painter.drawPolygon(tip);
  }
}

}  // namespace

std::vector<LegendEntry> ContourView::legend(const lab::Snapshot& snapshot) const {
  std::vector<LegendEntry> entries;
  if (!legend_) return entries;
  for (const Racer& racer : racers_)
    if (racer.path->in(snapshot) && !racer.path->in(snapshot)->empty())
      entries.push_back({QString::fromStdString(racer.path->label()), racer.code});
  for (const Region& region : regions_)
    if (const auto* corners = region.corners->in(snapshot); corners && corners->rows > 2)
      entries.push_back({QString::fromStdString(region.noun), region.code});
  const auto* marks = marks_ ? marks_->in(snapshot) : nullptr;
  if (marks && marks->rows > 0) entries.push_back({QString::fromStdString(marksNoun_), -1});
  return entries;
}

QString ContourView::axisIn(const lab::Snapshot& snapshot, bool up) const {
  for (const Region& region : regions_)
    if (const auto* corners = region.corners->in(snapshot); corners && corners->columnNames.size() == 2)
      return QString::fromStdString(corners->columnNames[up ? 1 : 0]);
  return QString::fromStdString(up ? yName_ : xName_);
}

QString ContourView::note(const lab::Snapshot& snapshot) const {
  if (arrows_.empty() || !showArrows_ || !legend_) return {};
  QStringList words;
  for (const Arrows& arrows : arrows_)
    if (const auto* value = arrows.points->in(snapshot); value && value->rows > 0)
      words << (words.isEmpty() ? QStringLiteral("bold arrow: ") : QStringLiteral("thin: ")) +
                   QString::fromStdString(arrows.noun);
  return words.join(QStringLiteral(", "));
}

void ContourView::paintPaths(const Canvas& canvas, const Mapping& mapping) {
  if (racers_.empty()) return;
  const auto valueOf = [&](const Racer& racer) { return canvas.snapshot.values[racer.path->index()]; };
  if (!canvas.onScreen) {
    for (const Racer& racer : racers_)
      PathPen().draw(canvas.painter, canvas.theme, mapping, valueOf(racer), racer.code);
    return;
  }
  // On the screen they stand on a layer of their own, which grows by what is new.
  const double dpr = std::max(0.5, canvas.painter.deviceTransform().m11());
  const QSize size = (canvas.area.size() * dpr).toSize();
  bool goesOn = tracks_.image.size() == size && tracks_.pixelRatio == dpr && tracks_.mapping == mapping &&
                tracks_.dark == canvas.theme.dark && tracks_.pens.size() == racers_.size();
  for (std::size_t i = 0; goesOn && i < racers_.size(); ++i)
    goesOn = tracks_.pens[i].goesOn(valueOf(racers_[i]));
  if (!goesOn) {
    QImage image = tracks_.image.size() == size ? std::move(tracks_.image)
                                                : QImage(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    tracks_ = {std::move(image), std::vector<PathPen>(racers_.size()), mapping, dpr, canvas.theme.dark};
  }
  QPainter painter(&tracks_.image);
  painter.scale(dpr, dpr);
  painter.translate(-canvas.area.topLeft());
  for (std::size_t i = 0; i < racers_.size(); ++i)
    tracks_.pens[i].draw(painter, canvas.theme, mapping, valueOf(racers_[i]), racers_[i].code);
  painter.end();
  canvas.painter.save();
  canvas.painter.scale(1 / dpr, 1 / dpr);
  const QPointF corner = canvas.area.topLeft() * dpr;
  canvas.painter.drawImage(QPoint(qRound(corner.x()), qRound(corner.y())), tracks_.image);
  canvas.painter.restore();
}

void ContourView::paintArrows(const Canvas& canvas, const Mapping& mapping) const {
  // One scale for all, so that lengths can be compared.
  const auto extent = [&](const lab::value::Points& p, std::size_t i) {
    return QPointF(p.at(i, 2) / mapping.x.length() * mapping.plot.width(),
                   -p.at(i, 3) / mapping.y.length() * mapping.plot.height());
  };
  double longest = 0;
  for (const Arrows& arrows : arrows_)
    if (const auto* p = arrows.points->in(canvas.snapshot); p && p->columns >= 4)
      for (std::size_t i = 0; i < p->rows; ++i)
        if (const double length = std::hypot(extent(*p, i).x(), extent(*p, i).y()); std::isfinite(length))
          longest = std::max(longest, length);
  if (longest == 0) return;
  canvas.painter.save();
  canvas.painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t k = arrows_.size(); k-- > 0;) {
    const auto* p = arrows_[k].points->in(canvas.snapshot);
    if (!p || p->columns < 4) continue;
    for (std::size_t i = 0; i < p->rows; ++i) {
      const QPointF from = mapping.toPixel(p->at(i, 0), p->at(i, 1)),
                    by = extent(*p, i) * (longestArrow / longest);
      if (!std::isfinite(by.x() + by.y()) || !mapping.plot.contains(from)) continue;
      const auto line = clipped(QLineF(from, from + by), mapping.plot);
      if (!line) continue;
      const MarkStyle style = markStyle(canvas.theme, i < racers_.size() ? racers_[i].code : int(i));
      const QColor colour = k == 0 ? mix(style.outline, canvas.theme.ink, 0.35) : style.fill;
      paintArrow(canvas.painter, line->p1(), line->p2(), colour, canvas.theme.ground, k == 0 ? 3 : 1.5);
    }
  }
  canvas.painter.restore();
}

void ContourView::paintHead(const Canvas& canvas, const Mapping& mapping, const Racer& racer) const {
  const auto head = headIn(racer, canvas.snapshot);
  if (!head) return;
  const MarkStyle style = markStyle(canvas.theme, racer.code);
  QPointF at = mapping.toPixel(head->x(), head->y());
  canvas.painter.save();
  canvas.painter.setRenderHint(QPainter::Antialiasing);
  if (mapping.plot.adjusted(-1, -1, 1, 1).contains(at)) {
    paintCased(canvas.painter, canvas.theme, style, at, headRadius);
  } else {  // outside: a pointer at the border says where
    const QRectF inner = mapping.plot.adjusted(9, 9, -9, -9);
    const QPointF edge(std::clamp(at.x(), inner.left(), inner.right()),
                       std::clamp(at.y(), inner.top(), inner.bottom()));
    const double angle =
        std::atan2(std::clamp(at.y(), -1e6, 1e6) - edge.y(), std::clamp(at.x(), -1e6, 1e6) - edge.x());
    const auto corner = [&](double turned, double r) {
      return edge + QPointF(std::cos(angle + turned) * r, std::sin(angle + turned) * r);
    };
    canvas.painter.setPen(rounded(style.outline, 1));
    canvas.painter.setBrush(style.fill);
    canvas.painter.drawPolygon(QPolygonF{corner(0, 8), corner(2.4, 7), corner(-2.4, 7)});
  }
  canvas.painter.restore();
}

void ContourView::paintRegions(const Canvas& canvas, const Mapping& mapping) const {
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (const Region& region : regions_) {
    const auto* corners = region.corners->in(canvas.snapshot);
    if (!corners || corners->rows < 3 || corners->columns < 2) continue;
    QPolygonF shape;
    for (std::size_t i = 0; i < corners->rows; ++i) {
      const QPointF at = mapping.toPixel(corners->at(i, 0), corners->at(i, 1));
      if (std::isfinite(at.x() + at.y())) shape << at;
    }
    const QColor colour = canvas.theme.outline(region.code);
    const QPolygonF inside = clipped(shape, mapping.plot);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded(colour, canvas.theme.dark ? 0.2 : 0.14));
    if (!inside.isEmpty()) painter.drawPolygon(inside);
    painter.setPen(rounded(colour, 2));
    for (qsizetype k = 0; k < shape.size(); ++k)  // the border alone: not where it was cut
      if (const auto line = clipped(QLineF(shape[k], shape[(k + 1) % shape.size()]), mapping.plot)) painter.drawLine(*line);
  }
  painter.restore();
}

void ContourView::paintPlaces(const Canvas& canvas, const Mapping& mapping) const {
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  if (const auto* marks = marks_ ? marks_->in(canvas.snapshot) : nullptr; marks && marks->columns >= 2)
    for (std::size_t i = 0; i < marks->rows; ++i) {
      const QPointF at = mapping.toPixel(marks->at(i, 0), marks->at(i, 1));
      if (!mapping.plot.contains(at)) continue;
      painter.setPen(QPen(canvas.theme.ground, 4.5));
      painter.setBrush(Qt::NoBrush);
      painter.drawEllipse(at, 6, 6);
      painter.setPen(QPen(canvas.theme.quiet, 2));
      painter.drawEllipse(at, 6, 6);
    }
  const bool reads = canvas.onScreen && walked_ && !movesStart(canvas.snapshot) && !commands_;
  if (const auto start = reads                                        ? walked_
                         : held_ && !holdsMarker_ && canvas.onScreen ? held_
                                                                     : placeIn(start_, canvas.snapshot)) {
    const QPointF at = mapping.toPixel(start->x(), start->y());
    if (mapping.plot.contains(at)) {  // cross hairs in a ring: something to take hold of
      for (const auto& [colour, width] :
           {std::pair(canvas.theme.ground, 4.5), std::pair(canvas.theme.ink, 1.5)}) {
        painter.setPen(rounded(colour, width));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(at, 8, 8);
        for (const QPointF way : {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)})
          painter.drawLine(QLineF(at + way * 8, at + way * 13));
      }
    }
  }
  if (const auto marker =
          held_ && holdsMarker_ && canvas.onScreen ? held_ : placeIn(marker_, canvas.snapshot)) {
    QPointF at = mapping.toPixel(marker->x(), marker->y());
    at = {std::clamp(at.x(), mapping.plot.left(), mapping.plot.right()),
          std::clamp(at.y(), mapping.plot.top(), mapping.plot.bottom())};
    paintCased(painter, canvas.theme, {MarkStyle::Shape::Disc, canvas.theme.accent, canvas.theme.ink}, at,
               headRadius);
  }
  painter.restore();
}

}  // namespace gradarium::widgets
