// SPDX-License-Identifier: GPL-3.0-or-later
// The histogram as a picture, in words and as numbers.
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/charts/histogram_view.h"
#include "widgets/charts/line_data.h"
#include "widgets/charts/line_paint.h"
#include "widgets/views/plate.h"
#include "widgets/theme/contrast.h"
#include "widgets/controls/figures.h"
#include "widgets/views/marks.h"
#include "widgets/views/words.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

QString minus(QString number) { return number.startsWith('-') ? QChar(0x2212) + number.mid(1) : number; }

}  // namespace

QString HistogramView::valueName(const lab::Snapshot&) const {
  QString name = text(valueNoun_);
  if (name.isEmpty() && known_)
    if (const auto columns = columnsOf(*known_); !columns.empty()) name = text(columns[std::min(column_, columns.size() - 1)]);
  if (!unit_.empty()) name += (name.isEmpty() ? "" : ", ") + text(unit_);
  return name;
}

QString HistogramView::countName() const { return curve_ ? QStringLiteral("density") : text(countNoun_); }

QString HistogramView::groupName(const lab::Snapshot& snapshot, int code) const {
  const auto* labels = labels_ ? labels_->in(snapshot) : nullptr;
  if (code < 0) return "no " + text(labelNoun_);
  const auto index = static_cast<std::size_t>(code);
  return labels && index < labels->names.size() ? text(labels->names[index])
                                                : text(labelNoun_) + ' ' + QString::number(qint64(code) + 1);
}

QString HistogramView::words(const lab::Snapshot& snapshot, std::size_t bin) const {
  const Spread& spread = spreadIn(snapshot);
  const Bins& bins = spread.bins;
  const bool whole = bins.width == 1 && bins.low - std::floor(bins.low) == 0.5;
  QString result = valueName(snapshot).toHtmlEscaped();
  if (!result.isEmpty()) result += ' ';
  result += whole ? minus(readable(bins.edge(bin) + 0.5))
                  : minus(readable(bins.edge(bin), 5)) + " to " + minus(readable(bins.edge(bin + 1), 5));
  result += ": ";
  bool first = true;
  for (const Group& group : spread.groups) {
    const QString noun = spread.groups.size() > 1 ? groupName(snapshot, group.code) : countName();
    result += (first ? "" : ", ") + noun.toHtmlEscaped() + " <b>" + readable(group.heights[bin]) + "</b>";
    first = false;
  }
  if (spread.groups.size() == 1 && !curve_)
    result += QStringLiteral(" of %1").arg(spread.numbers.size());
  return result;
}

FrameWish HistogramView::wish(const lab::Snapshot& snapshot) const {
  const Spread& spread = spreadIn(snapshot);
  double low = spread.bins.low, high = spread.bins.high(), top = spread.highest;
  const auto takeIn = [&](double x) {
    if (std::isfinite(x)) low = std::min(low, x), high = std::max(high, x);
  };
  for (const Marker& marker : markers_) takeIn(marker.at(snapshot));
  if (threshold_) takeIn(threshold_->in(snapshot));
  if (const auto* curve = curve_ ? curve_->in(snapshot) : nullptr)
    for (std::size_t i = 0; i < curve->size(); ++i)
      if (std::isfinite(curve->y(i))) top = std::max(top, curve->y(i));
  FrameWish wish;
  const double room = (high - low) * 0.02;
  wish.x = range_ ? *range_ : Span{low - room, high + room};
  // Names of markers stand above the highest bin.
  wish.y = {0, top * (markers_.empty() && !threshold_ ? 1.05 : 1.15)};
  wish.xName = valueName(snapshot);
  wish.yName = countName();
  return wish;
}

void HistogramView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.reset();
  const Spread& spread = spreadIn(canvas.snapshot);
  if (spread.bins.count == 0) return paintEmpty(canvas);
  std::vector<LegendEntry> entries;
  if (spread.groups.size() > 1)
    for (const Group& group : spread.groups) entries.push_back({groupName(canvas.snapshot, group.code), group.code});
  const ChartFrame frame(wish(canvas.snapshot), paintLegend(canvas, entries));
  if (!frame.usable()) return;
  frame.paint(canvas.painter, canvas.theme);
  paintBins(canvas, frame.mapping());
  paintCurve(canvas, frame.mapping());
  paintMarkers(canvas, frame.mapping());
  if (canvas.onScreen) painted_ = frame.mapping();
}

