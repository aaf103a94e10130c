// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/line_view.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/charts/line_paint.h"
#include "widgets/controls/figures.h"
#include "widgets/views/words.h"

namespace gradarium::widgets {

LineView::LineView(std::string name, const lab::Series& series) : ViewOf(std::move(name)) {
  lines_.push_back({&series, series.label()});
  title(series.label());
  caption([&series](const lab::Snapshot& snapshot) {
    const auto* value = series.in(snapshot);
    return value && !value->empty() ? briefly(value->last()).toStdString() : std::string();
  });
}

LineView::~LineView() = default;

LineView& LineView::with(const lab::Series& series, std::string label) {
  lines_.push_back({&series, std::move(label)});
  caption_ = {};  // one number would not say whose it is
  return *this;
}

LineView& LineView::codes(std::vector<int> codes) {
  codes_ = std::move(codes);
  return *this;
}

std::size_t LineView::colourOf(std::size_t line) const {
  return line < codes_.size() ? static_cast<std::size_t>(codes_[line]) : line;
}

Qt::PenStyle LineView::styleOf(std::size_t line) const {
  if (line >= codes_.size()) return lineStyle(line);
  std::size_t same = 0;  // colours return with the seventh code
  for (std::size_t i = 0; i < line; ++i) same += codes_[i] % 6 == codes_[line] % 6;
  return lineStyle(same * mostNamedLines);
}

LineView& LineView::xLabel(std::string words) {
  xLabel_ = std::move(words);
  return *this;
}

LineView& LineView::yLabel(std::string words) {
  yLabel_ = std::move(words);
  return *this;
}

LineView& LineView::logY() {
  log_ = wantsLog_ = true;
  return *this;
}

LineView& LineView::steps() {
  steps_ = true;
  return *this;
}

LineView& LineView::marker() {
  marker_ = true;
  return *this;
}

std::vector<const lab::ObservableBase*> LineView::observables() const {
  if (table_) return {table_};
  std::vector<const lab::ObservableBase*> all;
  for (const Line& line : lines_) all.push_back(line.series);
  if (bars_) all.push_back(bars_);
  return all;
}

std::string LineView::xWord() const {
  if (!xLabel_.empty()) return xLabel_;
  if (table_) return "x";
  const std::string& own = lines_.front().series->traits().xLabel;
  return own.empty() ? "step" : own;
}

std::shared_ptr<const lab::Value> LineView::valueOf(const Line& line, const lab::Snapshot& snapshot) {
  const std::size_t index = line.series->index();
  return index < snapshot.values.size() ? snapshot.values[index] : nullptr;
}

/// A logarithmic axis has no place for 0: where nothing is above, the axis is an even one.
bool LineView::anyAboveZero(const lab::Snapshot& snapshot) const {
  return std::ranges::any_of(lines_, [&](const Line& line) {
    const auto value = valueOf(line, snapshot);
    const auto* series = value ? std::get_if<lab::value::Series>(value.get()) : nullptr;
    return series && (series->empty() || extentOf(*series, true).finite > 0);
  });
}

bool LineView::read(const lab::Snapshot& snapshot) {
  bool any = false;
  if (wantsLog_ && !table_ && log_ != anyAboveZero(snapshot)) {
    log_ = !log_;
    for (Line& line : lines_) line.value.reset();
  }
  if (table_) readTable(snapshot);
  for (Line& line : lines_) {
    if (!table_) take(line, valueOf(line, snapshot));
    any = any || line.extent.finite > 0;
  }
  return any;
}

void LineView::take(Line& line, std::shared_ptr<const lab::Value> value) const {
  if (value == line.value) return;
  const auto* series = value ? std::get_if<lab::value::Series>(value.get()) : nullptr;
  line.extent = series ? extentOf(*series, log_) : SeriesExtent{};
  line.columns = 0;
  line.value = std::move(value);
}

void LineView::compare(const std::vector<PinnedRun>& runs) {
  pinned_.clear();
  ++version_;
  for (const PinnedRun& run : runs)
    for (const Line& line : table_ ? std::vector<Line>{} : lines_) {
      Line pinned{line.series,
                  (lines_.size() > 1 ? line.label + ", " : std::string()) + run.label.toStdString()};
      take(pinned, valueOf(line, *run.snapshot));
      if (pinned.extent.finite > 0) pinned_.push_back(std::move(pinned));
    }
}

QString LineView::endLabel(const Line& line) const {
  const auto* series = line.value ? std::get_if<lab::value::Series>(line.value.get()) : nullptr;
  if (!series || line.extent.finite == 0) return {};
  QString text =
      lines_.size() > 1 && lines_.size() <= mostNamedLines ? QString::fromStdString(line.label) : QString();
  if (marker_) text += (text.isEmpty() ? "" : " ") + briefly(series->last());
  return text;
}

FrameWish LineView::wish(const Canvas& canvas) const {
  double x0 = INFINITY, x1 = -INFINITY, labels = 0;
  std::vector<double> ends;
  const QFontMetricsF metrics(font(TextRole::Small));
  const double mostRoom = canvas.area.width() * 0.36;  // for names at the ends
  const auto reserve = [&](const QString& name) {
    labels = std::max(labels, metrics.horizontalAdvance(fitted(name, metrics, mostRoom - endLabelGap)));
  };
  for (const Line& line : lines_) {
    if (line.extent.finite == 0) continue;
    x0 = std::min(x0, line.extent.x0);
    x1 = std::max(x1, line.extent.x1);
    ends.insert(ends.end(), {line.extent.y0, line.extent.y1});
    reserve(endLabel(line));
  }
  for (const Line& line : pinned_) {
    x0 = std::min(x0, line.extent.x0);
    x1 = std::max(x1, line.extent.x1);
    ends.insert(ends.end(), {line.extent.y0, line.extent.y1});
    if (pinned_.size() <= mostNamedLines)
      reserve(QString::fromStdString(line.label));
  }
  if (const double level = levelIn(canvas.snapshot); std::isfinite(level)) ends.push_back(level);
  if (const auto* halves = bars_ ? bars_->in(canvas.snapshot) : nullptr)
    if (const auto* first = lines_.front().series->in(canvas.snapshot); first && first->size() == halves->size())
      for (std::size_t i = 0; i < halves->size(); ++i)
        ends.insert(ends.end(), {first->y(i) - halves->y(i), first->y(i) + halves->y(i)});
  FrameWish wish;
  wish.x = x1 > x0 ? Span{x0, x1} : x0 == 0 ? Span{0, 1} : Span{x0 - 1, x0 + 1};
  wish.y = spanOf(ends, 0.06);
  wish.logY = log_;
  wish.wholeX = std::all_of(lines_.begin(), lines_.end(), [](const Line& line) { return line.extent.whole; });
  wish.xName = QString::fromStdString(xWord());
  wish.yName = QString::fromStdString(yLabel_.empty() && lines_.size() == 1 ? lines_.front().series->label()
                                                                            : yLabel_);
  const std::string unit = table_ ? std::string() : lines_.front().series->traits().unit;
  if (!unit.empty() && yLabel_.empty())
    wish.yName += (wish.yName.isEmpty() ? "" : ", ") + QString::fromStdString(unit);
  // A number that grows by a digit must not move the whole plot.
  if (marker_) labels = std::max(labels, metrics.horizontalAdvance("0.00000"));
  if (labels > 0) wish.rightRoom = std::min(labels + endLabelGap, mostRoom);
  return wish;
}

void LineView::fillLines(const Mapping& mapping) {
  const int columns = std::max(2, static_cast<int>(mapping.plot.width()));
  const auto fill = [&](Line& line) {
    if (line.columns == columns && line.span == mapping.x) return;
    const auto* series = line.value ? std::get_if<lab::value::Series>(line.value.get()) : nullptr;
    line.lines.clear();
    if (series && line.extent.finite > 0)
      line.lines = linesOf(*series, line.extent, mapping.x, columns, log_);
    line.columns = columns;
    line.span = mapping.x;
    ++version_;
  };
  std::for_each(lines_.begin(), lines_.end(), fill);
  std::for_each(pinned_.begin(), pinned_.end(), fill);
}

void LineView::paint(const Canvas& canvas) {
  painted_.reset();
  if (!read(canvas.snapshot)) return paintEmpty(canvas);
  const QRectF area = paintLegend(canvas);
  const ChartFrame frame(wish(canvas), area);
  if (!frame.usable()) return;
  const Mapping& mapping = frame.mapping();
  fillLines(mapping);
  frame.paint(canvas.painter, canvas.theme);
  std::vector<Stroke> strokes;
  for (std::size_t i = 0; i < pinned_.size(); ++i)
    strokes.push_back({pinned_[i].lines, pinnedColour(canvas.theme), lineStyle(i * mostNamedLines), 1.75});
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    // Where every column is full a thin pen shows more, and is drawn faster.
    const bool full = lines_[i].extent.finite > 4 * static_cast<std::size_t>(lines_[i].columns);
    strokes.push_back({lines_[i].lines, lineColour(canvas.theme, colourOf(i)), styleOf(i), full ? 1.25 : 2});
  }
  strokes_.paint(canvas.painter, mapping, strokes, version_ * 2 + (canvas.theme.dark ? 1 : 0));
  paintBars(canvas, mapping);
  paintDots(canvas, mapping);
  paintUpright(canvas, mapping);
  paintLevel(canvas, mapping);
  paintEnds(canvas, mapping);
  if (canvas.onScreen && hovered_) paintHover(canvas, mapping);
  painted_ = mapping;
}

QString LineView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  leave();
  if (!painted_ || !painted_->plot.adjusted(-6, -6, 6, 6).contains(pointer.at)) return {};
  warm_ = onLevel(pointer, snapshot);
  if (warm_) return levelWords(snapshot);
  warmUpright_ = onUpright(pointer, snapshot);
  const double x = painted_->toData(pointer.at).x();
  for (const Line& line : lines_) {
    const auto* series = line.value ? std::get_if<lab::value::Series>(line.value.get()) : nullptr;
    if (!series || line.extent.finite == 0) continue;
    const std::size_t i = nearestIndex(*series, line.extent.rising, x);
    if (i < series->size() && (!hovered_ || std::abs(series->x(i) - x) < std::abs(*hovered_ - x)))
      hovered_ = series->x(i);
  }
  return hovered_ ? wordsAt(*hovered_) : QString();
}

}  // namespace gradarium::widgets
