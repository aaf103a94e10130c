// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/link_button.h"

#include <QPainter>

#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {

LinkButton::LinkButton(const QString& text, QWidget* parent) : QPushButton(text, parent) {
  setFont(gradarium::widgets::font(TextRole::Body));
  setCursor(Qt::PointingHandCursor);
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize LinkButton::sizeHint() const { return {fontMetrics().horizontalAdvance(text()) + 1, 20}; }

void LinkButton::paintEvent(QPaintEvent*) {
  const Theme& t = theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QFont shown = font();
  shown.setUnderline(isEnabled() && (underMouse() || hasFocus()));
  painter.setFont(shown);
  painter.setPen(isEnabled() ? t.accent : mix(t.quiet, t.card, 0.4));
  painter.drawText(rect(), Qt::AlignCenter, text());
  if (!hasFocus()) return;
  painter.setPen(QPen(t.accent, 1.5));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4);
}

}  // namespace gradarium::widgets
