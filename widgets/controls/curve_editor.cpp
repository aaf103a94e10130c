// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/curve_editor.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "widgets/controls/json_values.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {

CurvePad::CurvePad(double min, double max, QWidget* parent) : QWidget(parent), min_(min), max_(max) {
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::CrossCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setToolTip(tr("Draw with the mouse. Left and Right choose a point, Up and Down move it"));
}

void CurvePad::setCurve(std::vector<double> curve) {
  curve_ = std::move(curve);
  chosen_ = std::min(chosen_, curve_.empty() ? 0 : curve_.size() - 1);
  update();
}

QRectF CurvePad::pad() const { return QRectF(rect()).adjusted(8, 8, -8, -8); }

QPointF CurvePad::pointOf(std::size_t index) const {
  const QRectF area = pad();
  const double t =
      curve_.size() > 1 ? static_cast<double>(index) / static_cast<double>(curve_.size() - 1) : 0.5;
  return {area.left() + t * area.width(),
          area.bottom() - (curve_[index] - min_) / (max_ - min_) * area.height()};
}

void CurvePad::drawTo(QPointF at) {
  if (curve_.empty()) return;
  const QRectF area = pad();
  const auto place = [&](double x) {
    return (x - area.left()) / area.width() * static_cast<double>(curve_.size() - 1);
  };
  const auto value = [&](double y) {
    return std::clamp(max_ - (y - area.top()) / area.height() * (max_ - min_), min_, max_);
  };
  double from = place(last_.x()), to = place(at.x()), low = value(last_.y()), high = value(at.y());
  if (from > to) {
    std::swap(from, to);
    std::swap(low, high);
  }
  const double end = static_cast<double>(curve_.size() - 1);
  // A quick stroke jumps over points: all between are drawn, and the nearest in any case.
  for (double i = std::clamp(std::round(from), 0.0, end); i <= std::clamp(std::round(to), 0.0, end); ++i) {
    const double t = to > from ? std::clamp((i - from) / (to - from), 0.0, 1.0) : 1.0;
    curve_[static_cast<std::size_t>(i)] = low + (high - low) * t;
  }
  last_ = at;
  update();
  Q_EMIT changed(false);
}

void CurvePad::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  drawing_ = true;
  last_ = event->position();
  drawTo(last_);
}

void CurvePad::mouseMoveEvent(QMouseEvent* event) {
  if (drawing_) drawTo(event->position());
}

void CurvePad::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !drawing_) return event->ignore();
  drawing_ = false;
  Q_EMIT changed(true);
}

void CurvePad::keyPressEvent(QKeyEvent* event) {
  if (curve_.empty()) return event->ignore();
  const double step = (max_ - min_) / 20;
  const auto move = [&](double by) {
    curve_[chosen_] = std::clamp(curve_[chosen_] + by, min_, max_);
    Q_EMIT changed(true);
  };
  switch (event->key()) {
    case Qt::Key_Left:
      chosen_ -= chosen_ > 0 ? 1 : 0;
      break;
    case Qt::Key_Right:
      chosen_ += chosen_ + 1 < curve_.size() ? 1 : 0;
      break;
    case Qt::Key_Up:
      move(step);
      break;
    case Qt::Key_Down:
      move(-step);
      break;
    default:
      return event->ignore();
  }
  update();
}

void CurvePad::paintEvent(QPaintEvent*) {
  const Theme& t = theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(hasFocus() ? QPen(t.accent, 2) : QPen(t.line, 1));
  painter.setBrush(t.ground);
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), Theme::radius, Theme::radius);
  if (curve_.empty()) return;
  QPainterPath path(pointOf(0));
  for (std::size_t i = 1; i < curve_.size(); ++i) path.lineTo(pointOf(i));
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(t.accent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(path);
  if (curve_.size() <= 32) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accent);
    for (std::size_t i = 0; i < curve_.size(); ++i) painter.drawEllipse(pointOf(i), 3, 3);
  }
  if (hasFocus()) {
    painter.setPen(QPen(t.accent, 2));
    painter.setBrush(t.card);
    painter.drawEllipse(pointOf(chosen_), 5, 5);
  }
}

CurveEditor::CurveEditor(const lab::Parameter& parameter, Port& port, QWidget* parent)
    : Editor(parameter, port, parent), pad_(new CurvePad(info().min, info().max)) {
  body()->insertWidget(1, pad_);
  introduce(pad_);
  // The whole curve each time: patches of one drag would replace each other on their way.
  connect(pad_, &CurvePad::changed, this, [this](bool finished) {
    send(arrayOf(pad_->curve()), finished ? lab::Edit::Commit : lab::Edit::Update);
  });
  CurveEditor::display(state());
}

void CurveEditor::display(const lab::ParameterState& state) { pad_->setCurve(numbersIn(state.text)); }

}  // namespace gradarium::widgets
