// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/step_dashes.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

StepDashes::StepDashes(QWidget* parent) : QWidget(parent) {
  setFixedHeight(14);
  setMouseTracking(true);
  setCursor(Qt::PointingHandCursor);
}

void StepDashes::setSteps(std::vector<Step> steps, int current) {
  steps_ = std::move(steps);
  current_ = current;
  const auto done = std::count_if(steps_.begin(), steps_.end(), [](const Step& step) { return step.done; });
  setAccessibleName(tr("Step %1 of %2, %3 done").arg(current_ + 1).arg(steps_.size()).arg(done));
  update();
}

QRectF StepDashes::dash(int step) const {
  const double count = static_cast<double>(steps_.size()), gap = count > 12 ? 3 : 6;
  const double width = (this->width() - gap * (count - 1)) / count;
  return {step * (width + gap), 0, width, static_cast<double>(height())};
}

int StepDashes::at(QPointF position) const {
  for (int i = 0; i < static_cast<int>(steps_.size()); ++i)
    if (dash(i).adjusted(-3, 0, 3, 0).contains(position)) return i;
  return -1;
}

void StepDashes::paintEvent(QPaintEvent*) {
  const widgets::Theme& theme = widgets::theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  for (int i = 0; i < static_cast<int>(steps_.size()); ++i) {
    const double thick = i == current_ ? 6 : 4;
    const QRectF all = dash(i);
    QColor colour = theme.line;
    if (i == current_ || steps_[static_cast<std::size_t>(i)].done) colour = theme.accent;
    if (i == under_ && i != current_) colour = widgets::mix(colour, theme.ink, 0.25);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(all.left(), all.center().y() - thick / 2, all.width(), thick), thick / 2, thick / 2);
  }
}

void StepDashes::mouseReleaseEvent(QMouseEvent* event) {
  const int step = at(event->position());
  if (event->button() == Qt::LeftButton && step >= 0) Q_EMIT chosen(step);
}

void StepDashes::mouseMoveEvent(QMouseEvent* event) {
  under_ = at(event->position());
  update();
}

void StepDashes::leaveEvent(QEvent*) {
  under_ = -1;
  update();
}

bool StepDashes::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int step = at(help->pos());
  if (step < 0) {
    QToolTip::hideText();
  } else {
    const Step& one = steps_[static_cast<std::size_t>(step)];
    QToolTip::showText(help->globalPos(), QString::number(step + 1) + " · " + one.title + (one.done ? tr(" (done)") : QString()), this);
  }
  return true;
}

}  // namespace gradarium::app
