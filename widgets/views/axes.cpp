// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/axes.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/views/words.h"

namespace gradarium::widgets {
namespace {

constexpr double gap = 8;     // between labels and plot
constexpr double least = 40;  // between two labels of y
const auto tickRole = TextRole::Small;

/// "petal length, cm", "income, ×10⁶ £".
QString fullName(const Axis& axis, const Ticks& ticks) {
  QString rest = ticks.factor();
  if (!axis.unit.isEmpty()) rest += (rest.isEmpty() ? "" : " ") + axis.unit;
  if (axis.name.isEmpty()) return rest;
  return rest.isEmpty() ? axis.name : axis.name + ", " + rest;
}

double widest(const Ticks& ticks, const QFontMetricsF& metrics) {
  double width = 0;
  for (const double at : ticks.at) width = std::max(width, metrics.horizontalAdvance(ticks.label(at)));
  return width;
}

/// A pixel's worth of data, as the power of ten below it.
double roundTo(double value, double perPixel) {
  if (!(perPixel > 0) || !std::isfinite(perPixel)) return value;
  const int digits = static_cast<int>(-std::floor(std::log10(perPixel)));
  const double factor = std::pow(10.0, std::abs(digits));
  // Dividing by a whole power gives the nearest double to the short decimal.
  return digits >= 0 ? std::round(value * factor) / factor : std::round(value / factor) * factor;
}

}  // namespace

QPointF Mapping::toRoundData(QPointF pixel) const {
  const QPointF exact = toData(pixel);
  return {std::clamp(roundTo(exact.x(), x.length() / plot.width()), x.low, x.high),
          std::clamp(roundTo(exact.y(), y.length() / plot.height()), y.low, y.high)};
}

void widenToOneScale(Axis& x, Axis& y, const QRectF& area) {
  const QRectF plot = Axes(x, y, area).mapping().plot;
  if (plot.width() < 1 || plot.height() < 1) return;
  const auto widen = [](Span& span, double length) {
    const double more = std::max(0.0, length - span.length()) / 2;
    span = {span.low - more, span.high + more};
  };
  widen(x.span, y.span.length() * plot.width() / plot.height());
  widen(y.span, x.span.length() * plot.height() / plot.width());
}

Axes::Axes(Axis x, Axis y, const QRectF& area) : x_(std::move(x)), y_(std::move(y)), area_(area) {
  const QFontMetricsF metrics(font(tickRole)), nameMetrics(font(TextRole::Body));
  const double line = metrics.height(), nameLine = nameMetrics.height();
  const auto nameRoom = [&](const Axis& axis) {
    return axis.name.isEmpty() && axis.unit.isEmpty() ? 0 : nameLine + 2;
  };

  QRectF plot = area;
  plot.setTop(area.top() + line / 2 + 1);
  plot.setBottom(area.bottom() - line - gap + 2 - nameRoom(x_) - 2);
  yTicks_ = twoAtLeast(ticksFor(y_.span, std::clamp(static_cast<int>(plot.height() / least), 2, 11)), y_.span, 0,
                       [&](double share, const Ticks&) { return share * plot.height() >= line + 2; });
  if (!y_.ticks) yTicks_.at.clear();
  yLabelWidth_ = widest(yTicks_, metrics);
  plot.setLeft(area.left() + nameRoom(y_) + yLabelWidth_ + gap);
  plot.setRight(area.right() - 4);

  // Fewer ticks until their labels have air between them; the last one must not stand out of the area.
  for (int most = std::clamp(static_cast<int>(plot.width() / 64), 2, 12);; --most) {
    xTicks_ = ticksFor(x_.span, most);
    const double label = widest(xTicks_, metrics);
    const double room = plot.width() * xTicks_.step / x_.span.length();
    if (most <= 1 || label + 20 <= room) break;
  }
  const auto xLabelEnds = [&](double at) {
    const double centre = plot.left() + (at - x_.span.low) / x_.span.length() * plot.width();
    const double half = metrics.horizontalAdvance(xTicks_.label(at)) / 2;
    return std::pair(centre - half, centre + half);
  };
  if (!x_.ticks) xTicks_.at.clear();
  if (!xTicks_.at.empty()) {
    const double over = xLabelEnds(xTicks_.at.back()).second - area.right();
    if (over > 0) plot.setRight(plot.right() - over - 1);
    const double under = area.left() - xLabelEnds(xTicks_.at.front()).first;
    if (under > 0) plot.setLeft(plot.left() + under + 1);
  }
  mapping_ = {plot, x_.span, y_.span};
  xName_ = fullName(x_, xTicks_);
  yName_ = fullName(y_, yTicks_);
}

void Axes::paintGrid(QPainter& painter, const Theme& theme) const {
  const QRectF& plot = mapping_.plot;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(QPen(theme.line, 1));
  // Hairlines stand on whole pixels: crisp, and the same in every format.
  const auto crisp = [](double v) { return std::floor(v) + 0.5; };
  if (y_.grid)
    for (const double at : yTicks_.at)
      painter.drawLine(QLineF(plot.left(), crisp(mapping_.py(at)), plot.right(), crisp(mapping_.py(at))));
  if (x_.grid)
    for (const double at : xTicks_.at)
      painter.drawLine(QLineF(crisp(mapping_.px(at)), plot.top(), crisp(mapping_.px(at)), plot.bottom()));
  painter.restore();
}

void Axes::paintLabels(QPainter& painter, const Theme& theme) const {
  const QRectF& plot = mapping_.plot;
  painter.save();
  painter.setPen(theme.quiet);
  const QFont small = font(tickRole), body = font(TextRole::Body);
  const QFontMetricsF metrics(small), nameMetrics(body);
  painter.setFont(small);
  for (const double at : yTicks_.at) {
    const QString text = yTicks_.label(at);
    painter.drawText(QPointF(plot.left() - gap - metrics.horizontalAdvance(text),
                             mapping_.py(at) + metrics.capHeight() / 2),
                     text);
  }
  const double base = plot.bottom() + gap - 2 + metrics.ascent();
  for (const double at : xTicks_.at) {
    const QString text = xTicks_.label(at);
    painter.drawText(QPointF(mapping_.px(at) - metrics.horizontalAdvance(text) / 2, base), text);
  }
  painter.setFont(body);
  const QString xName = fitted(xName_, nameMetrics, area_.width());
  const double xWidth = nameMetrics.horizontalAdvance(xName);
  const double xLeft = std::clamp(plot.center().x() - xWidth / 2, area_.left(),
                                  std::max(area_.left(), area_.right() - xWidth));
  painter.drawText(QPointF(xLeft, area_.bottom() - nameMetrics.descent()), xName);

  const QString yName = fitted(yName_, nameMetrics, area_.height());
  const double yWidth = nameMetrics.horizontalAdvance(yName);
  const double yMiddle = std::clamp(plot.center().y(), area_.top() + yWidth / 2,
                                    std::max(area_.top() + yWidth / 2, area_.bottom() - yWidth / 2));
  painter.translate(area_.left() + nameMetrics.ascent(), yMiddle + yWidth / 2);
  painter.rotate(-90);
  painter.drawText(QPointF(0, 0), yName);
  painter.restore();
}

void Axes::paint(QPainter& painter, const Theme& theme) const {
  paintGrid(painter, theme);
  paintLabels(painter, theme);
}

}  // namespace gradarium::widgets
