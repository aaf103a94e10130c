// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/legend.h"

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/views/marks.h"

namespace gradarium::widgets {

QRectF paintLegend(const Canvas& canvas, const std::vector<LegendEntry>& entries, const QString& note) {
  if (entries.empty() && note.isEmpty()) return canvas.area;
  constexpr double mark = 10, afterMark = 6, between = 16;
  QPainter& painter = canvas.painter;
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const double line = metrics.height() + 6;
  double middle = canvas.area.top() + metrics.height() / 2;
  const auto base = [&] { return middle + metrics.capHeight() / 2; };

  painter.save();
  painter.setFont(small);
  double right = canvas.area.right();
  if (!note.isEmpty()) {
    const QString words = metrics.elidedText(note, Qt::ElideRight, canvas.area.width());
    right -= metrics.horizontalAdvance(words);
    painter.setPen(canvas.theme.quiet);
    painter.drawText(QPointF(right, base()), words);
    right -= between;
  }
  const int rows = canvas.area.height() > 260 ? 2 : 1;
  int row = 0;
  const auto width = [&](const QString& text) { return mark + afterMark + metrics.horizontalAdvance(text); };
  const auto more = [](std::size_t n) { return QStringLiteral("+%1 more").arg(n); };
  double at = canvas.area.left();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const QString text = metrics.elidedText(entries[i].text, Qt::ElideRight, 160);
    const auto fits = [&] {
      // In the last row there must stay room to say how many are left out, unless this is the last.
      const bool last = i + 1 == entries.size() || row + 1 < rows;
      return at + width(text) +
                 (last ? 0 : between + metrics.horizontalAdvance(more(entries.size() - i - 1))) <=
             right;
    };
    if (!fits() && row + 1 < rows) {
      ++row;
      at = canvas.area.left();
      right = canvas.area.right();
      middle += line;
    }
    if (!fits()) {
      painter.setPen(canvas.theme.quiet);
      if (i > 0 && at + metrics.horizontalAdvance(more(entries.size() - i)) <= right)
        painter.drawText(QPointF(at, base()), more(entries.size() - i));
      break;
    }
    paintMark(painter, markStyle(canvas.theme, entries[i].code), {at + mark / 2, middle}, 4);
    painter.setPen(canvas.theme.quiet);
    painter.drawText(QPointF(at + mark + afterMark, base()), text);
    at += width(text) + between;
  }
  painter.restore();
  return canvas.area.adjusted(0, (row + 1) * line + 2, 0, 0);
}

}  // namespace gradarium::widgets
