// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/surface_view.h"

#include <QPolygonF>
#include <Qt>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace gradarium::widgets {
namespace {

constexpr int sideMost = 57;  // corners: 3136 quads turn smoothly

QString text(const std::string& s) { return QString::fromStdString(s); }
double radians(double degrees) { return degrees * std::numbers::pi / 180; }
double bounded(double elevation) { return std::clamp(elevation, 8.0, 85.0); }

}  // namespace

QPointF SurfacePose::at(double u, double v, double w) const {
  const double a = radians(azimuth), e = radians(elevation);
  const double right = u * std::cos(a) + v * std::sin(a), away = -u * std::sin(a) + v * std::cos(a);
  return middle + QPointF(across * right, -up * (w * 0.62 * std::cos(e) + away * std::sin(e)));
}

double SurfacePose::depth(double u, double v) const {
  const double a = radians(azimuth);
  return -u * std::sin(a) + v * std::cos(a);
}

SurfaceView::SurfaceView(std::string name, const lab::Field& field) : ViewOf(std::move(name)), field_(field) {
  title(field.label());
}

SurfaceView& SurfaceView::names(std::string x, std::string y, std::string height) {
  xName_ = std::move(x);
  yName_ = std::move(y);
  heightName_ = std::move(height);
  return *this;
}

SurfaceView& SurfaceView::racer(const lab::Series& path, int code) {
  racers_.push_back({&path, code < 0 ? static_cast<int>(racers_.size()) : code});
  return *this;
}

SurfaceView& SurfaceView::marks(const lab::Points& places, std::string noun) {
  marks_ = &places;
  marksNoun_ = std::move(noun);
  return *this;
}

SurfaceView& SurfaceView::from(double azimuth, double elevation) {
  azimuth_ = homeAzimuth_ = azimuth;
  elevation_ = homeElevation_ = bounded(elevation);
  return *this;
}

std::vector<const lab::ObservableBase*> SurfaceView::observables() const {
  std::vector<const lab::ObservableBase*> all{&field_};
  for (const Racer& racer : racers_) all.push_back(racer.path);
  if (marks_) all.push_back(marks_);
  return all;
}

std::vector<ViewOption> SurfaceView::options(const lab::Snapshot&) const {
  return {{"Contours below", {"off", "on"}, contours_ ? 1 : 0, false}};
}
void SurfaceView::choose(std::size_t, int choice) { contours_ = choice != 0; }

const lab::value::Field* SurfaceView::fieldIn(const lab::Snapshot& snapshot) const {
  const auto* field = field_.in(snapshot);
  const bool good = field && field->rows > 1 && field->columns > 1 &&
                    field->values.size() >= field->rows * field->columns && field->x1 > field->x0 &&
                    field->y1 > field->y0;
  return good && meshIn(snapshot).levels.any ? field : nullptr;
}

double SurfaceView::Mesh::height(double value) const {
  if (!std::isfinite(value)) return std::nan("");
  const double share = std::clamp((value - span.low) / span.length(), 0.0, 1.0);
  return 2 * (steep ? std::pow(share, 0.25) : share) - 1;
}

const SurfaceView::Mesh& SurfaceView::meshIn(const lab::Snapshot& snapshot) const {
  const auto value = field_.index() < snapshot.values.size() ? snapshot.values[field_.index()] : nullptr;
  if (value == known_) return mesh_;
  known_ = value;
  mesh_ = {};
  const auto* field = field_.in(snapshot);
  if (!field || field->rows < 2 || field->columns < 2 || field->values.size() < field->rows * field->columns)
    return mesh_;
  mesh_.levels = contourLevels(*field);
  if (!mesh_.levels.any) return mesh_;
  mesh_.span = spanOf({mesh_.levels.low, mesh_.levels.high}, 0);
  // Where nearly all lies at the foot of a few cliffs, a root of the height shows it.
  std::vector<float> finite;
  for (const float v : field->values)
    if (std::isfinite(v)) finite.push_back(v);
  const auto middle = finite.begin() + static_cast<std::ptrdiff_t>(finite.size() / 2);
  std::nth_element(finite.begin(), middle, finite.end());
  mesh_.steep = mesh_.span.length() > 40 * (static_cast<double>(*middle) - mesh_.span.low);
  mesh_.side = static_cast<int>(std::clamp<std::size_t>(std::max(field->rows, field->columns), 2, sideMost));
  for (int r = 0; r < mesh_.side; ++r)
    for (int c = 0; c < mesh_.side; ++c) {
      const double s = double(c) / (mesh_.side - 1), t = double(r) / (mesh_.side - 1);
      mesh_.heights.push_back(mesh_.height(
          sample(*field, field->x0 + s * (field->x1 - field->x0), field->y0 + t * (field->y1 - field->y0))));
    }
  return mesh_;
}

