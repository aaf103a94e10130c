// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_frame.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/views/words.h"

namespace gradarium::widgets {
namespace {

constexpr double gap = 8;  // between labels and plot

QString withFactor(const QString& name, const Ticks& ticks) {
  const QString factor = ticks.factor();
  return factor.isEmpty() ? name : name.isEmpty() ? factor : name + ", " + factor;
}

}  // namespace

ChartFrame::ChartFrame(const FrameWish& wish, const QRectF& area) : area_(area) {
  const QFontMetricsF metrics(font(TextRole::Small));
  const double line = metrics.height();
  QRectF plot = area;
  plot.setTop(area.top() + line / 2);
  plot.setBottom(area.bottom() - line - 4 - (wish.xName.isEmpty() ? 0 : line + 2));

  const int rows = std::clamp(static_cast<int>(plot.height() / 36), 2, 7);
  yName_ = wish.yName;
  if (wish.logY) {
    logTicks(wish.y, std::clamp(static_cast<int>(plot.height() / 22), 2, 9));
  } else {
    const Ticks ticks = twoAtLeast(ticksFor(wish.y, rows), wish.y, 0, [&](double share, const Ticks&) {
      return share * plot.height() >= line + 2;
    });
    for (const double at : ticks.at) y_.push_back({at, ticks.label(at)});
    yName_ = withFactor(wish.yName, ticks);
  }
  double widest = 0;
  for (const Tick& tick : y_) widest = std::max(widest, metrics.horizontalAdvance(tick.label));
  plot.setLeft(area.left() + (yName_.isEmpty() ? 0 : line + 2) + widest + gap);
  plot.setRight(area.right() - std::max(4.0, wish.rightRoom));

  for (int most = std::clamp(static_cast<int>(plot.width() / 56), 2, 10);; --most) {
    const double least = wish.wholeX ? 1 : 0;
    const auto widestOf = [&](const Ticks& some) {
      double width = 0;
      for (const double at : some.at) width = std::max(width, metrics.horizontalAdvance(some.label(at)));
      return width;
    };
    Ticks ticks = ticksFor(wish.x, most, least);
    if (most > 1 && widestOf(ticks) + 20 > plot.width() * ticks.step / wish.x.length()) continue;
    ticks = twoAtLeast(std::move(ticks), wish.x, least, [&](double share, const Ticks& two) {
      return share * plot.width() >= widestOf(two) + 10;
    });
    const double label = widestOf(ticks);
    for (const double at : ticks.at) x_.push_back({at, ticks.label(at)});
    xName_ = withFactor(wish.xName, ticks);
    if (!x_.empty()) {  // a last label may reach beyond the plot, never beyond the area
      const double end =
          plot.left() + (x_.back().at - wish.x.low) / wish.x.length() * plot.width() + label / 2;
      if (end > area.right()) plot.setRight(plot.right() - (end - area.right()));
    }
    break;
  }
  mapping_ = {plot, wish.x, wish.y};
}

void ChartFrame::logTicks(const Span& span, int most) {
  const double first = std::ceil(span.low - 1e-9), last = std::floor(span.high + 1e-9);
  const double stride = std::max(1.0, std::ceil((last - first + 1) / most));
  const auto text = [](double power, double factor) {
    if (std::abs(power) <= 4) return readable(factor * std::pow(10.0, power), 2);
    Ticks ticks;
    ticks.power = static_cast<int>(power);
    const QString ten = ticks.factor().mid(1);  // "10⁶" of "×10⁶"
    return factor == 1 ? ten : readable(factor) + QStringLiteral("·") + ten;
  };
  // Fewer than two decades show 2 and 5 as well, so that there is always a scale to read.
  const bool dense = last - first < 2;
  for (double power = dense ? std::floor(span.low) : first; power <= last + (dense ? 1 : 0);
       power += dense ? 1 : stride)
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double at = power + std::log10(factor);
      if ((factor == 1 || dense) && at >= span.low - 1e-9 && at <= span.high + 1e-9)
        y_.push_back({at, text(power, factor)});
    }
  while (dense && static_cast<int>(y_.size()) > most + 1)
    y_.erase(y_.begin() + static_cast<std::ptrdiff_t>(y_.size()) / 2);
}

void ChartFrame::paint(QPainter& painter, const Theme& theme) const {
  const QRectF& plot = mapping_.plot;
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const auto crisp = [](double v) { return std::floor(v) + 0.5; };  // hairlines stand on whole pixels
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(QPen(theme.line, 1));
  for (const Tick& tick : y_)
    painter.drawLine(
        QLineF(plot.left(), crisp(mapping_.py(tick.at)), plot.right(), crisp(mapping_.py(tick.at))));
  painter.drawLine(QLineF(plot.left(), crisp(plot.bottom()), plot.right(), crisp(plot.bottom())));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(small);
  painter.setPen(theme.quiet);
  for (const Tick& tick : y_)
    painter.drawText(QPointF(plot.left() - gap - metrics.horizontalAdvance(tick.label),
                             mapping_.py(tick.at) + metrics.capHeight() / 2),
                     tick.label);
  for (const Tick& tick : x_)
    painter.drawText(QPointF(mapping_.px(tick.at) - metrics.horizontalAdvance(tick.label) / 2,
                             plot.bottom() + 4 + metrics.ascent()),
                     tick.label);
  const QString xName = fitted(xName_, metrics, plot.width());
  painter.drawText(
      QPointF(plot.center().x() - metrics.horizontalAdvance(xName) / 2, area_.bottom() - metrics.descent()),
      xName);
  const QString yName = fitted(yName_, metrics, area_.height());
  const double half = metrics.horizontalAdvance(yName) / 2;
  const double middle =
      std::clamp(plot.center().y(), area_.top() + half, std::max(area_.top() + half, area_.bottom() - half));
  painter.translate(area_.left() + metrics.ascent(), middle + half);
  painter.rotate(-90);
  painter.drawText(QPointF(0, 0), yName);
  painter.restore();
}

}  // namespace gradarium::widgets
