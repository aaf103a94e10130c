// SPDX-License-Identifier: GPL-3.0-or-later
// The scatter plot in words and numbers.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "widgets/views/contour_levels.h"
#include "widgets/views/scatter_view.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

QString capitalised(QString words) {
  // A word, not a symbol: x stays x.
  if (words.size() > 1 && words[1].isLetter()) words[0] = words[0].toUpper();
  return words;
}

bool shown(const lab::value::Points& points, std::size_t row, std::size_t x, std::size_t y) {
  return std::isfinite(points.at(row, x)) && std::isfinite(points.at(row, y));
}

QString unitOf(const lab::value::Points& points, std::size_t column) {
  return column < points.units.size() ? text(points.units[column]) : QString();
}

}  // namespace

QString ScatterView::columnName(const lab::value::Points& points, std::size_t column) const {
  if (column < points.columnNames.size() && !points.columnNames[column].empty())
    return text(points.columnNames[column]);
  return points.columns == 2 ? (column == 0 ? "x" : "y") : QStringLiteral("column %1").arg(column + 1);
}

QString ScatterView::groupName(const lab::value::Labels& labels, int code) const {
  if (code < 0) return QStringLiteral("no %1").arg(text(noun_));
  const auto index = static_cast<std::size_t>(code);
  if (index < labels.names.size() && !labels.names[index].empty()) return text(labels.names[index]);
  return QStringLiteral("%1 %2").arg(text(noun_)).arg(qint64(code) + 1);
}

QString ScatterView::defaultTitle(const lab::Snapshot& snapshot) const {
  const auto* points = pointsIn(snapshot);
  if (!points || points->rows == 0) return text(points_.label());
  const Columns c = columnsIn(snapshot);
  const QString samples =
      points->rows == 1 ? QStringLiteral("1 sample") : QStringLiteral("%1 samples").arg(points->rows);
  QString what = columnName(*points, c.x);
  if (c.x != c.y) what += QStringLiteral(" × ") + columnName(*points, c.y);
  return capitalised(what) + ", " + samples;
}

std::vector<LegendEntry> ScatterView::legend(const lab::Snapshot& snapshot) const {
  const auto* labels = labelsIn(snapshot);
  if (!legend_ || !labels) return {};
  std::set<int> codes;
  for (const int code : labels->codes) codes.insert(std::max(code, -1));
  const std::size_t groups = codes.size();
  codes.erase(-1);
  std::vector<LegendEntry> entries;
  for (const int code : codes) entries.push_back({groupName(*labels, code), code});
  if (groups > codes.size()) entries.push_back({groupName(*labels, -1), -1});
  // A single kind that has no name of its own tells nothing.
  return entries.size() > 1 || !labels->names.empty() ? entries : std::vector<LegendEntry>{};
}

QString ScatterView::note(const lab::Snapshot& snapshot) const {
  const auto* points = pointsIn(snapshot);
  if (!points) return {};
  const Columns c = columnsIn(snapshot);
  std::size_t missing = 0;
  for (std::size_t i = 0; points->columns > 0 && i < points->rows; ++i)
    missing += !shown(*points, i, c.x, c.y);
  if (missing == 0 && brush_) return QStringLiteral("%1 of %2 chosen").arg(brushed_.size()).arg(points->rows);
  if (missing == 0) return {};
  return QStringLiteral("%1 of %2 not finite: not shown").arg(missing).arg(points->rows);
}

QString ScatterView::coordinates(const lab::Snapshot& snapshot, const lab::value::Points& points,
                                 const lab::value::Points& names, std::size_t row) const {
  const Columns c = columnsIn(snapshot);
  const auto one = [&](std::size_t column) {
    const QString unit = unitOf(names, column);
    return columnName(names, column) + " " + readable(points.at(row, column)) +
           (unit.isEmpty() ? "" : " " + unit);
  };
  return c.x == c.y ? one(c.x) : one(c.x) + ", " + one(c.y);
}

QString ScatterView::describe(const lab::Snapshot& snapshot) const {
  const auto* points = pointsIn(snapshot);
  if (!points || points->rows == 0 || points->columns == 0) return emptyWords(snapshot);
  QString words = View::describe(snapshot) + ". ";
  const Columns c = columnsIn(snapshot);
  for (const std::size_t column : c.x == c.y ? std::vector{c.x} : std::vector{c.x, c.y}) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (std::size_t i = 0; i < points->rows; ++i)
      if (const double v = points->at(i, column); std::isfinite(v))
        low = std::min(low, v), high = std::max(high, v);
    if (low <= high)
      words += QStringLiteral("%1 from %2 to %3%4. ")
                   .arg(capitalised(axisName(*points, column, snapshot)), readable(low), readable(high),
                        unitOf(*points, column).isEmpty() ? "" : " " + unitOf(*points, column));
  }
  if (const auto* labels = labelsIn(snapshot)) {
    std::map<int, int> sizes;
    for (const int code : labels->codes) ++sizes[std::max(code, -1)];
    QStringList parts;
    for (const auto& [code, size] : sizes) {
      if (parts.size() == 12) break;
      parts << QStringLiteral("%1: %2").arg(groupName(*labels, code)).arg(size);
    }
    words += capitalised(parts.join(", ")) + ". ";
  }
  if (const auto* handles = handlesIn(snapshot))
    for (std::size_t i = 0; i < std::min<std::size_t>(handles->rows, 12); ++i)
      words += QStringLiteral("%1 %2: %3. ")
                   .arg(capitalised(text(handleNoun_)))
                   .arg(i + 1)
                   .arg(coordinates(snapshot, *handles, *points, i));
  if (const QString missing = note(snapshot); !missing.isEmpty()) words += missing + ".";
  return words.trimmed();
}

