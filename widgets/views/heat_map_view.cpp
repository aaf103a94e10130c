// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/heat_map_view.h"

#include <Qt>
#include <algorithm>
#include <cmath>
#include <limits>


namespace gradarium::widgets {
namespace {

enum Option : std::size_t { figuresOption, coloursOption };

}  // namespace

HeatMapView::HeatMapView(std::string name, const lab::Matrix& matrix)
    : PointingViewOf(std::move(name)), matrix_(matrix), unit_(matrix.traits().unit) {
  title(matrix.label());
}

HeatMapView& HeatMapView::rows(std::string noun) {
  rowNoun_ = std::move(noun);
  namedRows_ = true;
  return *this;
}

HeatMapView& HeatMapView::columns(std::string noun) {
  columnNoun_ = std::move(noun);
  namedColumns_ = true;
  return *this;
}

HeatMapView& HeatMapView::values(std::string noun, std::string unit) {
  valueNoun_ = std::move(noun);
  if (!unit.empty()) unit_ = std::move(unit);
  return *this;
}

HeatMapView& HeatMapView::signedScale() {
  ramp_ = Ramp::Signed;
  return *this;
}

HeatMapView& HeatMapView::range(double low, double high) {
  range_ = Span{low, high};
  return *this;
}

HeatMapView& HeatMapView::square() {
  square_ = true;
  return *this;
}

HeatMapView& HeatMapView::picks(const lab::Action<lab::Cell>& action) {
  setPick(action);
  return *this;
}

HeatMapView& HeatMapView::sets(const lab::TextInput& rowName) {
  rowName_ = &rowName;
  return *this;
}

HeatMapView& HeatMapView::edits(const lab::Action<lab::CellEdit>& action) {
  edit_ = &action;
  return *this;
}

std::vector<ViewOption> HeatMapView::options(const lab::Snapshot&) const {
  std::vector<ViewOption> options(2);
  options[figuresOption] = {"Numbers", {"off", "on"}, figures_ ? 1 : 0, false};
  if (ramp_ != Ramp::Signed)
    options[coloursOption] = {"Colours", {"viridis", "cividis"}, ramp_ == Ramp::Cividis ? 1 : 0, false};
  return options;
}

void HeatMapView::choose(std::size_t option, int choice) {
  if (option == figuresOption) figures_ = choice != 0;
  if (option == coloursOption && ramp_ != Ramp::Signed) ramp_ = choice == 1 ? Ramp::Cividis : Ramp::Viridis;
}

const lab::value::Matrix* HeatMapView::matrixIn(const lab::Snapshot& snapshot) const {
  const auto* matrix = matrix_.in(snapshot);
  const bool any = matrix && matrix->rows > 0 && matrix->columns > 0 &&
                   matrix->data.size() >= matrix->rows * matrix->columns;
  return any ? matrix : nullptr;
}

const HeatMapView::Extent& HeatMapView::extentIn(const lab::Snapshot& snapshot) const {
  const auto& value = snapshot.values[matrix_.index()];
  if (value == known_) return extent_;
  known_ = value;
  extent_ = {};
  const auto* matrix = matrixIn(snapshot);
  if (!matrix) return extent_;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  bool whole = true;
  const std::size_t n = matrix->rows * matrix->columns;
  for (std::size_t i = 0; i < n; ++i) {
    const double v = matrix->data[i];
    if (!std::isfinite(v)) {
      ++extent_.missing;
      continue;
    }
    whole = whole && v == std::floor(v);
    const Place place{static_cast<int>(i / matrix->columns), static_cast<int>(i % matrix->columns)};
    if (v < low) low = v, extent_.lowest = place;
    if (v > high) high = v, extent_.highest = place;
  }
  if (low > high) return extent_;
  extent_.low = low;
  extent_.high = high;
  // Nothing counted yet: the low end of what is to come.
  extent_.span = low == 0 && high == 0 && ramp_ != Ramp::Signed ? Span{0, 1} : spanOf({low, high}, 0);
  const double size = std::max(std::abs(low), std::abs(high));
  extent_.decimals = whole && size < 1e6            ? 0
                     : size >= 1e5 || size < 1e-3 ? -1
                                                  : std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 4);
  return extent_;
}

Bands HeatMapView::bands(const lab::value::Matrix& matrix, bool rows) const {
  return rows ? Bands(matrix.rows, matrix.rowNames, namedRows_ ? QString::fromStdString(rowNoun_) : QString())
              : Bands(matrix.columns, matrix.columnNames,
                      namedColumns_ ? QString::fromStdString(columnNoun_) : QString());
}