SurfacePose SurfaceView::poseIn(const QRectF& area) const {
  SurfacePose pose{azimuth_, elevation_, {}, 1, 1};
  // Room for the numbers and names around; the same for every azimuth, so that turning does not breathe.
  const double beside = std::min(64.0, area.width() * 0.17), below = std::min(30.0, area.height() * 0.13);
  const double half = std::numbers::sqrt2, e = radians(elevation_);
  const double tall = half * std::sin(e) + 0.62 * std::cos(e);
  pose.across = std::max(1.0, (area.width() - 2 * beside) / 2 / half);
  pose.up = std::max(1.0, (area.height() - below - 12) / 2 / tall);
  pose.across = std::min(pose.across, 1.7 * pose.up);
  pose.up = std::min(pose.up, 1.25 * pose.across);
  pose.middle = {area.center().x(), area.top() + (area.height() - below) / 2};
  return pose;
}

std::vector<QPointF> SurfaceView::placesOf(const lab::Snapshot& snapshot, const Racer& racer) const {
  const auto* series = racer.path->in(snapshot);
  const auto* field = fieldIn(snapshot);
  std::vector<QPointF> places;
  if (!series || !field) return places;
  for (std::size_t i = 0; i < series->size(); ++i) {
    const QPointF at(2 * (series->x(i) - field->x0) / (field->x1 - field->x0) - 1,
                     2 * (series->y(i) - field->y0) / (field->y1 - field->y0) - 1);
    if (std::isfinite(at.x() + at.y())) places.push_back(at);
  }
  return places;
}

std::vector<LegendEntry> SurfaceView::legend(const lab::Snapshot& snapshot) const {
  std::vector<LegendEntry> entries;
  for (const Racer& racer : racers_)
    if (racer.path->in(snapshot)) entries.push_back({text(racer.path->label()), racer.code});
  if (const auto* marks = marks_ ? marks_->in(snapshot) : nullptr; marks && marks->rows > 0)
    entries.push_back({text(marksNoun_), -1});
  return entries;
}

QString SurfaceView::words(const lab::Snapshot& snapshot, Spot spot) const {
  const auto* field = fieldIn(snapshot);
  const double x = field->x0 + (spot.u + 1) / 2 * (field->x1 - field->x0),
               y = field->y0 + (spot.v + 1) / 2 * (field->y1 - field->y0);
  return QStringLiteral("%1 %2, %3 %4: %5 <b>%6</b>")
      .arg(text(xName_).toHtmlEscaped(), readable(x, 3), text(yName_).toHtmlEscaped(), readable(y, 3),
           text(heightName_).toHtmlEscaped(), readable(sample(*field, x, y)));
}

QString SurfaceView::hover(const Pointer& pointer, const lab::Snapshot& snapshot) {
  hovered_.reset();
  if (!painted_ || !fieldIn(snapshot)) return {};
  const Mesh& mesh = meshIn(snapshot);
  const auto u = [&](int i) { return 2.0 * i / (mesh.side - 1) - 1; };
  double nearest = INFINITY;
  for (int r = 0; r + 1 < mesh.side; ++r)
    for (int c = 0; c + 1 < mesh.side; ++c) {
      const QPolygonF quad{painted_->at(u(c), u(r), mesh.at(r, c)),
                           painted_->at(u(c + 1), u(r), mesh.at(r, c + 1)),
                           painted_->at(u(c + 1), u(r + 1), mesh.at(r + 1, c + 1)),
                           painted_->at(u(c), u(r + 1), mesh.at(r + 1, c))};
      const double away = painted_->depth(u(c) + 1.0 / mesh.side, u(r) + 1.0 / mesh.side);
      if (away < nearest && std::isfinite(quad[0].y() + quad[1].y() + quad[2].y() + quad[3].y()) &&
          quad.containsPoint(pointer.at, Qt::OddEvenFill)) {
        nearest = away;
        hovered_ = Spot{(u(c) + u(c + 1)) / 2, (u(r) + u(r + 1)) / 2};
      }
    }
  return hovered_ ? words(snapshot, *hovered_) : QString();
}

