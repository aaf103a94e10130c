// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/surface.h"

#include <QPainter>

#include "widgets/theme/theme.h"

namespace gradarium::app {

void Surface::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), widgets::theme().card); }

void Card::paintEvent(QPaintEvent*) {
  const widgets::Theme& theme = widgets::theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(theme.line);
  painter.setBrush(theme.ground);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), widgets::Theme::radius, widgets::Theme::radius);
}

}  // namespace gradarium::app
