// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/contour_path.h"

#include <QPainter>
#include <QPolygonF>
#include <algorithm>
#include <cmath>
#include <vector>

#include "widgets/views/clip.h"
#include "widgets/views/marks.h"

namespace gradarium::widgets {
namespace {

constexpr double casing = 4.6, edge = 3, core = 1.6;  // widths
constexpr double apart = 7;                           // pixels between two dots
constexpr int mostStops = 120;                        // then dots would hide the path

const lab::value::Series& seriesOf(const std::shared_ptr<const lab::Value>& value) {
  return std::get<lab::value::Series>(*value);
}

/// A long polyline in short ones: the rasteriser's work grows with the square of a path that crosses itself.
/// Dashes go on where the last run ended.
void drawInRuns(QPainter& painter, const QPolygonF& line) {
  constexpr qsizetype run = 24;
  QPen pen = painter.pen();
  for (qsizetype from = 0; from + 1 < line.size(); from += run) {
    const qsizetype count = std::min(run + 1, line.size() - from);
    painter.drawPolyline(line.constData() + from, static_cast<int>(count));
    if (pen.style() == Qt::SolidLine) continue;
    double length = 0;
    for (qsizetype k = from + 1; k < from + count; ++k) length += QLineF(line[k - 1], line[k]).length();
    pen.setDashOffset(pen.dashOffset() + length / pen.widthF());
    painter.setPen(pen);
  }
}

}  // namespace

bool PathPen::goesOn(const std::shared_ptr<const lab::Value>& value) const {
  if (!value_ || value == value_) return true;
  if (!value) return false;
  // A path follows from its last place: the same place at the same step is the same path.
  const auto &before = seriesOf(value_), &now = seriesOf(value);
  if (now.size() < before.size()) return false;
  if (before.empty()) return true;
  for (const std::size_t i : {std::size_t{0}, before.size() / 2, before.size() - 1})
    if (now.x(i) != before.x(i) || now.y(i) != before.y(i)) return false;
  return true;
}

void PathPen::draw(QPainter& painter, const Theme& theme, const Mapping& mapping,
                   const std::shared_ptr<const lab::Value>& value, int code) {
  if (!value || value == value_) return;
  value_ = value;
  const auto& path = seriesOf(value);
  const QRectF inside = mapping.plot.adjusted(-1, -1, 1, 1);
  // Steps shorter than a pixel are one; pieces outside are cut away.
  std::vector<QPolygonF> pieces;
  std::vector<QPointF> stops;
  if (stops_ > 0) stops.push_back(stop_);  // again, above the line that goes on from it
  const double from = length_;
  for (; next_ < path.size(); ++next_) {
    const QPointF at = mapping.toPixel(path.x(next_), path.y(next_));
    if (!std::isfinite(at.x() + at.y())) continue;
    if (next_ > 0) {
      if ((at - last_).manhattanLength() < 0.8) continue;
      if (inside.contains(at) && inside.contains(last_)) {
        if (pieces.empty() || pieces.back().back() != last_) pieces.push_back({last_});
        pieces.back() << at;
      } else if (const auto cut = clipped(QLineF(last_, at), mapping.plot)) {
        if (pieces.empty() || pieces.back().back() != cut->p1()) pieces.push_back({cut->p1()});
        pieces.back() << cut->p2();
      }
      length_ += std::min(QLineF(last_, at).length(), 1e6);
    }
    last_ = at;
    if (stops_ < mostStops && (stops_ == 0 || QLineF(stop_, at).length() >= apart) &&
        mapping.plot.contains(at)) {
      stops.push_back(stop_ = at);
      ++stops_;
    }
  }
  const MarkStyle style = markStyle(theme, code);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  // Its colour is taken already: dashes tell the two apart.
  const bool dashed = code >= static_cast<int>(theme.series.size());
  for (const auto& [colour, width] :
       {std::pair(theme.ground, casing), std::pair(style.outline, edge), std::pair(style.fill, core)}) {
    // Only the innermost line has round ends: the others would cover the end of what was drawn before.
    QPen pen(colour, width, Qt::SolidLine, width == core && !dashed ? Qt::RoundCap : Qt::FlatCap,
             Qt::BevelJoin);
    if (dashed && width < casing) {
      pen.setDashPattern({9 / width, 5 / width});
      pen.setDashOffset(from / width);
    }
    painter.setPen(pen);
    for (const QPolygonF& piece : pieces) drawInRuns(painter, piece);
  }
  painter.setPen(QPen(style.outline, 1));
  painter.setBrush(theme.card);
  for (const QPointF& at : stops) painter.drawEllipse(at, 2.2, 2.2);
  painter.restore();
}

}  // namespace gradarium::widgets
