// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/switch_button.h"

#include <QPainter>

#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {

SwitchButton::SwitchButton(QWidget* parent) : QCheckBox(parent) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SwitchButton::paintEvent(QPaintEvent*) {
  const Theme& t = theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF track(width() - 34, height() / 2.0 - 9, 32, 18);
  const QColor on = isEnabled() ? t.accent : mix(t.quiet, t.card, 0.5);
  painter.setPen(QPen(isChecked() ? on : t.quiet, 1.5));
  painter.setBrush(isChecked() ? on : t.card);
  painter.drawRoundedRect(track.adjusted(0.75, 0.75, -0.75, -0.75), 8.25, 8.25);
  painter.setPen(Qt::NoPen);
  painter.setBrush(isChecked() ? t.onAccent : t.quiet);
  painter.drawEllipse(QPointF(isChecked() ? track.right() - 9 : track.left() + 9, track.center().y()), 5.5,
                      5.5);
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.accent, 1.5));
    painter.drawRoundedRect(track.adjusted(-1.25, -1.25, 1.25, 1.25), 10, 10);
  }
}

}  // namespace gradarium::widgets
