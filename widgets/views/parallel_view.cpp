// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/parallel_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "widgets/views/linked.h"

namespace gradarium::widgets {
namespace {

constexpr double reach = 7;  // pixels

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

ParallelView::ParallelView(std::string name, const lab::Points& points)
    : PointingViewOf(std::move(name)), points_(points) {
  title(points.label());
}

ParallelView& ParallelView::colour(const lab::Labels& labels, std::string noun) {
  labels_ = &labels;
  noun_ = std::move(noun);
  return *this;
}

ParallelView& ParallelView::samples(std::string noun) {
  sampleNoun_ = std::move(noun);
  return *this;
}

ParallelView& ParallelView::logarithmic(std::vector<int> columns) {
  logarithmic_ = std::move(columns);
  return *this;
}

std::vector<const lab::ObservableBase*> ParallelView::observables() const {
  std::vector<const lab::ObservableBase*> all{&points_};
  if (labels_) all.push_back(labels_);
  return all;
}

const lab::value::Points* ParallelView::pointsIn(const lab::Snapshot& snapshot) const {
  const auto* points = points_.in(snapshot);
  return points && points->rows > 0 && points->columns > 0 &&
                 points->data.size() >= points->rows * points->columns
             ? points
             : nullptr;
}

const lab::value::Labels* ParallelView::labelsIn(const lab::Snapshot& snapshot) const {
  const auto* labels = labels_ ? labels_->in(snapshot) : nullptr;
  return labels && labels->codes.size() == pointsIn(snapshot)->rows ? labels : nullptr;
}

QString ParallelView::columnName(const lab::value::Points& points, std::size_t column) const {
  QString name = column < points.columnNames.size() && !points.columnNames[column].empty()
                     ? text(points.columnNames[column])
                     : QStringLiteral("column %1").arg(column + 1);
  if (column < points.units.size() && !points.units[column].empty())
    name += ", " + text(points.units[column]);
  return name;
}

int ParallelView::codeOf(const lab::Snapshot& snapshot, std::size_t row) const {
  const auto* labels = labelsIn(snapshot);
  return labels ? labels->codes[row] : labels_ ? -1 : 0;
}

QString ParallelView::codeName(const lab::Snapshot& snapshot, int code) const {
  const auto* labels = labelsIn(snapshot);
  const auto at = static_cast<std::size_t>(std::max(code, 0));
  if (code < 0) return QStringLiteral("no ") + text(noun_);
  return labels && at < labels->names.size() ? text(labels->names[at])
                                             : text(noun_) + ' ' + QString::number(qint64(code) + 1);
}

std::vector<LegendEntry> ParallelView::legend(const lab::Snapshot& snapshot) const {
  const auto* labels = labelsIn(snapshot);
  std::vector<LegendEntry> entries;
  if (!labels) return entries;
  std::set<int> codes;
  for (const int code : labels->codes) codes.insert(std::max(code, -1));
  for (const int code : codes) entries.push_back({codeName(snapshot, code), code});
  return entries;
}

double ParallelView::Frame::x(std::size_t column) const {
  return spans.size() < 2 ? plot.center().x()
                          : plot.left() + plot.width() * double(column) / double(spans.size() - 1);
}

double ParallelView::Frame::y(std::size_t column, double value) const {
  const double v = logs[column] ? std::log10(value) : value;
  return std::isfinite(v) ? plot.bottom() - (v - spans[column].low) / spans[column].length() * plot.height()
                          : std::nan("");
}

double ParallelView::Frame::value(std::size_t column, double y) const {
  const double v = spans[column].low + (plot.bottom() - y) / plot.height() * spans[column].length();
  return logs[column] ? std::pow(10, v) : v;
}

bool ParallelView::kept(const lab::value::Points& points, std::size_t row) const {
  return std::ranges::all_of(brushes_, [&](const auto& brush) {
    const auto& [column, span] = brush;
    return column >= points.columns ||
           (points.at(row, column) >= span.low && points.at(row, column) <= span.high);
  });
}

void ParallelView::tellLinked(const lab::Snapshot& snapshot) const {
  const auto* points = pointsIn(snapshot);
  if (!linked() || !points) return;
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; !brushes_.empty() && i < points->rows; ++i)
    if (kept(*points, i)) rows.push_back(i);
  linked()->point(rows);
}

int ParallelView::axisAt(QPointF at) const {
  if (!painted_ || at.y() < painted_->plot.top() - reach || at.y() > painted_->plot.bottom() + reach)
    return -1;
  for (std::size_t c = 0; c < painted_->spans.size(); ++c)
    if (std::abs(at.x() - painted_->x(c)) <= reach) return static_cast<int>(c);
  return -1;
}

std::optional<ParallelView::Place> ParallelView::placeAt(const Pointer& pointer,
                                                         const lab::Snapshot& snapshot) const {
  const auto* points = pointsIn(snapshot);
  if (!painted_ || !points || painted_->spans.size() != points->columns) return std::nullopt;
  std::size_t left = 0;  // the axis before the pointer
  while (left + 2 < points->columns && painted_->x(left + 1) < pointer.at.x()) ++left;
  if (points->columns < 2 || pointer.at.x() < painted_->x(left) - reach ||
      pointer.at.x() > painted_->x(left + 1) + reach)
    return std::nullopt;
  const double t = std::clamp(
      (pointer.at.x() - painted_->x(left)) / (painted_->x(left + 1) - painted_->x(left)), 0.0, 1.0);
  std::optional<Place> nearest;
  double best = reach;
  for (std::size_t i = 0; i < points->rows; ++i) {
    if (!kept(*points, i)) continue;
    const double y =
        (1 - t) * painted_->y(left, points->at(i, left)) + t * painted_->y(left + 1, points->at(i, left + 1));
    if (const double d = std::abs(y - pointer.at.y()); d < best)
      best = d, nearest = Place{static_cast<int>(i), 0};
  }
  return nearest;
}

bool ParallelView::has(Place place, const lab::Snapshot& snapshot) const {
  const auto* points = pointsIn(snapshot);
  return points && place.row >= 0 && static_cast<std::size_t>(place.row) < points->rows;
}

QString ParallelView::words(const lab::Snapshot& snapshot, Place place) const {
  const auto& points = *pointsIn(snapshot);
  const auto row = static_cast<std::size_t>(place.row);
  QString name = row < points.rowNames.size() ? text(points.rowNames[row]) : QString();
  if (name.isEmpty()) name = text(sampleNoun_) + ' ' + QString::number(row + 1);
  QString result = "<b>" + name.toHtmlEscaped() + "</b>";
  if (labelsIn(snapshot)) result += ", " + codeName(snapshot, codeOf(snapshot, row)).toHtmlEscaped();
  for (std::size_t c = 0; c < std::min<std::size_t>(points.columns, 14); ++c)
    result += (c == 0 ? ": " : ", ") +
              (columnName(points, c).section(',', 0, 0) + ' ' + readable(points.at(row, c))).toHtmlEscaped();
  return result;
}

QRectF ParallelView::rectOf(const lab::Snapshot& snapshot, Place place) const {
  const auto* points = pointsIn(snapshot);
  if (!painted_ || !points || painted_->spans.size() != points->columns) return {};
  const std::size_t middle = points->columns / 2;
  const double y = painted_->y(middle, points->at(static_cast<std::size_t>(place.row), middle));
  return std::isfinite(y) ? QRectF(painted_->x(middle) - 5, y - 5, 10, 10)
                          : QRectF(painted_->plot.center(), QSizeF(1, 1));
}

std::optional<ParallelView::Place> ParallelView::walk(std::optional<Place> from, int key, bool shift,
                                                      const lab::Snapshot& snapshot) {
  const auto* points = pointsIn(snapshot);
  if (!points) return std::nullopt;
  const int n = static_cast<int>(points->rows);
  const bool back = key == Qt::Key_PageUp || key == Qt::Key_Up,
             forth = key == Qt::Key_PageDown || key == Qt::Key_Down;
  const auto to = walkAlong(from ? std::optional(from->row) : std::nullopt,
                            back    ? Qt::Key_Up
                            : forth ? Qt::Key_Down
                                    : key,
                            shift, n, Qt::Key_Up, Qt::Key_Down);
  if (!to) return std::nullopt;
  const int way = back || key == Qt::Key_End ? -1 : 1;
  for (int i = *to; i >= 0 && i < n; i += way)  // past what the brushes hide
    if (kept(*points, static_cast<std::size_t>(i))) return Place{i, 0};
  return from;
}

Touch ParallelView::touch(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  return axisAt(pointer.at) >= 0 && pointsIn(snapshot) ? Touch::UpDown : PointingView::touch(pointer, snapshot);
}

bool ParallelView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  const int axis = axisAt(pointer.at);
  if (!pointer.leftButton || axis < 0 || !pointsIn(snapshot))
    return PointingView::press(pointer, snapshot, port);
  held_ = Held{static_cast<std::size_t>(axis), pointer.at.y(), false};
  return true;
}

