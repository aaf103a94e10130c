// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/draw_pad.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

constexpr double apart = 0.008;  // of two points of a stroke; nearer ones would not be seen
constexpr double stride = 0.04;  // of an arrow key
constexpr std::size_t mostStrokes = 1000, mostNumbers = 20001;  // as lab::DrawingInput takes them

double rounded(double x) { return std::round(x * 1e4) / 1e4; }

}  // namespace

DrawPad::DrawPad(QWidget* parent) : QWidget(parent), pen_(0.045) {
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::CrossCursor);
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setToolTip(
      tr("Draw with the mouse. Arrow keys walk, Space sets the pen down and lifts it, Backspace takes back"));
}

void DrawPad::setStrokes(std::vector<Stroke> strokes) {
  strokes_ = std::move(strokes);
  update();
}

void DrawPad::setPen(double radius) { pen_ = std::clamp(radius, 0.0, 1.0); }

QRectF DrawPad::pad() const {
  const double side = std::min(width(), height()) - 2;
  return {1, 1, side, side};
}

QPointF DrawPad::pixelOf(double x, double y) const {
  const QRectF area = pad();
  return area.topLeft() + QPointF(x * area.width(), y * area.height());
}

QPointF DrawPad::placeOf(QPointF pixel) const {
  const QRectF area = pad();
  return {rounded(std::clamp((pixel.x() - area.left()) / area.width(), 0.0, 1.0)),
          rounded(std::clamp((pixel.y() - area.top()) / area.height(), 0.0, 1.0))};
}

void DrawPad::begin(QPointF place) {
  if (strokes_.size() >= mostStrokes) return;
  drawing_ = true;
  strokes_.push_back({rounded(pen_), place.x(), place.y()});
  update();
  Q_EMIT changed(false);
}

void DrawPad::drawTo(QPointF place) {
  Stroke& stroke = strokes_.back();
  const double dx = place.x() - stroke[stroke.size() - 2], dy = place.y() - stroke.back();
  if (std::hypot(dx, dy) < apart || stroke.size() + 2 > mostNumbers) return;
  stroke.push_back(place.x());
  stroke.push_back(place.y());
  update();
  Q_EMIT changed(false);
}

void DrawPad::lift() {
  if (!drawing_) return;
  drawing_ = false;
  Q_EMIT changed(true);
}

void DrawPad::keep(std::size_t count) {
  if (count >= strokes_.size()) return;
  drawing_ = false;
  strokes_.resize(count);
  update();
  Q_EMIT changed(true);
}

void DrawPad::takeBack() { keep(strokes_.empty() ? 0 : strokes_.size() - 1); }
void DrawPad::clear() { keep(0); }

void DrawPad::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !pad().contains(event->position())) return event->ignore();
  walked_ = false;
  lift();
  begin(placeOf(event->position()));
}

void DrawPad::mouseMoveEvent(QMouseEvent* event) {
  if (drawing_ && event->buttons().testFlag(Qt::LeftButton)) drawTo(placeOf(event->position()));
}

void DrawPad::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !drawing_) return event->ignore();
  lift();
}

void DrawPad::keyPressEvent(QKeyEvent* event) {
  const double far = event->modifiers().testFlag(Qt::ShiftModifier) ? stride / 4 : stride;
  const auto walk = [&](double dx, double dy) {
    walker_ = {rounded(std::clamp(walker_.x() + dx, 0.0, 1.0)), rounded(std::clamp(walker_.y() + dy, 0.0, 1.0))};
    if (drawing_) drawTo(walker_);
  };
  switch (event->key()) {
    case Qt::Key_Left: walk(-far, 0); break;
    case Qt::Key_Right: walk(far, 0); break;
    case Qt::Key_Up: walk(0, -far); break;
    case Qt::Key_Down: walk(0, far); break;
    case Qt::Key_Space: drawing_ ? lift() : begin(walker_); break;
    case Qt::Key_Backspace: takeBack(); break;
    default: return event->ignore();
  }
  walked_ = true;
  update();
}

void DrawPad::focusOutEvent(QFocusEvent* event) {
  lift();
  QWidget::focusOutEvent(event);
  update();
}

void DrawPad::paintEvent(QPaintEvent*) {
  const Theme& t = theme();
  const QRectF area = pad();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath frame;
  frame.addRoundedRect(area, Theme::radius / 2, Theme::radius / 2);
  painter.fillPath(frame, t.ground);
  painter.save();
  painter.setClipPath(frame);
  for (const Stroke& stroke : strokes_) {
    if (stroke.size() < 3) continue;
    QPainterPath path(pixelOf(stroke[1], stroke[2]));
    for (std::size_t i = 3; i + 1 < stroke.size(); i += 2) path.lineTo(pixelOf(stroke[i], stroke[i + 1]));
    if (stroke.size() == 3) path.lineTo(pixelOf(stroke[1], stroke[2]) + QPointF(0.01, 0));  // a dot
    painter.strokePath(path, QPen(t.ink, std::max(1.0, 2 * stroke[0] * area.width()), Qt::SolidLine, Qt::RoundCap,
                                  Qt::RoundJoin));
  }
  painter.restore();
  if (strokes_.empty()) {
    painter.setPen(t.quiet);
    painter.setFont(widgets::font(TextRole::Body));
    painter.drawText(area, Qt::AlignCenter, tr("Draw here"));
  }
  if (hasFocus() && walked_) {
    painter.setPen(QPen(t.accent, 2));
    painter.setBrush(drawing_ ? t.accent : Qt::transparent);
    painter.drawEllipse(pixelOf(walker_.x(), walker_.y()), 5, 5);
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(hasFocus() ? QPen(t.accent, 2) : QPen(t.line, 1));
  painter.drawPath(frame);
}

}  // namespace gradarium::widgets
