// SPDX-License-Identifier: GPL-3.0-or-later
// What a line says without being seen: words and a table.
#include <Qt>
#include <cmath>

#include "widgets/charts/line_view.h"
#include "widgets/views/pointing_view.h"

namespace gradarium::widgets {
namespace {

using Series = lab::value::Series;

QString trend(const Series& series, std::size_t first, std::size_t last, double lowest, double highest) {
  if (lowest == highest) return QStringLiteral("constant");
  bool falls = true, rises = true;
  double before = series.y(first);
  for (std::size_t i = first + 1; i <= last; ++i) {
    const double y = series.y(i);
    if (!std::isfinite(y)) continue;
    falls = falls && y <= before;
    rises = rises && y >= before;
    before = y;
  }
  if (falls) return QStringLiteral("never rises");
  if (rises) return QStringLiteral("never falls");
  const double change = series.y(last) - series.y(first);
  if (std::abs(change) < 0.1 * (highest - lowest)) return QStringLiteral("ends about where it began");
  return change < 0 ? QStringLiteral("falls on the whole") : QStringLiteral("rises on the whole");
}

QString inWords(const Series& series, const QString& label, const QString& xWord) {
  std::size_t first = series.size(), last = 0, lowest = 0, highest = 0, count = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (!std::isfinite(series.y(i))) continue;
    if (count++ == 0) first = lowest = highest = i;
    last = i;
    if (series.y(i) < series.y(lowest)) lowest = i;
    if (series.y(i) > series.y(highest)) highest = i;
  }
  if (count == 0) return label + ": nothing yet";
  const auto at = [&](std::size_t i) {
    return readable(series.y(i)) + " at " + xWord + ' ' + readable(series.x(i));
  };
  if (count == 1) return label + ": " + at(first);
  QString words = label + ": " + QString::number(count) + " points from " + at(first) + " to " + at(last) +
                  ", " + trend(series, first, last, series.y(lowest), series.y(highest));
  if (lowest != highest) words += "; lowest " + at(lowest) + ", highest " + at(highest);
  if (count < series.size()) words += "; " + QString::number(series.size() - count) + " not finite";
  return words;
}

bool sameX(const Series& a, const Series& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a.x(i) != b.x(i)) return false;
  return true;
}

}  // namespace

/// "step 12: loss 0.5, held out 0.7": of the lines that have a point there.
QString LineView::wordsAt(double x) const {
  QString text = QString::fromStdString(xWord()) + ' ' + readable(x) + ": ";
  bool first = true;
  for (const Line& line : lines_) {
    const auto* series = line.value ? std::get_if<Series>(line.value.get()) : nullptr;
    if (!series || line.extent.finite == 0) continue;
    const std::size_t i = nearestIndex(*series, line.extent.rising, x);
    if (i >= series->size() || series->x(i) != x) continue;
    const QString name =
        QString::fromStdString(lines_.size() == 1 && !yLabel_.empty() ? yLabel_ : line.label);
    text += (first ? "" : ", ") + name.toHtmlEscaped() + " <b>" + readable(series->y(i), 6) + "</b>";
    first = false;
  }
  return text;
}

/// From point to point of the first line that has some, by tens with Shift.
bool LineView::walk(int key, bool shift) {
  if (key == Qt::Key_Escape) {
    const bool had = walked_;
    if (had) leave();
    return had;
  }
  for (const Line& line : lines_) {
    const auto* series = line.value ? std::get_if<Series>(line.value.get()) : nullptr;
    if (!series || line.extent.finite == 0) continue;
    const int n = static_cast<int>(series->size());
    const auto from = hovered_ ? std::optional(static_cast<int>(nearestIndex(*series, line.extent.rising, *hovered_)))
                               : std::nullopt;
    const auto to = walkAlong(from, key, shift, n, Qt::Key_Left, Qt::Key_Right);
    if (!to) return false;
    hovered_ = series->x(static_cast<std::size_t>(*to));
    walked_ = true;
    return true;
  }
  return false;
}

std::optional<Selection> LineView::selection(const lab::Snapshot&) const {
  if (!walked_ || !hovered_ || !painted_) return std::nullopt;
  const QPointF at(painted_->px(*hovered_), painted_->plot.center().y());
  return Selection{wordsAt(*hovered_), QRectF(at - QPointF(4, 4), QSizeF(8, 8))};
}

QString LineView::describe(const lab::Snapshot& snapshot) const {
  QStringList words;
  if (table_)
    for (const Line& line : tableLines(snapshot.values[table_->index()]))
      words += inWords(std::get<Series>(*line.value), QString::fromStdString(line.label), QString::fromStdString(xWord()));
  for (const Line& line : table_ ? std::vector<Line>{} : lines_)
    if (const Series* series = line.series->in(snapshot))
      words += inWords(*series, QString::fromStdString(line.label), QString::fromStdString(xWord()));
  return words.isEmpty() ? View::describe(snapshot) : words.join(". ");
}

lab::value::Table LineView::numbers(const lab::Snapshot& snapshot) const {
  if (const auto* table = table_ ? table_->in(snapshot) : nullptr) return *table;
  if (table_) return {};
  std::vector<std::pair<const Line*, const Series*>> there;
  for (const Line& line : lines_)
    if (const Series* series = line.series->in(snapshot)) there.emplace_back(&line, series);
  lab::value::Table table;
  if (there.empty()) return table;
  bool aligned = true;
  for (const auto& each : there) aligned = aligned && sameX(*there.front().second, *each.second);
  const auto column = [](const Series& series, bool x, std::vector<double>& to) {
    for (std::size_t i = 0; i < series.size(); ++i) to.push_back(x ? series.x(i) : series.y(i));
  };
  if (aligned) {
    table.columns.push_back({xWord(), {}, {}, {}});
    column(*there.front().second, true, table.columns.back().numbers);
    for (const auto& [line, series] : there) {
      table.columns.push_back({line->label, line->series->traits().unit, {}, {}});
      column(*series, false, table.columns.back().numbers);
    }
    return table;
  }
  // Lines with steps of their own stand below each other.
  table.columns = {
      {"line", {}, {}, {}}, {xWord(), {}, {}, {}}, {yLabel_.empty() ? "value" : yLabel_, {}, {}, {}}};
  for (const auto& [line, series] : there) {
    table.columns[0].texts.insert(table.columns[0].texts.end(), series->size(), line->label);
    column(*series, true, table.columns[1].numbers);
    column(*series, false, table.columns[2].numbers);
  }
  return table;
}

}  // namespace gradarium::widgets
