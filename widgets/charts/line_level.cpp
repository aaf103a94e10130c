// SPDX-License-Identifier: GPL-3.0-or-later
// The horizontal line that stands for a parameter.
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/charts/line_view.h"
#include "widgets/views/plate.h"

namespace gradarium::widgets {

LineView& LineView::level(const lab::Real& parameter) {
  level_.emplace(parameter);
  return *this;
}

double LineView::levelIn(const lab::Snapshot& snapshot) const {
  if (!level_) return std::nan("");
  return log_ ? std::log10(level_->in(snapshot)) : level_->in(snapshot);
}

bool LineView::onLevel(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  return painted_ && std::abs(painted_->py(levelIn(snapshot)) - pointer.at.y()) <= LineHandle::reach;
}

QString LineView::levelWords(const lab::Snapshot& snapshot) const {
  return QString::fromStdString(level_->label()).toHtmlEscaped() + " <b>" + readable(level_->in(snapshot)) +
         "</b>";
}

void LineView::leave() {
  hovered_.reset();
  warm_ = warmUpright_ = walked_ = false;
}

void LineView::sendLevel(double pixel, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) const {
  if (!painted_) return;
  const Mapping& m = *painted_;
  const double at = m.toData({0, std::clamp(pixel, m.plot.top(), m.plot.bottom())}).y();
  const double perPixel = m.y.length() / m.plot.height();
  if (log_)
    level_->send(std::pow(10, at), std::pow(10, at + perPixel) - std::pow(10, at), snapshot, port, edit);
  else
    level_->send(at, perPixel, snapshot, port, edit);
}

Touch LineView::touch(const Pointer&, const lab::Snapshot&) const {
  return warm_ ? Touch::UpDown : warmUpright_ ? Touch::LeftRight : Touch::Look;
}

bool LineView::press(const Pointer& pointer, const lab::Snapshot& snapshot, Port&) {
  held_ = pointer.leftButton && onLevel(pointer, snapshot);
  heldUpright_ = !held_ && pointer.leftButton && onUpright(pointer, snapshot);
  dragged_ = false;
  return held_ || heldUpright_;
}

void LineView::drag(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  dragged_ = dragged_ || held_ || heldUpright_;
  if (heldUpright_) sendUpright(pointer.at.x(), snapshot, port, lab::Edit::Update);
  if (held_) sendLevel(pointer.at.y(), snapshot, port, lab::Edit::Update);
}

void LineView::release(const Pointer& pointer, const lab::Snapshot& snapshot, Port& port) {
  if (held_ && dragged_) sendLevel(pointer.at.y(), snapshot, port, lab::Edit::Commit);
  if (heldUpright_ && dragged_) sendUpright(pointer.at.x(), snapshot, port, lab::Edit::Commit);
  held_ = heldUpright_ = dragged_ = false;
}

bool LineView::key(int key, bool shift, const lab::Snapshot& snapshot, Port& port) {
  const int across = key == Qt::Key_Left ? -1 : key == Qt::Key_Right ? 1 : 0;
  if (const double at = uprightIn(snapshot); across != 0 && shift && painted_ && std::isfinite(at)) {
    sendUpright(painted_->px(at) + across * painted_->plot.width() / 100, snapshot, port, lab::Edit::Whole);
    return true;
  }
  const int way = key == Qt::Key_Up ? -1 : key == Qt::Key_Down ? 1 : 0;
  const double level = levelIn(snapshot);
  if (way == 0 || !shift || !painted_ || !std::isfinite(level)) return walk(key, shift);
  sendLevel(painted_->py(level) + way * painted_->plot.height() / 100, snapshot, port, lab::Edit::Whole);
  return true;
}

void LineView::paintLevel(const Canvas& canvas, const Mapping& mapping) const {
  const double level = levelIn(canvas.snapshot);
  if (!(level >= mapping.y.low) || level > mapping.y.high) return;
  QPainter& painter = canvas.painter;
  const QFontMetricsF metrics(font(TextRole::Small));
  const double y = std::floor(mapping.py(level)) + 0.5;
  const double radius = canvas.onScreen && (warm_ || held_) ? 7 : 5.5;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(canvas.theme.accent, 2));
  painter.drawLine(QPointF(mapping.plot.left(), y), QPointF(mapping.plot.right(), y));
  painter.setPen(QPen(canvas.theme.card, 1.5));
  painter.setBrush(canvas.theme.accent);
  const double knob = std::clamp(y, mapping.plot.top() + radius, mapping.plot.bottom() - radius);
  painter.drawEllipse(QPointF(mapping.plot.right() - radius - 1, knob), radius, radius);
  // The words stand above the line, or below where there is no room.
  const QString words = metrics.elidedText(
      QString::fromStdString(level_->label()) + ' ' + readable(level_->in(canvas.snapshot)), Qt::ElideRight,
      mapping.plot.width() - 24);
  const double width = metrics.horizontalAdvance(words), left = mapping.plot.right() - 2 * radius - 8 - width;
  const bool above = y - metrics.height() - 4 >= mapping.plot.top();
  const double base = above ? y - 5 - metrics.descent() : y + 5 + metrics.ascent();
  paintPlate(canvas, {left, base}, words);
  painter.restore();
}

}  // namespace gradarium::widgets
