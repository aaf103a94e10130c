// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/colour_scale.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

QColor readableOn(const Theme& theme, const QColor& behind) {
  const QColor best = contrast(theme.ink, behind) >= contrast(theme.card, behind) ? theme.ink : theme.card;
  if (contrast(best, behind) >= 4.5) return best;
  // In the middle of a ramp neither reads; one of these always does.
  return contrast(Qt::black, behind) >= contrast(Qt::white, behind) ? Qt::black : Qt::white;
}

ColourScale::ColourScale(Ramp ramp, const Span& span, const Theme& theme) : theme_(theme), span_(span) {
  if (ramp == Ramp::Signed) {
    const double reach = std::max(std::abs(span.low), std::abs(span.high));
    span_ = {-reach, reach};
  }
  const std::size_t last = table_.size() - 1;
  for (std::size_t i = 0; i <= last; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(last);
    table_[i] = (ramp == Ramp::Signed    ? signedColour(theme, 2 * t - 1)
                 : ramp == Ramp::Cividis ? cividis(t)
                                         : ordered(t))
                    .rgb();
  }
  // The middle of an even table is between two entries: zero itself must be the card.
  if (ramp == Ramp::Signed) table_[last / 2] = table_[last / 2 + 1] = theme.card.rgb();
}

QRgb ColourScale::at(double value) const {
  if (!std::isfinite(value)) return theme_.line.rgb();
  const double t = (value - span_.low) / span_.length();
  return table_[static_cast<std::size_t>(std::lround(std::clamp(t, 0.0, 1.0) * double(table_.size() - 1)))];
}

QRectF paintColourBar(const Canvas& canvas, const QRectF& area, const ColourScale& scale, const QString& name,
                      std::optional<double> pointed) {
  constexpr double width = 12, gap = 6, before = 20, most = 320;
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const double line = metrics.height();
  const Ticks ticks = ticksFor(scale.span(), std::clamp(static_cast<int>(area.height() / 44), 2, 6));
  const QString factor = ticks.factor();
  const QString words = name.isEmpty() ? factor : factor.isEmpty() ? name : name + ", " + factor;
  double label = 0;
  for (const double at : ticks.at) label = std::max(label, metrics.horizontalAdvance(ticks.label(at)));
  const double room = std::max(width + gap + label, std::min(metrics.horizontalAdvance(words), 96.0));
  if (area.width() < 3 * room + before || area.height() < 3 * line) return area;

  QPainter& painter = canvas.painter;
  QRectF bar(area.right() - room, area.top(), width, std::min(area.height(), most));
  bar.setTop(area.top() + (words.isEmpty() ? line / 2 : line + gap));
  bar.setBottom(std::min(bar.bottom(), area.bottom() - line / 2));
  painter.save();
  painter.setFont(small);
  painter.setPen(canvas.theme.quiet);
  if (!words.isEmpty())
    painter.drawText(QPointF(bar.left(), area.top() + metrics.ascent()),
                     metrics.elidedText(words, Qt::ElideRight, room + 1));
  // Strips as vectors: the same on the screen and in every file.
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(Qt::NoPen);
  const int strips = std::clamp(static_cast<int>(bar.height()), 1, 128);
  const auto y = [&](double t) { return std::round(bar.bottom() - t * bar.height()); };
  for (int i = 0; i < strips; ++i) {
    const double low = double(i) / strips, high = double(i + 1) / strips;
    painter.fillRect(QRectF(bar.left(), y(high), bar.width(), y(low) - y(high)),
                     QColor(scale.at(scale.span().low + (low + high) / 2 * scale.span().length())));
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(mix(canvas.theme.line, canvas.theme.quiet, 0.5), 1));
  painter.drawRect(QRectF(bar.left() - 0.5, y(1) - 0.5, bar.width(), y(0) - y(1)));
  painter.setRenderHint(QPainter::Antialiasing);
  const auto place = [&](double value) {
    return bar.bottom() - (value - scale.span().low) / scale.span().length() * bar.height();
  };
  painter.setPen(canvas.theme.quiet);
  for (const double at : ticks.at)
    painter.drawText(QPointF(bar.right() + gap, place(at) + metrics.capHeight() / 2), ticks.label(at));
  if (pointed && std::isfinite(*pointed)) {
    const double at = std::clamp(place(*pointed), bar.top(), bar.bottom());
    painter.setPen(Qt::NoPen);
    painter.setBrush(canvas.theme.ink);
    painter.drawPolygon(QPolygonF{{bar.left() - 1, at}, {bar.left() - 8, at - 4.5}, {bar.left() - 8, at + 4.5}});
  }
  painter.restore();
  return area.adjusted(0, 0, -room - before, 0);
}

}  // namespace gradarium::widgets