void ParallelView::drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port&) {
  if (!held_ || !painted_ || held_->column >= painted_->spans.size()) return;
  held_->moved = held_->moved || std::abs(pointer.at.y() - held_->y) > 3;
  if (!held_->moved) return;
  const auto at = [&](double y) {
    return painted_->value(held_->column, std::clamp(y, painted_->plot.top(), painted_->plot.bottom()));
  };
  const double a = at(held_->y), b = at(pointer.at.y());
  brushes_[held_->column] = {std::min(a, b), std::max(a, b)};
  tellLinked(snapshot);
}

void ParallelView::release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (!held_) return;
  drag(pointer, snapshot, port);
  if (!held_->moved) brushes_.erase(held_->column);
  held_.reset();
  tellLinked(snapshot);
}

bool ParallelView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  if (key == Qt::Key_Escape && !selected() && !brushes_.empty()) {
    brushes_.clear();
    tellLinked(snapshot);
    return true;
  }
  return PointingView::key(key, shift, snapshot, port);
}

QString ParallelView::describe(const lab::Snapshot& snapshot) const {
  const auto* points = pointsIn(snapshot);
  if (!points) return emptyWords(snapshot);
  std::size_t count = 0;
  for (std::size_t i = 0; i < points->rows; ++i) count += kept(*points, i);
  QString result = View::describe(snapshot) + QStringLiteral(". %1 %2s over %3 columns.")
                                                  .arg(points->rows)
                                                  .arg(text(sampleNoun_))
                                                  .arg(points->columns);
  if (!brushes_.empty()) result += QStringLiteral(" %1 kept.").arg(count);
  for (std::size_t c = 0; c < std::min<std::size_t>(points->columns, 12); ++c) {
    double low = INFINITY, high = -INFINITY;
    for (std::size_t i = 0; i < points->rows; ++i)
      if (const double v = points->at(i, c); std::isfinite(v))
        low = std::min(low, v), high = std::max(high, v);
    if (low <= high)
      result += QStringLiteral(" %1 from %2 to %3.")
                    .arg(columnName(*points, c).section(',', 0, 0), readable(low), readable(high));
  }
  return result;
}

lab::value::Table ParallelView::numbers(const lab::Snapshot& snapshot) const {
  lab::value::Table table;
  const auto* points = pointsIn(snapshot);
  if (!points) return table;
  for (std::size_t c = 0; c < points->columns; ++c) {
    table.columns.push_back({columnName(*points, c).section(',', 0, 0).toStdString(),
                             c < points->units.size() ? points->units[c] : std::string(),
                             {},
                             {}});
    for (std::size_t i = 0; i < points->rows; ++i) table.columns.back().numbers.push_back(points->at(i, c));
  }
  if (!labelsIn(snapshot)) return table;
  table.columns.push_back({noun_, {}, {}, {}});
  for (std::size_t i = 0; i < points->rows; ++i)
    table.columns.back().texts.push_back(codeName(snapshot, codeOf(snapshot, i)).toStdString());
  return table;
}

}  // namespace gradarium::widgets
