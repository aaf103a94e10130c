// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/track_slider.h"

#include <QKeyEvent>
#include <QPainter>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

constexpr double knob = 7;    // radius of the handle
constexpr double ring = 2;    // of the focus
constexpr double apart = 16;  // between the stop and its neighbour
constexpr double margin =
    knob;  // the groove reaches half a handle beyond the ends: the ends line up with the labels

}  // namespace

TrackSlider::TrackSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAttribute(Qt::WA_Hover);
}

void TrackSlider::setStop(int position) {
  stop_ = position;
  update();
}

void TrackSlider::setDefault(int position) {
  default_ = position;
  update();
}

void TrackSlider::setFilled(bool filled) { filled_ = filled; }

QSize TrackSlider::sizeHint() const { return {160, 22}; }
QSize TrackSlider::minimumSizeHint() const { return {64, 22}; }

double TrackSlider::xOf(int position) const {
  const double left = margin, right = width() - margin;
  if (position == stop_) return stop_ == minimum() ? left : right;
  const double from = stop_ == minimum() ? left + apart : left,
               to = stop_ == maximum() && stop_ > 0 ? right - apart : right;
  const int first = minimum() + (stop_ == minimum() ? 1 : 0),
            last = maximum() - (stop_ == maximum() && stop_ > 0 ? 1 : 0);
  if (last <= first) return from;
  return from + (to - from) * (position - first) / (last - first);
}

QPoint TrackSlider::pointOf(int position) const {
  return {static_cast<int>(std::lround(xOf(position))), height() / 2};
}

int TrackSlider::positionAt(double x) const {
  const bool atStart = stop_ >= 0 && stop_ == minimum(), atEnd = stop_ > 0 && stop_ == maximum();
  const int first = minimum() + (atStart ? 1 : 0), last = maximum() - (atEnd ? 1 : 0);
  if (atStart && x < xOf(first) - apart / 2) return stop_;
  if (atEnd && x > xOf(last) + apart / 2) return stop_;
  const double span = xOf(last) - xOf(first);
  if (span <= 0) return first;
  return std::clamp(static_cast<int>(std::lround(first + (x - xOf(first)) / span * (last - first))), first,
                    last);
}

void TrackSlider::paintEvent(QPaintEvent*) {
  const Theme& t = theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  const double y = height() / 2.0, at = xOf(sliderPosition());
  const auto groove = [&](double from, double to, const QColor& colour) {
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(from, y - 2, to - from, 4), 2, 2);
  };
  const bool atStart = stop_ >= 0 && stop_ == minimum(), atEnd = stop_ > 0 && stop_ == maximum();
  groove(atStart ? margin + apart - 6 : 0, atEnd ? width() - margin - apart + 6 : width(), t.line);
  if (atStart) groove(0, margin + 3, t.line);
  if (atEnd) groove(width() - margin - 3, width(), t.line);
  const QColor accent = isEnabled() ? t.accent : mix(t.quiet, t.card, 0.5);
  if (filled_ && maximum() > minimum()) groove(0, at, accent);
  if (default_ >= 0) {
    painter.setBrush(mix(t.quiet, t.line, 0.35));
    painter.drawRoundedRect(QRectF(xOf(default_) - 1, y - 5, 2, 10), 1, 1);
  }
  if (hasFocus()) {
    painter.setBrush(t.accentSoft);
    painter.setPen(QPen(t.accent, ring));
    painter.drawEllipse(QPointF(at, y), knob + 3, knob + 3);
    painter.setPen(Qt::NoPen);
  }
  const bool lively = isEnabled() && (underMouse() || isSliderDown());
  if (filled_) {  // a hollow handle stands out from its own trail
    painter.setBrush(t.card);
    painter.setPen(QPen(accent, 2));
    painter.drawEllipse(QPointF(at, y), knob, knob);
  } else {
    painter.setBrush(accent);
    painter.drawEllipse(QPointF(at, y), knob + (lively ? 1 : 0), knob + (lively ? 1 : 0));
  }
}

void TrackSlider::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || maximum() <= minimum()) return event->ignore();
  setSliderDown(true);
  setSliderPosition(positionAt(event->position().x()));
  update();
}

void TrackSlider::mouseMoveEvent(QMouseEvent* event) {
  if (isSliderDown()) setSliderPosition(positionAt(event->position().x()));
}

void TrackSlider::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !isSliderDown()) return event->ignore();
  setSliderDown(false);
  update();
}

void TrackSlider::mouseDoubleClickEvent(QMouseEvent* event) {
  if (default_ >= 0 && event->button() == Qt::LeftButton) {
    Q_EMIT defaultWanted();
  } else {
    mousePressEvent(event);
  }
}

void TrackSlider::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Up:
      Q_EMIT nudged(1);
      return;
    case Qt::Key_Left:
    case Qt::Key_Down:
      Q_EMIT nudged(-1);
      return;
    case Qt::Key_PageUp:
      Q_EMIT nudged(10);
      return;
    case Qt::Key_PageDown:
      Q_EMIT nudged(-10);
      return;
    case Qt::Key_Home:
      setValue(minimum());
      return;
    case Qt::Key_End:
      setValue(maximum());
      return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      Q_EMIT defaultWanted();
      return;
    default:
      event->ignore();
  }
}

void TrackSlider::wheelEvent(QWheelEvent* event) {
  if (!hasFocus()) return event->ignore();  // scrolling past must not change an experiment
  wheel_ += event->angleDelta().y();
  const int steps = wheel_ / 120;
  wheel_ -= steps * 120;
  if (steps != 0) Q_EMIT nudged(steps);
  event->accept();
}

void TrackSlider::enterEvent(QEnterEvent* event) {
  QSlider::enterEvent(event);
  update();
}

void TrackSlider::leaveEvent(QEvent* event) {
  QSlider::leaveEvent(event);
  update();
}

}  // namespace gradarium::widgets