lab::value::Table ScatterView::numbers(const lab::Snapshot& snapshot) const {
  lab::value::Table table;
  const auto* points = pointsIn(snapshot);
  if (!points || points->columns == 0) return table;
  table.columns.push_back({"sample", "", {}, {}});
  if (points->rowNames.size() == points->rows)
    table.columns[0].texts = points->rowNames;
  else
    for (std::size_t i = 0; i < points->rows; ++i) table.columns[0].numbers.push_back(static_cast<double>(i + 1));
  for (std::size_t c = 0; c < points->columns; ++c) {
    lab::value::Table::Column column{
        columnName(*points, c).toStdString(), unitOf(*points, c).toStdString(), {}, {}};
    for (std::size_t i = 0; i < points->rows; ++i) column.numbers.push_back(points->at(i, c));
    table.columns.push_back(std::move(column));
  }
  if (const auto* labels = labelsIn(snapshot)) {
    lab::value::Table::Column column{noun_, "", {}, {}};
    for (const int code : labels->codes) {
      if (labels->names.empty())
        column.numbers.push_back(code < 0 ? std::nan("") : code + 1.0);
      else
        column.texts.push_back(groupName(*labels, code).toStdString());
    }
    table.columns.push_back(std::move(column));
  }
  return table;
}

QString ScatterView::words(const Target& target, const lab::Snapshot& snapshot) const {
  const auto* points = pointsIn(snapshot);
  if (!points || !placeOf(target, snapshot)) return {};
  const auto* labels = labelsIn(snapshot);
  const std::size_t i = target.index;
  if (target.kind == Target::Kind::Handle) {
    QString words = QStringLiteral("<b>%1 %2</b>: %3")
                        .arg(text(handleNoun_).toHtmlEscaped())
                        .arg(i + 1)
                        .arg(coordinates(snapshot, *handlesIn(snapshot), *points, i).toHtmlEscaped());
    if (!labels || !ofGroups_) return words;
    const auto size = std::count(labels->codes.begin(), labels->codes.end(), static_cast<int>(i));
    return words + (size == 1 ? QStringLiteral(", 1 sample") : QStringLiteral(", %1 samples").arg(size));
  }
  const bool named = points->rowNames.size() == points->rows && !points->rowNames[i].empty();
  const QString name = named ? text(points->rowNames[i]) : QStringLiteral("sample %1").arg(i + 1);
  QString words = "<b>" + name.toHtmlEscaped() + "</b>: " + coordinates(snapshot, *points, *points, i).toHtmlEscaped();
  if (labels) words += ", " + groupName(*labels, labels->codes[i]).toHtmlEscaped();
  return words;
}

QString ScatterView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  hoverOn(targetAt(pointer.at, snapshot));
  const QString words = hovered_ ? this->words(*hovered_, snapshot) : fieldWords(pointer.at, snapshot);
  discAt_.reset();
  if (!discs(snapshot) || !mapping_.plot.contains(pointer.at)) return words;
  const bool sample = hovered_ && hovered_->kind == Target::Kind::Sample;
  discAt_ = sample ? *placeOf(*hovered_, snapshot) : mapping_.toRoundData(pointer.at);
  return (sample ? words + "<br>" : QString()) + discWords(snapshot);
}

QString ScatterView::fieldWords(QPointF at, const lab::Snapshot& snapshot) const {
  const auto* field = fieldIn(snapshot);
  if (!field || !mapping_.plot.contains(at)) return {};
  const QPointF place = mapping_.toData(at);
  const bool classes = lookIn(snapshot) == FieldLook::Classes;
  const auto cell = [](double at, double low, double high, std::size_t n) {  // codes have no values between them
    return std::min(static_cast<std::size_t>(std::max(0.0, (at - low) / (high - low) * double(n))), n - 1);
  };
  const double v = classes ? static_cast<double>(field->values[cell(place.y(), field->y0, field->y1, field->rows) * field->columns +
                                                               cell(place.x(), field->x0, field->x1, field->columns)])
                           : sample(*field, place.x(), place.y());
  if (!std::isfinite(v) || place.x() < field->x0 || place.x() > field->x1 || place.y() < field->y0 ||
      place.y() > field->y1)
    return {};
  if (!classes) return text(fieldNoun_).toHtmlEscaped() + " <b>" + readable(v) + "</b>";
  const auto* labels = labelsIn(snapshot);
  return "here: <b>" + groupName(labels ? *labels : lab::value::Labels{}, static_cast<int>(std::lround(v))).toHtmlEscaped() + "</b>";
}

std::optional<Selection> ScatterView::selection(const lab::Snapshot& snapshot) const {
  const auto target = hovered_ ? hovered_ : selected_;
  if (!target || !placeOf(*target, snapshot)) return std::nullopt;
  return Selection{words(*target, snapshot), rectOf(*target, snapshot)};
}

std::optional<Question> ScatterView::question(const lab::Snapshot& snapshot) const {
  if (!query_ || !hovered_ || hovered_->kind != Target::Kind::Sample || !placeOf(*hovered_, snapshot))
    return std::nullopt;
  const auto* handles = handlesIn(snapshot);
  const bool chosen = selected_ && selected_->kind == Target::Kind::Handle && handles &&
                      selected_->index < handles->rows;
  const int handle = chosen ? static_cast<int>(selected_->index) : std::max(0, codeOf(snapshot, hovered_->index));
  return Question{query_, {static_cast<int>(hovered_->index), handle}, rectOf(*hovered_, snapshot)};
}

}  // namespace gradarium::widgets
