// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse and keyboard over the scatter plot.
#include <Qt>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "widgets/port.h"
#include "widgets/views/linked.h"
#include "widgets/views/marks.h"
#include "widgets/views/scatter_view.h"

namespace gradarium::widgets {
namespace {

std::string call(const std::string& verb, std::initializer_list<double> numbers) {
  std::string list;
  for (const double number : numbers) list += (list.empty() ? "" : ", ") + base::shortest(number);
  return "{\"" + verb + "\": [" + list + "]}";
}

}  // namespace

std::optional<QPointF> ScatterView::placeOf(const Target& target, const lab::Snapshot& snapshot) const {
  const auto* points = target.kind == Target::Kind::Handle ? handlesIn(snapshot) : pointsIn(snapshot);
  if (!points || target.index >= points->rows || points->columns == 0) return std::nullopt;
  const Columns c = columnsIn(snapshot);
  const QPointF place(points->at(target.index, c.x), points->columns < 2 ? 0 : points->at(target.index, c.y));
  if (!std::isfinite(place.x()) || !std::isfinite(place.y())) return std::nullopt;
  return place;
}

std::optional<ScatterView::Target> ScatterView::targetAt(QPointF at, const lab::Snapshot& snapshot) const {
  std::optional<Target> nearest;
  const auto look = [&](Target::Kind kind, std::size_t n, double within) {
    double best = within * within;
    for (std::size_t i = 0; i < n; ++i) {
      const auto place = placeOf({kind, i}, snapshot);
      if (!place) continue;
      const QPointF apart = mapping_.toPixel(place->x(), place->y()) - at;
      if (const double d = QPointF::dotProduct(apart, apart); d <= best) {
        best = d;
        nearest = Target{kind, i};
      }
    }
  };
  if (mapping_.plot.isEmpty()) return nearest;
  if (const auto* handles = handlesIn(snapshot)) look(Target::Kind::Handle, handles->rows, 14);
  const auto* points = pointsIn(snapshot);
  if (!nearest && points)
    look(Target::Kind::Sample, points->rows, std::max(7.0, markRadius(points->rows) + 3));
  return nearest;
}

QRectF ScatterView::rectOf(const Target& target, const lab::Snapshot& snapshot) const {
  const auto place = placeOf(target, snapshot);
  if (!place || mapping_.plot.isEmpty()) return {};
  const QPointF at = mapping_.toPixel(place->x(), place->y());
  return {at - QPointF(5, 5), QSizeF(10, 10)};
}

void ScatterView::hoverOn(std::optional<Target> target) {
  hovered_ = target;
  if (!linked()) return;
  const bool sample = target && target->kind == Target::Kind::Sample;
  linked()->point(sample ? std::vector{target->index} : brushed_);
}

void ScatterView::leave() {
  hoverOn(std::nullopt);
  discAt_.reset();
}

Touch ScatterView::touch(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  const bool draws = drawing(snapshot);
  if (hovered_) return (hovered_->kind == Target::Kind::Handle ? move_ != nullptr : draws) ? Touch::Grab : Touch::Look;
  return draws && mapping_.plot.contains(pointer.at) ? Touch::Draw : Touch::Look;
}

bool ScatterView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  const auto target = targetAt(pointer.at, snapshot);
  const bool draws = drawing(snapshot);
  if (pointer.rightButton) {
    if (!draws || !target || target->kind != Target::Kind::Sample) return false;
    removeSample(target->index, port);
    return true;
  }
  if (!pointer.leftButton) return false;
  const bool movable = target && (target->kind == Target::Kind::Handle ? move_ != nullptr : draws);
  if (movable) {
    const QPointF place = *placeOf(*target, snapshot);
    held_ = Held{*target, mapping_.toPixel(place.x(), place.y()) - pointer.at, false, mapping_};
    selected_ = target;
    return true;
  }
  if (draws && !target && mapping_.plot.contains(pointer.at)) {
    QPointF at = mapping_.toRoundData(pointer.at);
    at = {std::clamp(at.x(), drawnRange_.low, drawnRange_.high),
          std::clamp(at.y(), drawnRange_.low, drawnRange_.high)};
    port.send(lab::Command::patch(drawn_->name(), call("add", {at.x(), at.y(), double(drawClass_)})));
    return true;
  }
  if (draws || !pointsIn(snapshot) || !mapping_.plot.contains(pointer.at)) return false;
  brushFrom_ = pointer.at;
  brushing_ = Brushing::Pressed;
  return true;
}

QPointF ScatterView::dragPlace(const Pointer& pointer) const {
  const Mapping& m = held_->mapping;
  QPointF at = pointer.at + held_->offset;
  at = {std::clamp(at.x(), m.plot.left(), m.plot.right()), std::clamp(at.y(), m.plot.top(), m.plot.bottom())};
  return m.toRoundData(at);
}

void ScatterView::drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (brushing_ != Brushing::No) {
    if (brushing_ == Brushing::Pressed && QLineF(brushFrom_, pointer.at).length() < 4) return;
    brushing_ = Brushing::Dragged;
    return brushTo(pointer.at, snapshot);
  }
  if (!held_) return;
  held_->moved = true;
  moveTo(held_->target, dragPlace(pointer), snapshot, port, lab::Edit::Update);
}

