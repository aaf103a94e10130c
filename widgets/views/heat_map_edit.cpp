// SPDX-License-Identifier: GPL-3.0-or-later
// What a click or a drag on a cell does.
#include <Qt>
#include <algorithm>
#include <cmath>

#include "widgets/port.h"
#include "widgets/views/heat_map_view.h"

namespace gradarium::widgets {
namespace {

constexpr double fullDrag = 150;  // pixels from the least number to the greatest

}  // namespace

void HeatMapView::send(Place place, Port& port) const {
  PointingView::send(place, port);
  if (rowName_ && static_cast<std::size_t>(place.row) < rowNames_.size())
    port.send(lab::Command::set(rowName_->name(), rowNames_[static_cast<std::size_t>(place.row)]));
}

bool HeatMapView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  const auto* matrix = matrixIn(snapshot);
  rowNames_ = matrix ? matrix->rowNames : std::vector<std::string>();
  if (!PointingView::press(pointer, snapshot, port)) return false;
  const auto place = hovered();
  if (!edit_ || !place || !matrix) return true;
  const Extent& extent = extentIn(snapshot);
  const double number =
      matrix->at(static_cast<std::size_t>(place->row), static_cast<std::size_t>(place->column));
  if (std::isfinite(number))
    held_ =
        Held{*place, number, extent.span.high - extent.span.low, pointer.at.y(), extent.decimals == 0, false};
  return true;
}

Touch HeatMapView::touch(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  return edit_ && hovered() ? Touch::UpDown : PointingView::touch(pointer, snapshot);
}

/// Slowly at first, so that a few pixels are a small change of any number.
double HeatMapView::heldNumber(const Pointer& pointer) const {
  const double way = (held_->y - pointer.at.y()) / fullDrag;
  const double number = std::max(0.0, held_->start + way * std::abs(way) * held_->span);
  return held_->whole ? std::round(number) : number;
}

void HeatMapView::drag(const Pointer& pointer, const lab::Snapshot&, Port& port) {
  if (!held_ || (!held_->moved && std::abs(held_->y - pointer.at.y()) < 4)) return;
  held_->moved = true;
  sendEdit(held_->place, heldNumber(pointer), port, lab::Edit::Update);
}

void HeatMapView::release(const Pointer& pointer, const lab::Snapshot&, Port& port) {
  if (held_ && held_->moved) sendEdit(held_->place, heldNumber(pointer), port, lab::Edit::Commit);
  held_.reset();
}

bool HeatMapView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  const auto* matrix = matrixIn(snapshot);
  rowNames_ = matrix ? matrix->rowNames : std::vector<std::string>();
  // On many keyboards + is a key with Shift already: = is taken for it too.
  const bool more = key == Qt::Key_Plus || key == Qt::Key_Equal,
             less = key == Qt::Key_Minus || key == Qt::Key_Underscore;
  if (!edit_ || (!more && !less) || !selected() || !has(*selected(), snapshot))
    return PointingView::key(key, shift, snapshot, port);
  const Extent& extent = extentIn(snapshot);
  const double step =
      (extent.decimals == 0 ? 1 : (extent.span.high - extent.span.low) / 100) * (shift ? 10 : 1);
  const double now =
      matrix->at(static_cast<std::size_t>(selected()->row), static_cast<std::size_t>(selected()->column));
  if (std::isfinite(now))
    sendEdit(*selected(), std::max(0.0, now + (more ? step : -step)), port, lab::Edit::Whole);
  return true;
}

void HeatMapView::sendEdit(Place place, double number, Port& port, lab::Edit edit) const {
  port.send(lab::Command::act(edit_->name(),
                              lab::Arguments<lab::CellEdit>::format({place.row, place.column, number})),
            edit);
}

}  // namespace gradarium::widgets
