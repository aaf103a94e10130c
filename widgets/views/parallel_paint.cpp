// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/linked.h"
#include "widgets/views/marks.h"
#include "widgets/views/parallel_view.h"

namespace gradarium::widgets {

ParallelView::Frame ParallelView::frameFor(const lab::value::Points& points, const QRectF& area) const {
  const QFontMetricsF small(font(TextRole::Small)), body(font(TextRole::Body));
  Frame frame;
  for (std::size_t c = 0; c < points.columns; ++c) {
    std::vector<double> numbers;
    bool positive = true;
    for (std::size_t i = 0; i < points.rows; ++i) {
      numbers.push_back(points.at(i, c));
      positive = positive && !(numbers.back() <= 0);
    }
    const bool log = positive && std::ranges::count(logarithmic_, static_cast<int>(c)) > 0;
    if (log)
      for (double& v : numbers) v = std::log10(v);
    frame.spans.push_back(spanOf(numbers, 0.03));
    frame.logs.push_back(log);
  }
  // Names above, in two rows where they are long; the first axis' numbers stand at its left.
  const double beside = std::min(52.0, area.width() * 0.14);
  frame.plot = QRectF(QPointF(area.left() + beside, area.top() + body.height() + small.height() / 2 + 4),
                      QPointF(area.right() - beside / 2 - 6, area.bottom() - small.height() / 2 - 2));
  return frame;
}

void ParallelView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.reset();
  const auto* points = pointsIn(canvas.snapshot);
  if (!points) return paintEmpty(canvas);
  std::size_t count = 0;
  for (std::size_t i = 0; i < points->rows; ++i) count += kept(*points, i);
  const QRectF area = paintLegend(
      canvas, legend(canvas.snapshot),
      brushes_.empty() ? QString() : QStringLiteral("%1 of %2 kept").arg(count).arg(points->rows));
  const Frame frame = frameFor(*points, area);
  if (frame.plot.width() < 40 || frame.plot.height() < 24) return;
  const Theme& t = canvas.theme;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  const double opacity =
      std::clamp(24 / std::sqrt(static_cast<double>(std::max<std::size_t>(count, 1))) / 3, 0.12, 0.85);
  const auto line = [&](std::size_t row) {
    QPolygonF piece;
    for (std::size_t c = 0; c < points->columns; ++c) {
      const double y = frame.y(c, points->at(row, c));
      if (std::isfinite(y)) {
        piece << QPointF(frame.x(c), std::clamp(y, frame.plot.top(), frame.plot.bottom()));
        continue;
      }
      if (piece.size() > 1) painter.drawPolyline(piece);
      piece.clear();
    }
    if (piece.size() > 1) painter.drawPolyline(piece);
  };
  for (const bool keptOnes : {false, true})
    for (std::size_t i = 0; i < points->rows; ++i) {
      if (kept(*points, i) != keptOnes) continue;
      const int code = codeOf(canvas.snapshot, i);
      const QColor colour = code < 0 ? t.quiet : t.outline(code);
      painter.setPen(
          keptOnes
              ? QPen(faded(mix(colour, t.seriesColour(std::max(0, code)), code < 0 ? 0 : 0.6), opacity), 1.2)
              : QPen(faded(t.quiet, 0.1), 1));
      line(i);
    }
  if (canvas.onScreen) {
    const auto strong = [&](std::size_t row, const QColor& colour, double width) {
      if (row >= points->rows) return;
      painter.setPen(QPen(t.card, width + 2.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
      line(row);
      painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
      line(row);
    };
    if (linked() && brushes_.empty() && linked()->rows().size() <= 20)
      for (const std::size_t row : linked()->rows()) strong(row, t.ink, 1.5);
    if (selected()) strong(static_cast<std::size_t>(selected()->row), t.accent, 2.5);
    if (hovered()) strong(static_cast<std::size_t>(hovered()->row), t.ink, 2);
  }
  // Axes above the lines, numbers on grounds of their own.
  const QFont small = font(TextRole::Small), body = font(TextRole::Body);
  const QFontMetricsF metrics(small), names(body);
  const double each =
      points->columns < 2 ? frame.plot.width() : frame.plot.width() / double(points->columns - 1);
  for (std::size_t c = 0; c < points->columns; ++c) {
    const double x = frame.x(c);
    painter.setPen(QPen(mix(t.line, t.quiet, 0.8), 1));
    painter.drawLine(QLineF(x, frame.plot.top(), x, frame.plot.bottom()));
    if (const auto brush = brushes_.find(c); brush != brushes_.end()) {
      const double low = frame.y(c, brush->second.low), high = frame.y(c, brush->second.high);
      if (std::isfinite(low + high)) {
        const double top = std::clamp(high, frame.plot.top(), frame.plot.bottom()),
                     bottom = std::clamp(low, frame.plot.top(), frame.plot.bottom());
        painter.setPen(QPen(t.accent, 1.5));
        painter.setBrush(faded(t.accent, 0.25));
        painter.drawRect(QRectF(x - 5, top, 10, std::max(2.0, bottom - top)));
        painter.setBrush(Qt::NoBrush);
      }
    }
    const Ticks ticks =
        ticksFor(frame.spans[c], std::clamp(static_cast<int>(frame.plot.height() / 46), 2, 7));
    painter.setFont(small);
    for (const double at : ticks.at) {
      const double y =
          frame.plot.bottom() - (at - frame.spans[c].low) / frame.spans[c].length() * frame.plot.height();
      const QString label = frame.logs[c] ? readable(std::pow(10, at), 2) : ticks.label(at);
      const double width = metrics.horizontalAdvance(label);
      painter.setPen(QPen(mix(t.line, t.quiet, 0.8), 1));
      painter.drawLine(QLineF(x - 3, y, x, y));
      if (width + 14 > each && c > 0) continue;
      const QRectF box(x - 6 - width, y - metrics.height() / 2 + 1, width + 2, metrics.height() - 2);
      if (box.left() < canvas.area.left()) continue;
      painter.setPen(Qt::NoPen);
      painter.setBrush(faded(t.ground, 0.8));
      painter.drawRect(box);
      painter.setBrush(Qt::NoBrush);
      painter.setPen(t.quiet);
      painter.drawText(QPointF(box.left() + 1, y + metrics.capHeight() / 2), label);
    }
    QString name = columnName(*points, c);
    if (!ticks.factor().isEmpty() && !frame.logs[c]) name += ' ' + ticks.factor();
    const double left = c == 0 ? x - canvas.area.left() : each / 2 - 4,
                 right = c + 1 == points->columns ? canvas.area.right() - x : each / 2 - 4;
    const double room = left + right;
    const bool fits = names.horizontalAdvance(name) <= room;
    const QFontMetricsF& used = fits ? names : metrics;
    name = used.elidedText(name, Qt::ElideRight, room);
    const double width = used.horizontalAdvance(name),
                 from = std::clamp(x - width / 2, x - left, std::max(x - left, x + right - width));
    painter.setFont(fits ? body : small);
    painter.setPen(t.ink);
    painter.drawText(QPointF(from, frame.plot.top() - metrics.height() / 2 - 3), name);
  }
  painter.restore();
  if (canvas.onScreen) painted_ = frame;
}

}  // namespace gradarium::widgets
