// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/number_line_view.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <Qt>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "widgets/port.h"
#include "widgets/theme/contrast.h"
#include "widgets/views/colour_scale.h"
#include "widgets/views/marks.h"
#include "widgets/views/words.h"

namespace gradarium::widgets {
namespace {

constexpr double gap = 10, headroom = 20, mostLane = 64, dot = 6;

QString text(const std::string& s) { return QString::fromStdString(s); }

/// "268,435", "1.4 × 10¹⁴".
QString countText(double count) {
  if (count < 1e7) return QLocale(QLocale::English).toString(static_cast<qlonglong>(count));
  const int power = static_cast<int>(std::floor(std::log10(count)));
  QString digits = QString::number(power);
  for (QChar& digit : digits) digit = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹")[digit.digitValue()];
  return QStringLiteral("%1 × 10%2").arg(readable(count / std::pow(10, power), 2), digits);
}

}  // namespace

NumberLineView::NumberLineView(std::string name, const lab::Points& ticks, const lab::Points& lanes,
                               const lab::TextInput& x, const lab::Real& width)
    : PointingViewOf(std::move(name)), ticks_(ticks), lanes_(lanes), x_(x), width_(width) {
  title(ticks.label());
}

QString NumberLineView::laneName(const lab::Snapshot& snapshot, std::size_t lane) const {
  const auto* lanes = lanes_.in(snapshot);
  return lanes && lane < lanes->rowNames.size() ? text(lanes->rowNames[lane]) : QString();
}

QRectF NumberLineView::Frame::lane(std::size_t index) const {
  const QRectF plot = mapping.plot.adjusted(0, std::min(headroom, mapping.plot.height() / 4), 0, 0);
  const double room = plot.height() / double(lanes);
  return {plot.left(), plot.top() + room * double(index), plot.width(), room};
}

void NumberLineView::paint(const Canvas& canvas) {
  const auto* ticks = ticks_.in(canvas.snapshot);
  const auto* lanes = lanes_.in(canvas.snapshot);
  const double x = lanes && lanes->rows > 0 ? lanes->at(0, 0) : NAN;
  if (canvas.onScreen) painted_.reset(), values_.clear();
  if (!ticks || !std::isfinite(x)) return paintEmpty(canvas);
  const QFontMetricsF small(font(TextRole::Small));
  double names = 0;
  for (std::size_t lane = 0; lane < lanes->rows; ++lane)
    names = std::max(names, small.horizontalAdvance(laneName(canvas.snapshot, lane)));
  if (names + gap > canvas.area.width() * 0.3) names = -gap;
  // An axis of the values themselves while the window is wide enough for their digits to differ.
  const double half = width_.in(canvas.snapshot) / 2;
  const bool plain = half > 1e-5 * std::abs(x);
  const double centre = plain ? x : 0;
  const Axes axes(
      {plain ? QStringLiteral("value") : QStringLiteral("value − x"), {}, {centre - half, centre + half}},
      {{}, {}, {0, 1}, false, false}, canvas.area.adjusted(names + gap, 0, 0, 0));
  if (!axes.usable()) return;
  const Frame frame{axes.mapping(), centre, lanes->rows};
  canvas.painter.save();
  axes.paint(canvas.painter, canvas.theme);
  canvas.painter.setRenderHint(QPainter::Antialiasing);
  canvas.painter.setFont(font(TextRole::Small));
  for (std::size_t lane = 0; lane < lanes->rows; ++lane) {
    paintLane(canvas, frame, lane);
    const QString name = laneName(canvas.snapshot, lane);
    canvas.painter.setPen(canvas.theme.ink);
    if (names > 0 && frame.lane(lane).height() >= small.height())
      canvas.painter.drawText(QPointF(canvas.area.left() + names - small.horizontalAdvance(name),
                                      frame.lane(lane).center().y() + small.capHeight() / 2),
                              name);
  }
  paintX(canvas, frame);
  canvas.painter.restore();
  if (!canvas.onScreen) return;
  painted_ = frame;
  for (std::size_t row = 0; row < ticks->rows; ++row) values_.push_back(ticks->at(row, 2));
}

void NumberLineView::paintLane(const Canvas& canvas, const Frame& frame, std::size_t lane) const {
  const auto& ticks = *ticks_.in(canvas.snapshot);
  const auto& lanes = *lanes_.in(canvas.snapshot);
  const Theme& t = canvas.theme;
  QPainter& painter = canvas.painter;
  const QRectF room = frame.lane(lane);
  const double middle = room.center().y(), height = std::min(mostLane, room.height() * 0.85);
  const QColor ink = t.outline(static_cast<int>(lane));
  painter.setPen(QPen(mix(t.card, ink, 0.4), 1));
  painter.drawLine(QPointF(room.left(), middle), QPointF(room.right(), middle));
  std::size_t drawn = 0;
  for (std::size_t row = 0; row < ticks.rows; ++row) {
    if (ticks.at(row, 1) != double(lane)) continue;
    ++drawn;
    const bool pointed = canvas.onScreen && this->pointed() == Place{static_cast<int>(row), 0};
    const double x = frame.px(ticks.at(row, 0)), tall = height * (ticks.at(row, 3) > 0 ? 0.5 : 0.3);
    painter.setPen(QPen(pointed ? t.accent : ink, pointed ? 3 : 1.25));
    painter.drawLine(QPointF(x, middle - tall), QPointF(x, middle + tall));
  }
  if (const double count = lanes.at(lane, 2); drawn == 0) {
    const QFontMetricsF small(font(TextRole::Small));
    const QRectF band(room.left(), middle - height * 0.3, room.width(), height * 0.6);
    const QColor fill = mix(t.card, ink, 0.3);
    if (count > 0) painter.fillRect(band, fill);
    const QString said =
        count == 0 ? QStringLiteral("none here") : countText(count) + QStringLiteral(" values");
    painter.setPen(count > 0 ? readableOn(t, fill) : t.quiet);
    const double base = count > 0 ? band.center().y() + small.capHeight() / 2 : middle - 6;
    const bool fits =
        small.horizontalAdvance(said) + 2 * gap < room.width() / 2 && small.height() <= room.height() / 2;
    if (fits) painter.drawText(QPointF(band.left() + gap, base), said);
  }
  const double at = frame.px(lanes.at(lane, 1));
  if (std::isfinite(at) && at >= room.left() + dot && at <= room.right() - dot)
    paintMark(painter, markStyle(t, static_cast<int>(lane)), QPointF(at, middle),
              std::min(dot, room.height() / 2));
}

/// A line through all lanes where x is, named at its top.
void NumberLineView::paintX(const Canvas& canvas, const Frame& frame) const {
  const Theme& t = canvas.theme;
  const QRectF plot = frame.mapping.plot;
  const double x = std::round(frame.px(0)) + 0.5, top = frame.lane(0).top();
  canvas.painter.setPen(QPen(t.accent, 1, Qt::DashLine));
  canvas.painter.drawLine(QPointF(x, top), QPointF(x, plot.bottom()));
  const QFontMetricsF small(font(TextRole::Small));
  if (top - plot.top() < small.height()) return;
  const QString words = fitted("x = " + text(x_.textIn(canvas.snapshot)), small, plot.width());
  canvas.painter.setPen(t.ink);
  canvas.painter.drawText(QPointF(x - small.horizontalAdvance(words) / 2, plot.top() + small.ascent() + 2),
                          words);
}

QString NumberLineView::describe(const lab::Snapshot& snapshot) const {
  const auto* lanes = lanes_.in(snapshot);
  if (!lanes) return emptyWords(snapshot);
  QString result =
      View::describe(snapshot) + QStringLiteral(". In a window %1 wide around %2:")
                                     .arg(readable(width_.in(snapshot)), text(x_.textIn(snapshot)));
  for (std::size_t lane = 0; lane < lanes->rows; ++lane)
    result += QStringLiteral(" %1 %2 values,").arg(laneName(snapshot, lane), countText(lanes->at(lane, 2)));
  result.back() = '.';
  return result;
}

lab::value::Table NumberLineView::numbers(const lab::Snapshot& snapshot) const {
  lab::value::Table table;
  const auto* lanes = lanes_.in(snapshot);
  if (!lanes) return table;
  table.columns = {
      {"lane", {}, {}, lanes->rowNames}, {"x", {}, {}, {}}, {"offset", {}, {}, {}}, {"in view", {}, {}, {}}};
  for (std::size_t lane = 0; lane < lanes->rows; ++lane)
    for (std::size_t c = 0; c < 3; ++c) table.columns[c + 1].numbers.push_back(lanes->at(lane, c));
  return table;
}

bool NumberLineView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  const bool in = key == Qt::Key_Plus || key == Qt::Key_Equal, out = key == Qt::Key_Minus;
  if (!in && !out) return PointingView::key(key, shift, snapshot, port);
  const auto info = width_.info();
  const double to = std::clamp(width_.in(snapshot) * (in ? 0.5 : 2), info.min, info.max);
  port.send(lab::Command::set(width_.name(), base::shortest(to)));
  return true;
}

