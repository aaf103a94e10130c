// SPDX-License-Identifier: GPL-3.0-or-later
// Lines that are the columns of a table, and whiskers on their points.
#include <QPainter>
#include <cmath>

#include "widgets/charts/line_paint.h"
#include "widgets/charts/line_view.h"

namespace gradarium::widgets {

LineView::LineView(std::string name, const lab::Table& table) : ViewOf(std::move(name)), table_(&table) {
  title(table.label());
}

std::vector<LineView::Line> LineView::tableLines(const std::shared_ptr<const lab::Value>& value) {
  std::vector<Line> lines;
  const auto* table = value ? std::get_if<lab::value::Table>(value.get()) : nullptr;
  for (std::size_t c = 1; table && c < table->columns.size(); ++c) {
    const auto &x = table->columns[0].numbers, &y = table->columns[c].numbers;
    lab::value::Series series;
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) series.append(x[i], y[i]);
    lines.push_back({nullptr, table->columns[c].name, std::make_shared<const lab::Value>(std::move(series))});
  }
  return lines;
}

void LineView::readTable(const lab::Snapshot& snapshot) {
  const auto& value = snapshot.values[table_->index()];
  if (value == knownTable_) return;
  knownTable_ = value;
  lines_ = tableLines(value);
  for (Line& line : lines_) line.extent = extentOf(std::get<lab::value::Series>(*line.value), log_);
  ++version_;
}

LineView& LineView::bars(const lab::Series& halves) {
  bars_ = &halves;
  return *this;
}

void LineView::paintBars(const Canvas& canvas, const Mapping& mapping) const {
  const auto* halves = bars_ ? bars_->in(canvas.snapshot) : nullptr;
  const auto* line = halves ? lines_.front().series->in(canvas.snapshot) : nullptr;
  if (!line || line->size() != halves->size() || log_) return;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(lineColour(canvas.theme, colourOf(0)), 1.25));
  for (std::size_t i = 0; i < line->size(); ++i) {
    const double x = mapping.px(line->x(i)), low = mapping.py(line->y(i) - halves->y(i)),
                 high = mapping.py(line->y(i) + halves->y(i));
    if (!std::isfinite(x + low + high) || !(halves->y(i) > 0)) continue;
    painter.drawLine(QPointF(x, low), QPointF(x, high));
    for (const double y : {low, high}) painter.drawLine(QPointF(x - 3, y), QPointF(x + 3, y));
  }
  painter.restore();
}

}  // namespace gradarium::widgets
