// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/landscape_view.h"

#include <cmath>
#include <utility>

namespace gradarium::widgets {
namespace {

constexpr double roomForBoth = 760, gap = 24;  // pixels

}  // namespace

LandscapeView::LandscapeView(std::string name, const lab::Field& field)
    : ViewOf(name), map_(name, field), surface_(name, field) {
  title(field.label());
  const auto its = [this](const lab::Snapshot& snapshot) { return title(snapshot).toStdString(); };
  map_.title(its);
  surface_.title(its);
}

LandscapeView& LandscapeView::names(std::string x, std::string y, std::string height) {
  map_.names(x, y, height);
  surface_.names(std::move(x), std::move(y), std::move(height));
  return *this;
}

LandscapeView& LandscapeView::levels(std::vector<double> heights) {
  map_.levels(std::move(heights));
  return *this;
}

LandscapeView& LandscapeView::racer(const lab::Series& path, int code) {
  map_.racer(path, code);
  surface_.racer(path, code);
  return *this;
}

LandscapeView& LandscapeView::arrows(const lab::Points& arrows, std::string noun) {
  map_.arrows(arrows, std::move(noun));
  return *this;
}

LandscapeView& LandscapeView::marks(const lab::Points& places, std::string noun) {
  map_.marks(places, noun);
  surface_.marks(places, std::move(noun));
  return *this;
}

LandscapeView& LandscapeView::start(const lab::Points& place, const lab::Action<lab::Move>& move) {
  map_.start(place, move);
  return *this;
}

/// The switch, then the options of the contours and of the surface, each while it may be seen.
std::vector<ViewOption> LandscapeView::options(const lab::Snapshot& snapshot) const {
  std::vector<ViewOption> all{
      {"look", {"as it fits", "contours", "surface", "both"}, chosen_ ? static_cast<int>(*chosen_) + 1 : 0, true}};
  for (ViewOption& option : map_.options(snapshot))
    all.push_back(chosen_ == Look::Surface ? ViewOption{} : std::move(option));
  for (ViewOption& option : surface_.options(snapshot))
    all.push_back(chosen_ == Look::Contours ? ViewOption{} : std::move(option));
  return all;
}

void LandscapeView::choose(std::size_t option, int choice) {
  const std::size_t ofMap = map_.options({}).size();
  if (option == 0)
    chosen_ = choice == 0 ? std::nullopt : std::optional(static_cast<Look>(choice - 1)), leave();
  else if (option <= ofMap)
    map_.choose(option - 1, choice);
  else
    surface_.choose(option - 1 - ofMap, choice);
}

LandscapeView::Look LandscapeView::lookIn(const QRectF& area) const {
  return chosen_.value_or(area.width() >= roomForBoth ? Look::Both : Look::Contours);
}

void LandscapeView::paint(const Canvas& canvas) {
  const Look look = lookIn(canvas.area);
  if (canvas.onScreen) seen_ = look;
  if (look == Look::Contours) return map_.paint(canvas);
  if (look == Look::Surface) return surface_.paint(canvas);
  QRectF left = map_.paintNames(canvas), right = left;  // once for both
  left.setRight(std::round(canvas.area.center().x() - gap / 2));
  right.setLeft(left.right() + gap);
  if (canvas.onScreen) border_ = left.right() + gap / 2;
  map_.paintPicture(canvas.within(left));
  surface_.paintPicture(canvas.within(right));
}

bool LandscapeView::inSpace(const Pointer& pointer) const {
  return seen_ == Look::Surface || (seen_ == Look::Both && pointer.at.x() > border_);
}

View& LandscapeView::at(const Pointer& pointer) {
  return inSpace(pointer) ? static_cast<View&>(surface_) : map_;
}

QString LandscapeView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  leave();
  return at(pointer).hover(pointer, snapshot);
}

void LandscapeView::leave() {
  map_.leave();
  surface_.leave();
}

Touch LandscapeView::touch(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  return inSpace(pointer) ? surface_.touch(pointer, snapshot) : map_.touch(pointer, snapshot);
}

bool LandscapeView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  View& view = at(pointer);
  held_ = view.press(pointer, snapshot, port) ? &view : nullptr;
  return held_ != nullptr;
}

void LandscapeView::drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (held_) held_->drag(pointer, snapshot, port);
}

void LandscapeView::release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (held_) held_->release(pointer, snapshot, port);
  held_ = nullptr;
}

std::optional<Selection> LandscapeView::selection(const lab::Snapshot& snapshot) const {
  return seen_ == Look::Surface ? std::nullopt : map_.selection(snapshot);
}

/// Arrows move the start, or turn the surface where it is alone.
bool LandscapeView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  if (seen_ != Look::Surface && map_.key(key, shift, snapshot, port)) return true;
  return seen_ != Look::Contours && surface_.key(key, shift, snapshot, port);
}

}  // namespace gradarium::widgets
