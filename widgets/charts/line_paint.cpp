// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/line_paint.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/charts/line_view.h"
#include "widgets/theme/contrast.h"
#include "widgets/views/words.h"

namespace gradarium::widgets {
namespace {

void dot(QPainter& painter, const Theme& theme, QPointF at, double radius, const QColor& colour) {
  painter.setPen(QPen(theme.card, 1.5));
  painter.setBrush(colour);
  painter.drawEllipse(at, radius, radius);
}

struct EndLabel {
  QString text;
  QPointF end;
  double y;
  QColor colour;
};

/// Pushes labels apart until each has its line; they stay between top and bottom.
void spread(std::vector<EndLabel>& labels, double height, double top, double bottom) {
  std::sort(labels.begin(), labels.end(), [](const EndLabel& a, const EndLabel& b) { return a.y < b.y; });
  for (std::size_t i = 0; i < labels.size(); ++i)
    labels[i].y = std::max(labels[i].y, i == 0 ? top : labels[i - 1].y + height);
  double limit = bottom;
  for (std::size_t i = labels.size(); i-- > 0; limit = labels[i].y - height)
    labels[i].y = std::min(labels[i].y, limit);
}

}  // namespace

QColor lineColour(const Theme& theme, std::size_t index) {
  // A mark has its outline; a line that is too faint against the ground has only its own colour, a little
  // darker.
  const QColor& series = theme.seriesColour(static_cast<int>(index));
  QColor colour = series;
  for (double t = 0; t < 1 && contrast(colour, theme.ground) < 3; t += 0.04)
    colour = mix(series, theme.ink, t);
  return colour;
}

QColor pinnedColour(const Theme& theme) { return mix(theme.quiet, theme.ground, 0.35); }

Qt::PenStyle lineStyle(std::size_t index) {
  static constexpr Qt::PenStyle styles[] = {Qt::SolidLine, Qt::DashLine, Qt::DashDotLine, Qt::DotLine};
  return styles[index / mostNamedLines % 4];
}

/// Above the chart; none where it would leave too little of it: hovering names the lines as well.
QRectF LineView::paintLegend(const Canvas& canvas) const {
  if (lines_.size() <= mostNamedLines) return canvas.area;
  constexpr double sample = 20, after = 6, between = 16, mostShare = 0.4;
  QPainter& painter = canvas.painter;
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const double row = metrics.height() + 4;
  struct Entry {
    std::size_t line;
    QString text;
    QPointF at;
  };
  std::vector<Entry> entries;
  double x = canvas.area.left(), y = canvas.area.top();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].extent.finite == 0) continue;  // nothing to name yet
    const QString text = fitted(QString::fromStdString(lines_[i].label), metrics, 160);
    const double width = sample + after + metrics.horizontalAdvance(text);
    if (x > canvas.area.left() && x + width > canvas.area.right()) {
      x = canvas.area.left();
      y += row;
    }
    entries.push_back({i, text, {x, y + metrics.height() / 2}});
    x += width + between;
  }
  const double height = y + row + 4 - canvas.area.top();
  if (height > mostShare * canvas.area.height()) return canvas.area;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(small);
  for (const Entry& entry : entries) {
    painter.setPen(QPen(lineColour(canvas.theme, colourOf(entry.line)), 2, styleOf(entry.line), Qt::FlatCap));
    painter.drawLine(entry.at, entry.at + QPointF(sample, 0));
    painter.setPen(canvas.theme.quiet);
    painter.drawText(entry.at + QPointF(sample + after, metrics.capHeight() / 2), entry.text);
  }
  painter.restore();
  return canvas.area.adjusted(0, height, 0, 0);
}

void LineView::paintDots(const Canvas& canvas, const Mapping& mapping) const {
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    const QColor colour = lineColour(canvas.theme, colourOf(i));
    const bool few = steps_ && static_cast<double>(line.extent.finite) * 10 <= mapping.plot.width();
    for (const auto& part : line.lines) {
      // A lone point, alone in the series or between two gaps, would leave no trace as a line.
      if (part.size() != 1 && !few) continue;
      for (const QPointF& point : part)
        dot(painter, canvas.theme, mapping.toPixel(point.x(), point.y()), 3.5, colour);
    }
  }
  painter.restore();
}

void LineView::paintEnds(const Canvas& canvas, const Mapping& mapping) const {
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  std::vector<EndLabel> labels;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(small);
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].lines.empty()) continue;
    const QPointF last = lines_[i].lines.back().back(), at = mapping.toPixel(last.x(), last.y());
    const QString text = endLabel(lines_[i]);
    if (marker_ || !text.isEmpty())
      dot(painter, canvas.theme, at, marker_ ? 4.5 : 3.5, lineColour(canvas.theme, colourOf(i)));
    if (!text.isEmpty()) labels.push_back({text, at, at.y(), lineColour(canvas.theme, colourOf(i))});
  }
  for (const Line& line : pinned_) {
    if (pinned_.size() > mostNamedLines || line.lines.empty()) break;
    const QPointF last = line.lines.back().back(), at = mapping.toPixel(last.x(), last.y());
    labels.push_back({QString::fromStdString(line.label), at, at.y(), pinnedColour(canvas.theme)});
  }
  spread(labels, metrics.height(), canvas.area.top() + metrics.height() / 2, mapping.plot.bottom());
  for (const EndLabel& label : labels) {
    const double x = label.end.x() + 9;
    if (std::abs(label.y - label.end.y()) > 3) {  // pushed aside: a thread leads back to its line
      painter.setPen(QPen(label.colour, 1));
      painter.drawLine(label.end + QPointF(4, (label.y - label.end.y()) * 0.3), QPointF(x - 1, label.y));
    }
    painter.setPen(label.colour == pinnedColour(canvas.theme) ? canvas.theme.quiet : canvas.theme.ink);
    const QString text = fitted(label.text, metrics, canvas.area.right() - x + 1);
    painter.drawText(QPointF(x, label.y + metrics.capHeight() / 2), text);
  }
  painter.restore();
}

void LineView::paintHover(const Canvas& canvas, const Mapping& mapping) const {
  QPainter& painter = canvas.painter;
  painter.save();
  const double x = std::floor(mapping.px(*hovered_)) + 0.5;
  painter.setPen(QPen(canvas.theme.quiet, 1, Qt::DotLine));
  painter.drawLine(QPointF(x, mapping.plot.top()), QPointF(x, mapping.plot.bottom()));
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto* series = lines_[i].value ? std::get_if<lab::value::Series>(lines_[i].value.get()) : nullptr;
    if (!series || lines_[i].extent.finite == 0) continue;
    const std::size_t index = nearestIndex(*series, lines_[i].extent.rising, *hovered_);
    if (index >= series->size() || series->x(index) != *hovered_) continue;
    const double y = log_ ? std::log10(series->y(index)) : series->y(index);
    if (std::isfinite(y))
      dot(painter, canvas.theme, mapping.toPixel(*hovered_, y), 4.5, lineColour(canvas.theme, colourOf(i)));
  }
  painter.restore();
}

}  // namespace gradarium::widgets
