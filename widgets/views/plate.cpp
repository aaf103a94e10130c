// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/plate.h"

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/theme/contrast.h"

namespace gradarium::widgets {

void paintPlate(const Canvas& canvas, QPointF at, const QString& words, const QColor& ink) {
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(faded(canvas.theme.ground, 0.85));
  painter.drawRoundedRect(QRectF(at.x() - 3, at.y() - metrics.ascent(), metrics.horizontalAdvance(words) + 6, metrics.height()),
                          3, 3);
  painter.setFont(small);
  painter.setPen(ink.isValid() ? ink : canvas.theme.ink);
  painter.drawText(at, words);
  painter.restore();
}

}  // namespace gradarium::widgets
