// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/figures.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

double cellWidth(const QFontMetricsF& metrics) {
  double widest = 0;
  for (char digit = '0'; digit <= '9'; ++digit)
    widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(digit)));
  return widest;
}

bool isFigure(QChar c) { return c >= u'0' && c <= u'9'; }

double width(const QFontMetricsF& metrics, double cell, const QString& text) {
  double total = 0;
  for (const QChar c : text) total += isFigure(c) ? cell : metrics.horizontalAdvance(c);
  return total;
}

}  // namespace

double figuresWidth(const QFont& font, const QString& text) {
  const QFontMetricsF metrics(font);
  return width(metrics, cellWidth(metrics), text);
}

void drawFigures(QPainter& painter, const QRectF& area, Qt::Alignment alignment, const QString& text) {
  const QFontMetricsF metrics(painter.font());
  const double cell = cellWidth(metrics), total = width(metrics, cell, text);
  double x = area.left();
  if (alignment & Qt::AlignRight) x = area.right() - total;
  if (alignment & Qt::AlignHCenter) x = area.center().x() - total / 2;
  const double y = area.center().y() + (metrics.ascent() - metrics.descent()) / 2;
  QString run;  // words stay whole, with their kerning
  const auto flush = [&] {
    if (run.isEmpty()) return;
    painter.drawText(QPointF(x, y), run);
    for (const QChar c : run) x += metrics.horizontalAdvance(c);
    run.clear();
  };
  for (const QChar c : text) {
    if (!isFigure(c)) {
      run += c;
      continue;
    }
    flush();
    painter.drawText(QPointF(x + (cell - metrics.horizontalAdvance(c)) / 2, y), QString(c));
    x += cell;
  }
  flush();
}

QString briefly(double number) {
  const QString whole = readable(number);
  if (whole.size() <= 7 || !std::isfinite(number)) return whole;
  const int exponent = static_cast<int>(std::floor(std::log10(std::abs(number))));
  return readable(number / std::pow(10.0, exponent)) + 'e' + QString::number(exponent);
}

}  // namespace gradarium::widgets
