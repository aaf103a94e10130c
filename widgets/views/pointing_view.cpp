// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/pointing_view.h"

#include <Qt>
#include <algorithm>

#include "widgets/port.h"
#include "widgets/views/linked.h"

namespace gradarium::widgets {

void PointingView::hoverOn(std::optional<Place> place) {
  hovered_ = place;
  if (linked())
    linked()->point(place && answers(*place) ? std::vector{static_cast<std::size_t>(place->row)}
                                             : std::vector<std::size_t>());
}

QString PointingView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  const auto place = placeAt(pointer, snapshot);
  hoverOn(place && has(*place, snapshot) ? place : std::nullopt);
  return hovered_ ? words(snapshot, *hovered_) : QString();
}

void PointingView::send(Place place, Port& port) const {
  if (!answers(place)) return;
  if (pick_) port.send(lab::Command::act(pick_->name(), lab::Arguments<lab::Pick>::format({place.row})));
  if (pickCell_)
    port.send(
        lab::Command::act(pickCell_->name(), lab::Arguments<lab::Cell>::format({place.row, place.column})));
}

Touch PointingView::touch(const Pointer&, const lab::Snapshot&) const {
  return hovered_ && acts() && answers(chosenAt(*hovered_)) ? Touch::Click : Touch::Look;
}

bool PointingView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (!pointer.leftButton || hover(pointer, snapshot).isEmpty()) {
    const bool had = pointer.leftButton && selected_;
    if (had) selected_.reset();
    return had;
  }
  const Place place = chosenAt(*hovered_);
  // A second click lets go, where a click does nothing else.
  selected_ = selected_ == place && !acts() ? std::nullopt : std::optional(place);
  send(place, port);
  return true;
}

bool PointingView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  if (selected_ && !has(*selected_, snapshot)) selected_.reset();
  if (key == Qt::Key_Escape) {
    const bool had = selected_.has_value();
    selected_.reset();
    return had;
  }
  const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
  if (enter && selected_) {
    if (acts()) send(*selected_, port);
    return acts();
  }
  const auto to = walk(selected_, enter ? Qt::Key_Home : key, shift, snapshot);
  if (!to || !has(*to, snapshot)) return false;
  selected_ = to;
  hovered_.reset();
  if (linked() && answers(*to)) linked()->point({static_cast<std::size_t>(to->row)});
  return true;
}

std::optional<Question> PointingView::question(const lab::Snapshot& snapshot) const {
  const auto place = pointed();
  if (!query_ || !place || !answers(*place) || !has(*place, snapshot)) return std::nullopt;
  const QRectF rect = rectOf(snapshot, *place);
  if (rect.isNull()) return std::nullopt;
  return Question{query_, {place->row, place->column}, rect};
}

std::optional<Selection> PointingView::selection(const lab::Snapshot& snapshot) const {
  if (!selected_ || !has(*selected_, snapshot)) return std::nullopt;
  return Selection{words(snapshot, *selected_), rectOf(snapshot, *selected_)};
}

std::optional<int> walkAlong(std::optional<int> from, int key, bool shift, int n, int back, int forth) {
  const bool known = key == back || key == forth || key == Qt::Key_Home || key == Qt::Key_End;
  if (n <= 0 || !known) return std::nullopt;
  if (key == Qt::Key_End) return n - 1;
  if (!from || key == Qt::Key_Home) return 0;
  const int step = (key == back ? -1 : 1) * (shift ? 10 : 1);
  return std::clamp(*from + step, 0, n - 1);
}

}  // namespace gradarium::widgets
