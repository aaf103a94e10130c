// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/charts/bar_view.h"
#include "widgets/controls/figures.h"
#include "widgets/theme/contrast.h"
#include "widgets/views/linked.h"
#include "widgets/views/marks.h"
#include "widgets/views/plate.h"

namespace gradarium::widgets {
namespace {

constexpr std::size_t mostFigures = 40;  // bars with their number written at the end

QString minus(QString number) { return number.startsWith('-') ? QChar(0x2212) + number.mid(1) : number; }

}  // namespace

Span BarView::spanFor(const lab::Snapshot& snapshot, bool room) const {
  double low = 0, high = 0;
  for (const auto& group : dataIn(snapshot).groups)
    for (const double v : group.numbers)
      if (std::isfinite(v)) low = std::min(low, v), high = std::max(high, v);
  for (const Reference& reference : references_)
    if (const double at = reference.at(snapshot); std::isfinite(at))
      low = std::min(low, at), high = std::max(high, at);
  if (range_) low = std::min(low, range_->low), high = std::max(high, range_->high);
  if (!(high > low)) return {0, 1};
  const double margin = (!room ? 0.03 : horizontal_ ? 0.13 : 0.15) * (high - low);
  const auto past = [&](double end) { return range_ && (end == range_->low || end == range_->high) && !room ? 0 : margin; };
  return {low < 0 ? low - past(low) : low, high > 0 ? high + past(high) : high};
}

void BarView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.reset();
  const BarData& data = dataIn(canvas.snapshot);
  if (data.rows() == 0) return paintEmpty(canvas);
  const QRectF area = paintLegend(canvas, legend(canvas.snapshot));
  std::vector<std::string> names;
  const auto& order = orderIn(canvas.snapshot);
  for (const std::size_t row : order)
    if (!data.names.empty()) names.push_back(row == gap ? std::string() : data.names[row]);
  // Numbers of rows mean nothing once the bars stand in another order.
  const bool shuffled = data.names.empty() && (sorted_ || labels_);
  if (shuffled) names.assign(order.size(), {});
  const BandFrame frame(Bands(order.size(), names, namedBars_ ? QString::fromStdString(barNoun_) : QString()),
                        spanFor(canvas.snapshot, data.groups.size() == 1 && data.rows() <= mostFigures),
                        valueName(data), horizontal_, area);
  if (!frame.usable()) return;
  frame.paintGrid(canvas.painter, canvas.theme);
  paintBars(canvas, frame);
  paintFigures(canvas, frame);
  paintReferences(canvas, frame);
  frame.paintLabels(canvas.painter, canvas.theme);
  if (canvas.onScreen) painted_ = frame;
}

void BarView::paintBars(const Canvas& canvas, const BandFrame& frame) const {
  const BarData& data = dataIn(canvas.snapshot);
  const auto& order = orderIn(canvas.snapshot);
  const std::size_t groups = data.groups.size();
  const double width = frame.bandWidth();
  // Air between bars while they are wide enough to lose some.
  const double air = width >= 24 ? 0.16 : width >= 6 ? 0.1 : width >= 3 ? 0.17 : 0;
  const double each = (1 - 2 * air) / static_cast<double>(groups);
  const bool outlined = width * each >= 5;
  const double chosen = highlight_ ? highlight_->numberIn(canvas.snapshot) : std::nan("");
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, width * each < 3);
  for (std::size_t place = 0; place < order.size(); ++place) {
    const std::size_t row = order[place];
    if (row == gap) continue;
    const bool hovered = canvas.onScreen && (this->hovered() == Place{static_cast<int>(row), 0} || (linked() && linked()->contains(row)));
    const bool selected = canvas.onScreen && this->selected() == Place{static_cast<int>(row), 0};
    if (hovered || selected) painter.fillRect(frame.band(place), canvas.theme.accentSoft);
    for (std::size_t g = 0; g < groups; ++g) {
      const double value = data.groups[g].numbers[row];
      if (!std::isfinite(value)) continue;
      const double start = air + each * static_cast<double>(g);
      const QRectF bar = frame.box(place, 0, value, start, start + each);
      const MarkStyle style = markStyle(canvas.theme, codeOf(canvas.snapshot, row, g));
      const bool quiet = std::isfinite(chosen) && chosen != static_cast<double>(row);
      painter.fillRect(bar, quiet ? mix(canvas.theme.ground, style.fill, 0.4) : style.fill);
      if (outlined && bar.width() >= 1 && bar.height() >= 1) {
        painter.setPen(QPen(quiet ? mix(canvas.theme.ground, style.outline, 0.6) : style.outline, 1));
        painter.drawRect(bar.adjusted(0, 0, -1, -1));
      }
    }
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(QPen(canvas.theme.quiet, 1));
  painter.drawLine(frame.across(0));
  painter.restore();
}