void HistogramView::paintBins(const Canvas& canvas, const Mapping& mapping) const {
  const Spread& spread = spreadIn(canvas.snapshot);
  const bool several = spread.groups.size() > 1;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  const auto x = [&](std::size_t edge) {
    return std::round(mapping.px(std::clamp(spread.bins.edge(edge), mapping.x.low, mapping.x.high)));
  };
  const double floor = std::round(mapping.plot.bottom());
  for (const auto& chosen : {selected_, hovered_})
    if (canvas.onScreen && chosen && *chosen < spread.bins.count)
      painter.fillRect(QRectF(QPointF(x(*chosen), mapping.plot.top()), QPointF(x(*chosen + 1), floor)), canvas.theme.accentSoft);
  for (const Group& group : spread.groups) {
    const MarkStyle style = markStyle(canvas.theme, group.code);
    QPolygonF skyline;
    for (std::size_t i = 0; i < spread.bins.count; ++i) {
      const bool alone = i + 1 == spread.bins.count || group.heights[i + 1] == 0;
      const double left = x(i), right = std::max(x(i + 1), left + (alone ? 3 : 0)), top = std::round(mapping.py(group.heights[i]));
      skyline << QPointF(left, top) << QPointF(right, top);
      if (right <= left || top >= floor) continue;
      const double seam = !several && right - left >= 4 ? 1 : 0;
      painter.fillRect(QRectF(QPointF(left, top), QPointF(right - seam, floor)),
                       several ? faded(style.fill, 0.45) : style.fill);
    }
    if (skyline.isEmpty()) continue;
    // One outline around all bins of a group, so that groups upon each other stay apart.
    skyline.prepend(QPointF(skyline.front().x(), floor));
    skyline.append(QPointF(skyline.back().x(), floor));
    painter.setPen(QPen(style.outline, several ? 1.5 : 1));
    painter.setBrush(Qt::NoBrush);
    if (several || x(1) - x(0) < 4) painter.drawPolyline(skyline);
  }
  painter.setPen(QPen(canvas.theme.quiet, 1));
  painter.drawLine(QLineF(mapping.plot.left(), floor + 0.5, mapping.plot.right(), floor + 0.5));
  painter.restore();
}

void HistogramView::paintCurve(const Canvas& canvas, const Mapping& mapping) {
  const auto* curve = curve_ ? curve_->in(canvas.snapshot) : nullptr;
  if (!curve || curve->empty()) return;
  const auto& value = canvas.snapshot.values[curve_->index()];
  if (value != drawnCurve_) ++version_;
  drawnCurve_ = value;
  const SeriesExtent extent = extentOf(*curve, false);
  if (extent.finite == 0) return;
  if (!strokes_) strokes_ = std::make_unique<LineStrokes>();
  const int columns = std::max(2, static_cast<int>(mapping.plot.width()));
  std::vector<Stroke> strokes{{{}, canvas.theme.ink, Qt::SolidLine, 2}};
  for (auto line : linesOf(*curve, extent, mapping.x, columns, false)) {
    line.removeIf([&](const QPointF& p) { return p.x() < mapping.x.low || p.x() > mapping.x.high; });
    if (!line.isEmpty()) strokes[0].lines.push_back(std::move(line));
  }
  strokes_->paint(canvas.painter, mapping, strokes, version_ * 2 + (canvas.theme.dark ? 1 : 0));
}

