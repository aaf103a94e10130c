// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/contour_view.h"

#include <algorithm>
#include <cmath>

#include "widgets/port.h"

namespace gradarium::widgets {
namespace {

enum Option : std::size_t { fillOption, arrowsOption, legendOption };

constexpr double reach = 14;  // pixels from a mark that can be taken

}  // namespace

ContourView::ContourView(std::string name, const lab::Field& field) : ViewOf(std::move(name)), field_(field) {
  title_ = [&field](const lab::Snapshot&) { return field.label(); };
}

ContourView& ContourView::names(std::string x, std::string y, std::string height) {
  xName_ = std::move(x);
  yName_ = std::move(y);
  heightName_ = std::move(height);
  return *this;
}

ContourView& ContourView::levels(std::vector<double> heights) {
  given_ = std::move(heights);
  return *this;
}

ContourView& ContourView::border(double height) {
  border_ = height;
  return *this;
}

ContourView& ContourView::cells() {
  cells_ = true;
  return *this;
}

ContourView& ContourView::oneScale() {
  oneScale_ = true;
  return *this;
}

ContourView& ContourView::racer(const lab::Series& path, int code) {
  racers_.push_back({&path, code >= 0 ? code : static_cast<int>(racers_.size()), true});
  return *this;
}

ContourView& ContourView::trace(const lab::Series& path, int code) {
  racer(path, code);
  racers_.back().head = false;
  return *this;
}

ContourView& ContourView::arrows(const lab::Points& arrows, std::string noun) {
  arrows_.push_back({&arrows, std::move(noun)});
  return *this;
}

ContourView& ContourView::marks(const lab::Points& places, std::string noun) {
  marks_ = &places;
  marksNoun_ = std::move(noun);
  return *this;
}

ContourView& ContourView::region(const lab::Points& corners, std::string noun, int code) {
  regions_.push_back({&corners, std::move(noun), code});
  return *this;
}

ContourView& ContourView::start(const lab::Points& place, const lab::Action<lab::Move>& move) {
  start_ = &place;
  move_ = &move;
  return *this;
}

ContourView& ContourView::marker(const lab::Points& place, std::string noun, Commands commands) {
  marker_ = &place;
  markerNoun_ = std::move(noun);
  commands_ = std::move(commands);
  return *this;
}

std::vector<const lab::ObservableBase*> ContourView::observables() const {
  std::vector<const lab::ObservableBase*> all{&field_};
  for (const Racer& racer : racers_) all.push_back(racer.path);
  for (const Arrows& arrows : arrows_) all.push_back(arrows.points);
  for (const Region& region : regions_) all.push_back(region.corners);
  for (const lab::Points* points : {marks_, start_, marker_})
    if (points) all.push_back(points);
  return all;
}

std::vector<ViewOption> ContourView::options(const lab::Snapshot&) const {
  std::vector<ViewOption> options(3);  // one without choices is not offered
  if (!cells_) options[fillOption] = {"Fill", {"off", "on"}, filled_ ? 1 : 0, false};
  if (!arrows_.empty()) options[arrowsOption] = {"Arrows", {"off", "on"}, showArrows_ ? 1 : 0, false};
  if (!racers_.empty() || !regions_.empty()) options[legendOption] = {"Legend", {"off", "on"}, legend_ ? 1 : 0, false};
  return options;
}

void ContourView::choose(std::size_t option, int choice) {
  (option == fillOption ? filled_ : option == arrowsOption ? showArrows_ : legend_) = choice != 0;
}

const lab::value::Field* ContourView::fieldIn(const lab::Snapshot& snapshot) const {
  const auto* field = field_.in(snapshot);
  const bool good = field && field->rows >= 2 && field->columns >= 2 &&
                    field->values.size() == field->rows * field->columns && field->x0 < field->x1 &&
                    field->y0 < field->y1 && std::isfinite(field->x1 - field->x0) &&
                    std::isfinite(field->y1 - field->y0);
  return good && levelsIn(snapshot).any ? field : nullptr;
}

const ContourLevels& ContourView::levelsIn(const lab::Snapshot& snapshot) const {
  const auto& value = snapshot.values[field_.index()];
  if (known_ != value) {
    known_ = value;
    levels_ = contourLevels(*field_.in(snapshot), given_);
  }
  return levels_;
}

std::optional<QPointF> ContourView::placeIn(const lab::Points* points, const lab::Snapshot& snapshot) const {
  const auto* value = points ? points->in(snapshot) : nullptr;
  if (!value || value->rows == 0 || value->columns < 2) return std::nullopt;
  const QPointF place(value->at(0, 0), value->at(0, 1));
  if (!std::isfinite(place.x() + place.y())) return std::nullopt;
  return place;
}

std::optional<QPointF> ContourView::headIn(const Racer& racer, const lab::Snapshot& snapshot) const {
  const auto* path = racer.path->in(snapshot);
  if (!path || path->empty()) return std::nullopt;
  const QPointF place(path->x(path->size() - 1), path->last());
  if (!std::isfinite(place.x() + place.y())) return std::nullopt;
  return place;
}

void ContourView::moveStart(QPointF to, Port& port, lab::Edit edit) const {
  port.send(lab::Command::act(move_->name(), lab::Arguments<lab::Move>::format({0, {to.x(), to.y()}})), edit);
}

void ContourView::moveMarker(QPointF to, Port& port) const {
  port.play(commands_(to));
}

/// Whether a press there takes the marker.
bool ContourView::holdsAt(QPointF at, const lab::Snapshot& snapshot) const {
  const auto marker = placeIn(marker_, snapshot);
  return commands_ && marker &&
         (!move_ || QLineF(mapping_.toPixel(marker->x(), marker->y()), at).length() <= reach);
}

Touch ContourView::touch(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  if (!mapping_.plot.contains(pointer.at)) return Touch::Look;
  return holdsAt(pointer.at, snapshot) ? Touch::Grab : movesStart(snapshot) ? Touch::Draw : Touch::Look;
}

bool ContourView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (!pointer.leftButton || mapping_.plot.isEmpty() || !mapping_.plot.contains(pointer.at)) return false;
  holdsMarker_ = holdsAt(pointer.at, snapshot);
  if (!holdsMarker_ && !movesStart(snapshot)) return false;
  held_ = mapping_.toRoundData(pointer.at);
  if (!holdsMarker_) moveStart(*held_, port, lab::Edit::Update);
  return true;
}

