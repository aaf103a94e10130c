// SPDX-License-Identifier: GPL-3.0-or-later
// The upright line that stands for a parameter.
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/charts/line_view.h"
#include "widgets/views/plate.h"

namespace gradarium::widgets {

LineView& LineView::upright(const lab::Real& parameter) {
  upright_.emplace(parameter);
  uprightOf_ = &parameter;
  return *this;
}

double LineView::uprightIn(const lab::Snapshot& snapshot) const {
  if (!upright_) return std::nan("");
  const double now = upright_->in(snapshot);
  return uprightOf_->info().scale == lab::Scale::Log ? std::log10(now) : now;
}

bool LineView::onUpright(const Pointer& pointer, const lab::Snapshot& snapshot) const {
  return painted_ && std::abs(painted_->px(uprightIn(snapshot)) - pointer.at.x()) <= LineHandle::reach;
}

void LineView::sendUpright(double pixel, const lab::Snapshot& snapshot, Port& port, lab::Edit edit) const {
  if (!painted_) return;
  const Mapping& m = *painted_;
  const double at = m.toData({std::clamp(pixel, m.plot.left(), m.plot.right()), 0}).x();
  const double perPixel = m.x.length() / m.plot.width();
  const bool log = uprightOf_->info().scale == lab::Scale::Log;
  upright_->send(log ? std::pow(10, at) : at, log ? std::pow(10, at + perPixel) - std::pow(10, at) : perPixel,
                 snapshot, port, edit);
}

void LineView::paintUpright(const Canvas& canvas, const Mapping& mapping) const {
  const double at = uprightIn(canvas.snapshot);
  if (!(at >= mapping.x.low) || at > mapping.x.high) return;
  QPainter& painter = canvas.painter;
  const QFontMetricsF metrics(font(TextRole::Small));
  const double x = std::floor(mapping.px(at)) + 0.5,
               radius = canvas.onScreen && (warmUpright_ || heldUpright_) ? 7 : 5.5;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(canvas.theme.accent, 2));
  painter.drawLine(QPointF(x, mapping.plot.top()), QPointF(x, mapping.plot.bottom()));
  painter.setPen(QPen(canvas.theme.card, 1.5));
  painter.setBrush(canvas.theme.accent);
  painter.drawEllipse(QPointF(x, mapping.plot.top() + radius + 1), radius, radius);
  // The words stand where there is more room.
  const bool rightwards = x < mapping.plot.center().x();
  const double room = (rightwards ? mapping.plot.right() - x : x - mapping.plot.left()) - radius - 12;
  const QString number = readable(upright_->in(canvas.snapshot));
  QString words = QString::fromStdString(upright_->label()) + ' ' + number;
  if (metrics.horizontalAdvance(words) > room) words = metrics.elidedText(number, Qt::ElideRight, room);
  const double width = metrics.horizontalAdvance(words);
  const double left = rightwards ? x + radius + 8 : x - radius - 8 - width;
  const double base = mapping.plot.top() + metrics.ascent() + 1;
  paintPlate(canvas, {left, base}, words);
  painter.restore();
}

}  // namespace gradarium::widgets