QString HeatMapView::wordsOf(const lab::value::Matrix& matrix, Place place, bool rich) const {
  const auto row = static_cast<std::size_t>(place.row), column = static_cast<std::size_t>(place.column);
  const auto one = [&](bool rows, std::size_t index) {
    const Bands all = bands(matrix, rows);
    const QString noun = QString::fromStdString(rows ? rowNoun_ : columnNoun_);
    const QString name = all.name(index);
    return all.named() && (!(rows ? namedRows_ : namedColumns_) || name.startsWith(noun)) ? name
                                                                                         : noun + ' ' + name;
  };
  const double value = matrix.at(row, column);
  QString number = std::isfinite(value) ? readable(value, 5) : QStringLiteral("not a number");
  if (!unit_.empty() && std::isfinite(value)) number += ' ' + QString::fromStdString(unit_);
  const QString where = one(true, row) + ", " + one(false, column);
  const QString noun = valueNoun_.empty() ? QString() : QString::fromStdString(valueNoun_) + ' ';
  return rich ? where.toHtmlEscaped() + ": " + noun.toHtmlEscaped() + "<b>" + number.toHtmlEscaped() + "</b>"
              : where + ": " + noun + number;
}

QString HeatMapView::describe(const lab::Snapshot& snapshot) const {
  const auto* matrix = matrixIn(snapshot);
  if (!matrix) return emptyWords(snapshot);
  const Extent& extent = extentIn(snapshot);
  QString text = View::describe(snapshot) + QStringLiteral(". %1 × %2 cells: %3 by %4.")
                                                .arg(matrix->rows)
                                                .arg(matrix->columns)
                                                .arg(QString::fromStdString(rowNoun_), QString::fromStdString(columnNoun_));
  if (extent.missing < matrix->rows * matrix->columns) {
    text += " Lowest: " + wordsOf(*matrix, extent.lowest, false);
    if (extent.high > extent.low) text += ". Highest: " + wordsOf(*matrix, extent.highest, false);
    text += '.';
  }
  if (extent.missing > 0) text += QStringLiteral(" %1 not finite.").arg(extent.missing);
  return text;
}

lab::value::Table HeatMapView::numbers(const lab::Snapshot& snapshot) const {
  lab::value::Table table;
  const auto* matrix = matrixIn(snapshot);
  if (!matrix) return table;
  const Bands rows = bands(*matrix, true), columns = bands(*matrix, false);
  table.columns.push_back({rowNoun_, {}, {}, {}});
  for (std::size_t r = 0; r < matrix->rows; ++r) {
    if (rows.named())
      table.columns[0].texts.push_back(rows.name(r).toStdString());
    else
      table.columns[0].numbers.push_back(static_cast<double>(r + 1));
  }
  for (std::size_t c = 0; c < matrix->columns; ++c) {
    const std::string name = columns.name(c).toStdString();
    table.columns.push_back({columns.named() ? name : columnNoun_ + ' ' + name, unit_, {}, {}});
    for (std::size_t r = 0; r < matrix->rows; ++r) table.columns.back().numbers.push_back(matrix->at(r, c));
  }
  return table;
}

QRectF HeatMapView::cell(const lab::value::Matrix& matrix, Place place) const {
  const auto x = [&](std::size_t c) { return Bands::edge(plot_.left(), plot_.width(), c, matrix.columns); };
  const auto y = [&](std::size_t r) { return Bands::edge(plot_.top(), plot_.height(), r, matrix.rows); };
  const auto row = static_cast<std::size_t>(place.row), column = static_cast<std::size_t>(place.column);
  return {QPointF(x(column), y(row)), QPointF(x(column + 1), y(row + 1))};
}

std::optional<HeatMapView::Place> HeatMapView::placeAt(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  const auto* matrix = matrixIn(snapshot);
  if (!matrix) return std::nullopt;
  const int row = Bands::at(pointer.at.y(), plot_.top(), plot_.height(), matrix->rows);
  const int column = Bands::at(pointer.at.x(), plot_.left(), plot_.width(), matrix->columns);
  return row < 0 || column < 0 ? std::nullopt : std::optional(Place{row, column});
}

bool HeatMapView::has(Place place, const lab::Snapshot& snapshot) const {
  const auto* matrix = matrixIn(snapshot);
  return matrix && place.row >= 0 && place.column >= 0 && static_cast<std::size_t>(place.row) < matrix->rows &&
         static_cast<std::size_t>(place.column) < matrix->columns;
}

QString HeatMapView::words(const lab::Snapshot& snapshot, Place place) const { return wordsOf(*matrixIn(snapshot), place, true); }
QRectF HeatMapView::rectOf(const lab::Snapshot& snapshot, Place place) const { return cell(*matrixIn(snapshot), place); }

std::optional<HeatMapView::Place> HeatMapView::walk(std::optional<Place> from, int key, bool shift, const lab::Snapshot& snapshot) {
  const auto* matrix = matrixIn(snapshot);
  if (!matrix) return std::nullopt;
  const bool upright = key == Qt::Key_Up || key == Qt::Key_Down;
  const auto to = upright ? walkAlong(from ? std::optional(from->row) : std::nullopt, key, shift, static_cast<int>(matrix->rows), Qt::Key_Up, Qt::Key_Down)
                          : walkAlong(from ? std::optional(from->column) : std::nullopt, key, shift, static_cast<int>(matrix->columns), Qt::Key_Left, Qt::Key_Right);
  if (!to) return std::nullopt;
  return !from ? Place{} : upright ? Place{*to, from->column} : Place{from->row, *to};
}

}  // namespace gradarium::widgets