void ScatterView::release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (brushing_ == Brushing::Pressed) unbrush();
  if (brushing_ == Brushing::Dragged) brushTo(pointer.at, snapshot);
  brushing_ = Brushing::No;
  if (!held_) return;
  if (held_->moved) moveTo(held_->target, dragPlace(pointer), snapshot, port, lab::Edit::Commit);
  held_.reset();
}

void ScatterView::moveTo(const Target& target, QPointF to, const lab::Snapshot& snapshot, Port& port,
                         lab::Edit edit) const {
  if (target.kind == Target::Kind::Sample) {
    const auto within = [&](double v) { return std::clamp(v, drawnRange_.low, drawnRange_.high); };
    port.send(lab::Command::patch(drawn_->name(),
                                  call("move", {double(target.index), within(to.x()), within(to.y())})),
              edit);
    return;
  }
  const auto* handles = handlesIn(snapshot);
  if (!move_ || !handles || target.index >= handles->rows) return;
  const lab::Move move{static_cast<int>(target.index), moved(target.index, to, snapshot)};
  port.send(lab::Command::act(move_->name(), lab::Arguments<lab::Move>::format(move)), edit);
}

void ScatterView::removeSample(std::size_t index, Port& port) {
  port.send(lab::Command::patch(drawn_->name(), "{\"remove\": " + std::to_string(index) + "}"));
  selected_.reset();
  hovered_.reset();
}

/// What the keys move: handles, where there are any now, otherwise drawn samples.
bool ScatterView::movesHandles(const lab::Snapshot& snapshot) const {
  const auto* handles = move_ ? handlesIn(snapshot) : nullptr;
  return handles && (handles->rows > 0 || !drawing(snapshot));
}

std::size_t ScatterView::targets(const lab::Snapshot& snapshot) const {
  if (movesHandles(snapshot)) return handlesIn(snapshot)->rows;
  const auto* points = pointsIn(snapshot);
  return points && drawing(snapshot) ? points->rows : 0;
}

bool ScatterView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  const std::size_t n = targets(snapshot);
  const auto kind = movesHandles(snapshot) ? Target::Kind::Handle : Target::Kind::Sample;
  if (selected_ && !placeOf(*selected_, snapshot)) selected_.reset();
  if (key == Qt::Key_Escape && selected_) {
    selected_.reset();
    return true;
  }
  if (key == Qt::Key_Escape && unbrush()) return true;
  if (drawing(snapshot)) {
    if (key >= Qt::Key_0 && key <= Qt::Key_9) {
      drawClass_ = key - Qt::Key_0;
      return true;
    }
    if (key == Qt::Key_Insert && !mapping_.plot.isEmpty()) {
      const double middle = (drawnRange_.low + drawnRange_.high) / 2;
      port.send(lab::Command::patch(drawn_->name(), call("add", {middle, middle, double(drawClass_)})));
      return true;
    }
    if ((key == Qt::Key_Delete || key == Qt::Key_Backspace) && selected_ &&
        selected_->kind == Target::Kind::Sample) {
      removeSample(selected_->index, port);
      return true;
    }
  }
  const auto* points = pointsIn(snapshot);
  if ((key == Qt::Key_PageDown || key == Qt::Key_PageUp) && points && points->rows > 0) {
    // From sample to sample, for readers without a mouse.
    const std::size_t now = hovered_ && hovered_->kind == Target::Kind::Sample ? hovered_->index : points->rows;
    const std::size_t forth = now + 1 < points->rows ? now + 1 : 0, back = now == 0 ? points->rows - 1 : now - 1;
    hoverOn(Target{Target::Kind::Sample, key == Qt::Key_PageDown ? forth : back});
    return true;
  }
  if (n == 0) return false;
  const bool next = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space;
  const QPointF way = key == Qt::Key_Left    ? QPointF(-1, 0)
                      : key == Qt::Key_Right ? QPointF(1, 0)
                      : key == Qt::Key_Down  ? QPointF(0, -1)
                      : key == Qt::Key_Up    ? QPointF(0, 1)
                                             : QPointF();
  if (!next && way.isNull()) return false;
  hoverOn(std::nullopt);
  if (!selected_) {
    selected_ = Target{kind, 0};
  } else if (next) {
    const std::size_t step = shift ? n - 1 : 1;
    selected_ = selected_->kind == kind ? Target{kind, (selected_->index + step) % n} : Target{kind, 0};
  }
  const auto place = placeOf(*selected_, snapshot);
  if (next || !place || mapping_.plot.isEmpty()) return true;
  const double share = shift ? 0.05 : 0.01;
  const QPointF to(place->x() + way.x() * share * mapping_.x.length(),
                   place->y() + way.y() * share * mapping_.y.length());
  moveTo(*selected_, mapping_.toRoundData(mapping_.toPixel(to.x(), to.y())), snapshot, port,
         lab::Edit::Whole);
  return true;
}

}  // namespace gradarium::widgets