std::optional<NumberLineView::Place> NumberLineView::placeAt(const Pointer& pointer,
                                                             const lab::Snapshot& snapshot) const {
  const auto* ticks = ticks_.in(snapshot);
  if (!ticks || !painted_) return std::nullopt;
  const QRectF first = painted_->lane(0);
  const double lane = std::floor((pointer.at.y() - first.top()) / first.height());
  std::optional<Place> best;
  double least = 8;  // pixels
  for (std::size_t row = 0; row < ticks->rows; ++row) {
    const double away = std::abs(painted_->px(ticks->at(row, 0)) - pointer.at.x());
    if (ticks->at(row, 1) == lane && away < least) least = away, best = Place{static_cast<int>(row), 0};
  }
  return best;
}

bool NumberLineView::has(Place place, const lab::Snapshot& snapshot) const {
  const auto* ticks = ticks_.in(snapshot);
  return ticks && place.row >= 0 && static_cast<std::size_t>(place.row) < ticks->rows;
}

QString NumberLineView::words(const lab::Snapshot& snapshot, Place place) const {
  const auto& ticks = *ticks_.in(snapshot);
  const auto row = static_cast<std::size_t>(place.row);
  const auto lane = static_cast<std::size_t>(ticks.at(row, 1));
  QString result =
      QStringLiteral("<b>%1</b> in %2").arg(text(base::shortest(ticks.at(row, 2))), laneName(snapshot, lane));
  const bool next = row + 1 < ticks.rows && ticks.at(row + 1, 1) == double(lane);
  if (next)
    result += QStringLiteral(", %1 to the next").arg(readable(ticks.at(row + 1, 0) - ticks.at(row, 0)));
  return result;
}

