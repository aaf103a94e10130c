// SPDX-License-Identifier: GPL-3.0-or-later
// The landscape in words and numbers.
#include <cmath>

#include "widgets/views/contour_view.h"

namespace gradarium::widgets {
namespace {

QString text(const std::string& s) { return QString::fromStdString(s); }

}  // namespace

QString ContourView::describe(const lab::Snapshot& snapshot) const {
  const auto* field = fieldIn(snapshot);
  if (!field) return emptyWords(snapshot);
  const ContourLevels& levels = levelsIn(snapshot);
  QString words = View::describe(snapshot) +
                  QStringLiteral(". %1 from %2 to %3 over %4 from %5 to %6 and %7 from %8 to %9. ")
                      .arg(text(heightName_), readable(levels.low), readable(levels.high), axisIn(snapshot, false),
                           readable(field->x0), readable(field->x1), axisIn(snapshot, true), readable(field->y0),
                           readable(field->y1));
  for (const Racer& racer : racers_)
    if (const auto head = headIn(racer, snapshot))
      words += QStringLiteral("%1 is at (%2, %3) after %4 steps. ")
                   .arg(text(racer.path->label()), readable(head->x()), readable(head->y()))
                   .arg(racer.path->in(snapshot)->size() - 1);
  if (const auto marker = placeIn(marker_, snapshot))
    words += QStringLiteral("%1 at (%2, %3), where %4 is %5.")
                 .arg(text(markerNoun_), readable(marker->x()), readable(marker->y()), text(heightName_),
                      readable(sample(*field, marker->x(), marker->y(), cells_)));
  return words.trimmed();
}

/// The paths, one after the other; without any, the field cell by cell.
lab::value::Table ContourView::numbers(const lab::Snapshot& snapshot) const {
  lab::value::Table table;
  if (racers_.empty()) {
    const auto* field = fieldIn(snapshot);
    if (!field) return table;
    table.columns = {{xName_, "", {}, {}}, {yName_, "", {}, {}}, {heightName_, "", {}, {}}};
    for (std::size_t i = 0; i < field->rows; ++i)
      for (std::size_t j = 0; j < field->columns; ++j) {
        table.columns[0].numbers.push_back(field->x0 + (double(j) + 0.5) / double(field->columns) *
                                                           (field->x1 - field->x0));
        table.columns[1].numbers.push_back(field->y0 +
                                           (double(i) + 0.5) / double(field->rows) * (field->y1 - field->y0));
        table.columns[2].numbers.push_back(field->values[i * field->columns + j]);
      }
    return table;
  }
  table.columns = {{"racer", "", {}, {}}, {"step", "", {}, {}}, {xName_, "", {}, {}}, {yName_, "", {}, {}}};
  for (const Racer& racer : racers_)
    if (const auto* path = racer.path->in(snapshot))
      for (std::size_t i = 0; i < path->size(); ++i) {
        table.columns[0].texts.push_back(racer.path->label());
        table.columns[1].numbers.push_back(static_cast<double>(i));
        table.columns[2].numbers.push_back(path->x(i));
        table.columns[3].numbers.push_back(path->y(i));
      }
  if (table.columns[0].texts.empty()) table.columns.clear();
  return table;
}

QString ContourView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  leave();
  if (!fieldIn(snapshot) || mapping_.plot.isEmpty() || !mapping_.plot.contains(pointer.at)) return {};
  hovered_ = mapping_.toRoundData(pointer.at);
  return wordsAt(*hovered_, snapshot);
}

QString ContourView::wordsAt(QPointF here, const lab::Snapshot& snapshot) const {
  const QPointF pixel = mapping_.toPixel(here.x(), here.y());
  const auto coordinates = [&](QPointF at) {
    return QStringLiteral("%1 %2, %3 %4")
        .arg(axisIn(snapshot, false), readable(at.x()), axisIn(snapshot, true), readable(at.y()))
        .toHtmlEscaped();
  };
  const auto near = [&](QPointF place) {
    return QLineF(mapping_.toPixel(place.x(), place.y()), pixel).length() <= 10;
  };
  QString words =
      coordinates(here) + QStringLiteral(": <b>%1 %2</b>")
                              .arg(text(heightName_).toHtmlEscaped(),
                                   readable(sample(*fieldIn(snapshot), here.x(), here.y(), cells_)));
  for (const Racer& racer : racers_)
    if (const auto head = headIn(racer, snapshot); head && near(*head))
      words += QStringLiteral("<br>%1 after %2 steps: %3")
                   .arg(text(racer.path->label()).toHtmlEscaped())
                   .arg(racer.path->in(snapshot)->size() - 1)
                   .arg(coordinates(*head));
  if (const auto start = placeIn(start_, snapshot); start && near(*start))
    words += QStringLiteral("<br>the start: drag it");
  if (const auto marker = placeIn(marker_, snapshot); marker && near(*marker))
    words += QStringLiteral("<br>%1%2")
                 .arg(text(markerNoun_).toHtmlEscaped(), commands_ ? QStringLiteral(": drag it") : QString());
  if (const auto* marks = marks_ ? marks_->in(snapshot) : nullptr; marks && marks->columns >= 2)
    for (std::size_t i = 0; i < marks->rows; ++i)
      if (const QPointF at(marks->at(i, 0), marks->at(i, 1)); near(at))
        words += QStringLiteral("<br>%1: %2").arg(text(marksNoun_).toHtmlEscaped(), coordinates(at));
  return words;
}

}  // namespace gradarium::widgets