void ContourView::drag(const Pointer& pointer, const lab::Snapshot&, Port& port) {
  if (!held_) return;
  const QRectF& plot = mapping_.plot;
  held_ = mapping_.toRoundData({std::clamp(pointer.at.x(), plot.left(), plot.right()),
                                std::clamp(pointer.at.y(), plot.top(), plot.bottom())});
  if (!holdsMarker_) moveStart(*held_, port, lab::Edit::Update);
}

void ContourView::release(const Pointer&, const lab::Snapshot&, Port& port) {
  if (!held_) return;
  if (holdsMarker_)
    moveMarker(*held_, port);
  else
    moveStart(*held_, port, lab::Edit::Commit);
  held_.reset();
  holdsMarker_ = false;
}

bool ContourView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  const QPointF way = key == Qt::Key_Left    ? QPointF(-1, 0)
                      : key == Qt::Key_Right ? QPointF(1, 0)
                      : key == Qt::Key_Down  ? QPointF(0, -1)
                      : key == Qt::Key_Up    ? QPointF(0, 1)
                                             : QPointF();
  if (key == Qt::Key_Escape && walked_) {
    leave();
    return true;
  }
  if (mapping_.plot.isEmpty() || !fieldIn(snapshot)) return false;
  // Where there is nothing to move, the keys read the landscape, from its middle.
  const bool moves = movesStart(snapshot), reads = !moves && !commands_;
  const auto place = reads   ? walked_ ? walked_ : std::optional(mapping_.toRoundData(mapping_.plot.center()))
                     : moves ? placeIn(start_, snapshot)
                             : placeIn(marker_, snapshot);
  if (way.isNull() || !place) return false;
  const double share = shift ? 0.05 : 0.01;
  const QPointF at = mapping_.toPixel(place->x() + way.x() * share * mapping_.x.length(),
                                      place->y() + way.y() * share * mapping_.y.length());
  const QRectF& plot = mapping_.plot;
  walked_ = mapping_.toRoundData(
      {std::clamp(at.x(), plot.left(), plot.right()), std::clamp(at.y(), plot.top(), plot.bottom())});
  if (reads)
    hovered_ = walked_;
  else
    moves ? moveStart(*walked_, port, lab::Edit::Whole) : moveMarker(*walked_, port);
  return true;
}

void ContourView::leave() {
  hovered_.reset();
  walked_.reset();
}

std::optional<Selection> ContourView::selection(const lab::Snapshot& snapshot) const {
  if (!walked_ || mapping_.plot.isEmpty() || !fieldIn(snapshot)) return std::nullopt;
  const QPointF at = mapping_.toPixel(walked_->x(), walked_->y());
  return Selection{wordsAt(*walked_, snapshot), QRectF(at - QPointF(6, 6), QSizeF(12, 12))};
}

}  // namespace gradarium::widgets