void HistogramView::paintMarkers(const Canvas& canvas, const Mapping& mapping) const {
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setFont(small);
  double taken[2] = {-1e9, 1e9};  // where the last words to the right end, in each of two rows
  const auto mark = [&](double at, const QString& name, const QColor& colour, bool handle) {
    if (!(at >= mapping.x.low) || at > mapping.x.high) return;
    const double x = std::floor(mapping.px(at)) + 0.5;
    painter.setRenderHint(QPainter::Antialiasing, handle);
    painter.setPen(QPen(colour, handle ? 2 : 1, handle ? Qt::SolidLine : Qt::DashLine));
    painter.drawLine(QPointF(x, mapping.plot.top()), QPointF(x, mapping.plot.bottom()));
    if (handle) {
      painter.setPen(QPen(canvas.theme.card, 1.5));
      painter.setBrush(colour);
      const double r = canvas.onScreen && (warm_ || held_) ? 7 : 5.5;
      painter.drawEllipse(QPointF(x, mapping.plot.bottom() - r - 1), r, r);
    }
    // The name gives way before the number is cut.
    const QString number = minus(briefly(at));
    const double room = mapping.plot.width() * 0.6;
    QString words = fitted(name, metrics, room - metrics.horizontalAdvance(' ' + number));
    words += words.isEmpty() ? number : ' ' + number;
    const double width = metrics.horizontalAdvance(words);
    const bool right = x + 5 + width <= canvas.area.right();
    double left = right ? x + 5 : x - 5 - width;
    const int row = left > taken[0] ? 0 : 1;
    taken[row == 0 ? 0 : 1] = left + width + 6;
    paintPlate(canvas, {left, mapping.plot.top() + metrics.ascent() + row * metrics.height()}, words);
  };
  std::vector<const Marker*> inOrder;
  for (const Marker& marker : markers_) inOrder.push_back(&marker);
  std::ranges::sort(inOrder, {}, [&](const Marker* m) {
    const double at = m->at(canvas.snapshot);
    return std::isfinite(at) ? at : 0;
  });
  for (const Marker* marker : inOrder) mark(marker->at(canvas.snapshot), text(marker->words), canvas.theme.ink, false);
  if (threshold_) mark(threshold_->in(canvas.snapshot), text(threshold_->label()), canvas.theme.accent, true);
  painter.restore();
}

QString HistogramView::describe(const lab::Snapshot& snapshot) const {
  const Spread& spread = spreadIn(snapshot);
  if (spread.bins.count == 0) return emptyWords(snapshot);
  std::vector<double> sorted = spread.numbers;
  std::ranges::sort(sorted);
  QString result = View::describe(snapshot) +
                   QStringLiteral(". %1 numbers from %2 to %3, median %4, in %5 bins.")
                       .arg(sorted.size())
                       .arg(readable(sorted.front()), readable(sorted.back()), readable(sorted[sorted.size() / 2]))
                       .arg(spread.bins.count);
  for (const Group& group : spread.groups) {
    const auto peak = static_cast<std::size_t>(std::ranges::max_element(group.heights) - group.heights.begin());
    result += ' ' + (spread.groups.size() > 1 ? groupName(snapshot, group.code) + ": most" : QStringLiteral("Most")) +
              QStringLiteral(" between %1 and %2.").arg(readable(spread.bins.edge(peak)), readable(spread.bins.edge(peak + 1)));
  }
  for (const Marker& marker : markers_)
    if (const double at = marker.at(snapshot); std::isfinite(at))
      result += QStringLiteral(" %1 at %2.").arg(text(marker.words), readable(at));
  return result;
}

lab::value::Table HistogramView::numbers(const lab::Snapshot& snapshot) const {
  const Spread& spread = spreadIn(snapshot);
  lab::value::Table table;
  if (spread.bins.count == 0) return table;
  table.columns = {{"from", unit_, {}, {}}, {"to", unit_, {}, {}}};
  for (std::size_t i = 0; i < spread.bins.count; ++i) {
    table.columns[0].numbers.push_back(spread.bins.edge(i));
    table.columns[1].numbers.push_back(spread.bins.edge(i + 1));
  }
  for (const Group& group : spread.groups)
    table.columns.push_back({spread.groups.size() > 1 ? groupName(snapshot, group.code).toStdString() : countName().toStdString(),
                             {}, group.heights, {}});
  return table;
}

}  // namespace gradarium::widgets
