// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/legend.h"

#include <QFontMetricsF>
#include <QPainter>

#include "widgets/views/marks.h"
#include "widgets/views/words.h"

namespace gradarium::widgets {
namespace {

constexpr double mark = 10, afterMark = 6, between = 16;

struct Row {
  double right;  // how far its entries may reach
};
struct Placed {
  QString text;
  double at;
  std::size_t row;
};

QString more(std::size_t n) { return QStringLiteral("+%1 more").arg(n); }

/// Entries, each at most `most` wide, in rows from the left: as many as fit. In the last row there stays room
/// to say how many are left out.
std::vector<Placed> place(const std::vector<LegendEntry>& entries, const std::vector<Row>& rows, double left,
                          double most, const QFontMetricsF& metrics) {
  std::vector<Placed> placed;
  double at = left;
  std::size_t row = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const QString text = fitted(entries[i].text, metrics, most);
    const double width = mark + afterMark + metrics.horizontalAdvance(text);
    const auto fits = [&] {
      const bool free = i + 1 == entries.size() || row + 1 < rows.size();
      const double rest = free ? 0 : between + metrics.horizontalAdvance(more(entries.size() - i - 1));
      return at + width + rest <= rows[row].right;
    };
    if (!fits() && row + 1 < rows.size()) ++row, at = left;
    if (!fits()) break;
    placed.push_back({text, at, row});
    at += width + between;
  }
  return placed;
}

}  // namespace

QRectF paintLegend(const Canvas& canvas, const std::vector<LegendEntry>& entries, const QString& note) {
  if (entries.empty() && note.isEmpty()) return canvas.area;
  QPainter& painter = canvas.painter;
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const double line = metrics.height() + 6;
  const auto base = [&](std::size_t row) {
    return canvas.area.top() + double(row) * line + metrics.height() / 2 + metrics.capHeight() / 2;
  };

  painter.save();
  painter.setFont(small);
  painter.setPen(canvas.theme.quiet);
  std::vector<Row> rows(canvas.area.height() > 260 ? 2 : 1, {canvas.area.right()});
  if (!note.isEmpty()) {
    const QString words = metrics.elidedText(note, Qt::ElideRight, canvas.area.width());
    const double left = canvas.area.right() - metrics.horizontalAdvance(words);
    painter.drawText(QPointF(left, base(0)), words);
    rows[0].right = left - between;
  }
  // Shorter names before fewer of them.
  std::vector<Placed> placed;
  for (const double most : {160.0, 120.0, 90.0, 64.0}) {
    placed = place(entries, rows, canvas.area.left(), most, metrics);
    if (placed.size() == entries.size()) break;
  }
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const auto& [text, at, row] = placed[i];
    const double middle = base(row) - metrics.capHeight() / 2;
    paintMark(painter, markStyle(canvas.theme, entries[i].code), {at + mark / 2, middle}, 4);
    painter.setPen(canvas.theme.quiet);
    painter.drawText(QPointF(at + mark + afterMark, base(row)), text);
  }
  std::size_t used = placed.empty() ? 0 : placed.back().row;
  if (placed.size() < entries.size() && !placed.empty()) {
    const QString rest = more(entries.size() - placed.size());
    const double at =
        placed.back().at + mark + afterMark + metrics.horizontalAdvance(placed.back().text) + between;
    if (at + metrics.horizontalAdvance(rest) <= rows[used].right)
      painter.drawText(QPointF(at, base(used)), rest);
  }
  painter.restore();
  return canvas.area.adjusted(0, double(used + 1) * line + 2, 0, 0);
}

}  // namespace gradarium::widgets