Touch SurfaceView::touch(const Pointer&, const lab::Snapshot& snapshot) const {
  return fieldIn(snapshot) ? Touch::Grab : Touch::Look;
}

bool SurfaceView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port&) {
  if (!pointer.leftButton || !fieldIn(snapshot)) return false;
  held_ = Held{pointer.at, azimuth_, elevation_};
  return true;
}

void SurfaceView::drag(const Pointer& pointer, const lab::Snapshot&, Port&) {
  if (!held_) return;
  const QPointF way = pointer.at - held_->at;
  azimuth_ = std::remainder(held_->azimuth + 0.5 * way.x(), 360);
  elevation_ = bounded(held_->elevation + 0.4 * way.y());
}

void SurfaceView::release(const Pointer&, const lab::Snapshot&, Port&) { held_.reset(); }

bool SurfaceView::key(int key, bool shift, const lab::Snapshot& snapshot, Port&) {
  if (!fieldIn(snapshot)) return false;
  const double step = shift ? 15 : 5;
  if (key == Qt::Key_Left || key == Qt::Key_Right)
    azimuth_ = std::remainder(azimuth_ + (key == Qt::Key_Left ? -step : step), 360);
  else if (key == Qt::Key_Up || key == Qt::Key_Down)
    elevation_ = bounded(elevation_ + (key == Qt::Key_Up ? step : -step));
  else if (key == Qt::Key_Home)
    azimuth_ = homeAzimuth_, elevation_ = homeElevation_;
  else
    return false;
  hovered_.reset();
  return true;
}

QString SurfaceView::describe(const lab::Snapshot& snapshot) const {
  const auto* field = fieldIn(snapshot);
  if (!field) return emptyWords(snapshot);
  const ContourLevels& levels = meshIn(snapshot).levels;
  QString result =
      View::describe(snapshot) + QStringLiteral(". %1 from %2 to %3, %4 from %5 to %6; %7 from %8 to %9.")
                                     .arg(text(xName_), readable(field->x0), readable(field->x1),
                                          text(yName_), readable(field->y0), readable(field->y1),
                                          text(heightName_), readable(levels.low), readable(levels.high));
  for (const Racer& racer : racers_) {
    const auto* series = racer.path->in(snapshot);
    if (!series || series->size() == 0) continue;
    const double x = series->x(series->size() - 1), y = series->last();
    result += QStringLiteral(" %1 at %2, %3: %4.")
                  .arg(text(racer.path->label()), readable(x), readable(y), readable(sample(*field, x, y)));
  }
  return result;
}

lab::value::Table SurfaceView::numbers(const lab::Snapshot& snapshot) const {
  lab::value::Table table;
  const auto* field = fieldIn(snapshot);
  if (!field) return table;
  table.columns = {{xName_, {}, {}, {}}, {yName_, {}, {}, {}}, {heightName_, {}, {}, {}}};
  for (std::size_t r = 0; r < field->rows; ++r)
    for (std::size_t c = 0; c < field->columns; ++c) {
      table.columns[0].numbers.push_back(field->x0 + (double(c) + 0.5) / double(field->columns) *
                                                         (field->x1 - field->x0));
      table.columns[1].numbers.push_back(field->y0 +
                                         (double(r) + 0.5) / double(field->rows) * (field->y1 - field->y0));
      table.columns[2].numbers.push_back(static_cast<double>(field->values[r * field->columns + c]));
    }
  return table;
}

}  // namespace gradarium::widgets
