// SPDX-License-Identifier: GPL-3.0-or-later
// Boxes as a picture, in words and as numbers.
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/charts/box_view.h"
#include "widgets/theme/contrast.h"
#include "widgets/views/marks.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

QString BoxView::valueName(const Boxes& boxes) const {
  QString name = text(valueNoun_.empty() ? boxes.name : valueNoun_);
  const std::string& unit = unit_.empty() ? boxes.unit : unit_;
  if (!unit.empty()) name += (name.isEmpty() ? "" : ", ") + text(unit);
  return name;
}

QString BoxView::words(const lab::Snapshot& snapshot, std::size_t box) const {
  const Box& at = boxesIn(snapshot).all[box];
  const BoxSummary& s = at.summary;
  QString result = QStringLiteral("<b>%1</b>: median <b>%2</b>, middle half %3 to %4, whiskers %5 to %6, mean %7, %8 numbers")
                       .arg(text(at.name).toHtmlEscaped(), readable(s.median), readable(s.q1), readable(s.q3),
                            readable(s.lowWhisker), readable(s.highWhisker), readable(s.mean))
                       .arg(s.count);
  if (!s.outliers.empty()) result += QStringLiteral(", %1 beyond the whiskers").arg(s.outliers.size());
  return result;
}

void BoxView::paint(const Canvas& canvas) {
  if (canvas.onScreen) painted_.reset();
  const Boxes& boxes = boxesIn(canvas.snapshot);
  if (boxes.all.empty()) return paintEmpty(canvas);
  std::vector<double> ends;
  std::vector<std::string> names;
  for (const Box& box : boxes.all) {
    names.push_back(box.name);
    for (const double v : box.numbers)
      if (std::isfinite(v)) ends.push_back(v);
  }
  const BandFrame frame(Bands(names.size(), names, text(boxNoun_)), spanOf(ends), valueName(boxes), horizontal_, canvas.area);
  if (!frame.usable()) return;
  frame.paintGrid(canvas.painter, canvas.theme);
  for (std::size_t i = 0; i < boxes.all.size(); ++i) {
    if (canvas.onScreen && (hovered_ == i || selected_ == i)) canvas.painter.fillRect(frame.band(i), canvas.theme.accentSoft);
    paintBox(canvas, frame, i, boxes.all[i]);
  }
  frame.paintLabels(canvas.painter, canvas.theme);
  if (canvas.onScreen) painted_ = frame;
}

void BoxView::paintBox(const Canvas& canvas, const BandFrame& frame, std::size_t index, const Box& box) const {
  const BoxSummary& s = box.summary;
  const MarkStyle style = markStyle(canvas.theme, labels_ ? box.code : 0);
  const double share = std::min(0.56, 64 / frame.bandWidth());  // boxes need no more, however wide the band
  const auto across = [&](double value, double part) {
    const QRectF line = frame.box(index, value, value, 0.5 - share * part / 2, 0.5 + share * part / 2);
    return horizontal_ ? QLineF(line.left(), line.top(), line.left(), line.bottom())
                       : QLineF(line.left(), line.top(), line.right(), line.top());
  };
  const auto along = [&](double from, double to) { return QLineF(across(from, 0).center(), across(to, 0).center()); };
  QPainter& painter = canvas.painter;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(QPen(style.outline, 1));
  painter.drawLine(along(s.lowWhisker, s.q1));
  painter.drawLine(along(s.q3, s.highWhisker));
  painter.drawLine(across(s.lowWhisker, 0.5));
  painter.drawLine(across(s.highWhisker, 0.5));
  const QRectF body = frame.box(index, s.q1, s.q3, 0.5 - share / 2, 0.5 + share / 2);
  painter.fillRect(body, mix(canvas.theme.ground, style.fill, 0.5));
  painter.drawRect(body.adjusted(0, 0, -1, -1));
  painter.setPen(QPen(canvas.theme.ink, 2, Qt::SolidLine, Qt::FlatCap));
  painter.drawLine(across(s.median, 1));
  painter.setRenderHint(QPainter::Antialiasing);
  constexpr std::size_t most = 2000;  // dots beyond the whiskers; more would be a line anyway
  for (std::size_t i = 0; i < std::min(s.outliers.size(), most); ++i) {
    painter.setPen(QPen(style.outline, 1));
    painter.setBrush(faded(style.fill, 0.6));
    painter.drawEllipse(across(box.numbers[s.outliers[i]], 0).center(), 2.5, 2.5);
  }
  if (means_) paintMark(painter, {MarkStyle::Shape::Diamond, canvas.theme.card, canvas.theme.ink}, across(s.mean, 0).center(), 3.5);
  painter.restore();
}

QString BoxView::describe(const lab::Snapshot& snapshot) const {
  const Boxes& boxes = boxesIn(snapshot);
  if (boxes.all.empty()) return emptyWords(snapshot);
  QString result = View::describe(snapshot) + '.';
  for (std::size_t i = 0; i < std::min<std::size_t>(boxes.all.size(), 12); ++i) {
    const BoxSummary& s = boxes.all[i].summary;
    result += QStringLiteral(" %1: median %2, middle half %3 to %4.")
                  .arg(text(boxes.all[i].name), readable(s.median), readable(s.q1), readable(s.q3));
  }
  return result;
}

lab::value::Table BoxView::numbers(const lab::Snapshot& snapshot) const {
  const Boxes& boxes = boxesIn(snapshot);
  lab::value::Table table;
  if (boxes.all.empty()) return table;
  for (const char* name : {"box", "count", "low whisker", "first quartile", "median", "third quartile", "high whisker", "mean", "beyond"})
    table.columns.push_back({name, {}, {}, {}});
  for (const Box& box : boxes.all) {
    const BoxSummary& s = box.summary;
    table.columns[0].texts.push_back(box.name);
    const double row[] = {double(s.count), s.lowWhisker, s.q1, s.median, s.q3, s.highWhisker, s.mean, double(s.outliers.size())};
    for (std::size_t c = 0; c < std::size(row); ++c) table.columns[c + 1].numbers.push_back(row[c]);
  }
  return table;
}

}  // namespace gradarium::widgets