QRectF NumberLineView::rectOf(const lab::Snapshot& snapshot, Place place) const {
  if (!painted_ || !has(place, snapshot)) return {};
  const auto& ticks = *ticks_.in(snapshot);
  const auto row = static_cast<std::size_t>(place.row);
  const QRectF lane = painted_->lane(static_cast<std::size_t>(ticks.at(row, 1)));
  return {painted_->px(ticks.at(row, 0)) - 3, lane.top(), 6, lane.height()};
}

std::optional<NumberLineView::Place> NumberLineView::walk(std::optional<Place> from, int key, bool shift,
                                                          const lab::Snapshot& snapshot) {
  const auto* ticks = ticks_.in(snapshot);
  if (!ticks || ticks->rows == 0) return std::nullopt;
  if (from && (key == Qt::Key_Up || key == Qt::Key_Down)) {  // the nearest tick of the next lane that has any
    const auto here = static_cast<std::size_t>(from->row);
    std::optional<Place> best;
    std::pair<double, double> least{INFINITY, INFINITY};
    for (std::size_t row = 0; row < ticks->rows; ++row) {
      const double lanes = (ticks->at(row, 1) - ticks->at(here, 1)) * (key == Qt::Key_Up ? -1 : 1);
      const std::pair away{lanes, std::abs(ticks->at(row, 0) - ticks->at(here, 0))};
      if (lanes > 0 && away < least) least = away, best = Place{static_cast<int>(row), 0};
    }
    return best ? best : from;
  }
  const auto to = walkAlong(from ? std::optional(from->row) : std::nullopt, key, shift,
                            static_cast<int>(ticks->rows), Qt::Key_Left, Qt::Key_Right);
  return to ? std::optional(Place{*to, 0}) : std::nullopt;
}

void NumberLineView::send(Place place, Port& port) const {
  const auto row = static_cast<std::size_t>(place.row);
  if (row < values_.size()) port.send(lab::Command::set(x_.name(), base::shortest(values_[row])));
}

}  // namespace gradarium::widgets