void BarView::paintFigures(const Canvas& canvas, const BandFrame& frame) const {
  const BarData& data = dataIn(canvas.snapshot);
  if (data.groups.size() != 1 || data.rows() > mostFigures) return;
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  const auto& numbers = data.groups.front().numbers;
  const auto text = [&](std::size_t row) { return minus(readable(numbers[row], 3)); };
  double widest = 0;
  for (std::size_t row = 0; row < numbers.size(); ++row)
    if (std::isfinite(numbers[row])) widest = std::max(widest, figuresWidth(small, text(row)));
  if (horizontal_ ? frame.bandWidth() < metrics.height() : frame.bandWidth() < widest + 4) return;
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setFont(small);
  painter.setPen(canvas.theme.ink);
  const auto& order = orderIn(canvas.snapshot);
  for (std::size_t place = 0; place < order.size(); ++place) {
    const double value = order[place] == gap ? std::nan("") : numbers[order[place]];
    if (!std::isfinite(value)) continue;
    const double end = frame.at(value), way = value < 0 ? -1 : 1;
    const QRectF band = frame.band(place);
    QRectF at(0, 0, widest + 8, metrics.height());
    if (horizontal_)
      at.moveCenter({end + way * (at.width() / 2), band.center().y()});
    else
      at.moveCenter({band.center().x(), end - way * (at.height() / 2 + 1)});
    const bool fits = frame.horizontal() ? at.right() <= canvas.area.right() + 4 && at.left() >= frame.plot().left() - 4
                                         : at.top() >= canvas.area.top() - 2 && at.bottom() <= frame.plot().bottom() + 2;
    if (fits) drawFigures(painter, at, Qt::AlignHCenter, text(order[place]));
  }
  painter.restore();
}

void BarView::paintReferences(const Canvas& canvas, const BandFrame& frame) const {
  const QFont small = font(TextRole::Small);
  const QFontMetricsF metrics(small);
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setFont(small);
  for (const Reference& reference : references_) {
    const double value = reference.at(canvas.snapshot);
    if (!std::isfinite(value)) continue;
    const QLineF line = frame.across(value);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(canvas.theme.ink, 1, Qt::DashLine));
    painter.drawLine(line);
    if (reference.words.empty()) continue;
    const QString words = metrics.elidedText(QString::fromStdString(reference.words) + ' ' + minus(readable(value)),
                                             Qt::ElideRight, frame.plot().width() * 0.6);
    const double width = metrics.horizontalAdvance(words);
    // Where there is more room: bars start at zero, so beyond the line on the side away from it.
    QRectF at(0, 0, width + 8, metrics.height() + 2);
    if (horizontal_)
      at.moveBottomLeft({line.x1() + 3 + at.width() <= canvas.area.right() ? line.x1() + 3 : line.x1() - 3 - at.width(),
                         frame.plot().bottom() - 1});
    else
      at.moveBottomRight({frame.plot().right(), line.y1() - 1 - at.height() < canvas.area.top() ? line.y1() + at.height() + 2 : line.y1() - 1});
    paintPlate(canvas, {at.left() + 4, at.center().y() + metrics.capHeight() / 2}, words);  // bars may run below
  }
  painter.restore();
}

}  // namespace gradarium::widgets
