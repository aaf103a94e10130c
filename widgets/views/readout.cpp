// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/readout.h"

#include <QPainter>
#include <algorithm>

#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {

Readout::Readout(QWidget* window) : QLabel(window) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  setTextFormat(Qt::RichText);
  setFont(widgets::font(TextRole::Small));
  setContentsMargins(10, 6, 10, 6);
  hide();
}

void Readout::show(const QString& text, QPoint at) {
  if (text.isEmpty() || !parentWidget()) {
    hide();
    return;
  }
  const QRect room = parentWidget()->rect().adjusted(4, 4, -4, -4);
  setWordWrap(false);
  setText(text);
  QSize size = sizeHint();
  if (const int most = std::min(440, room.width()); size.width() > most) {
    setWordWrap(true);
    size = QSize(most, heightForWidth(most));
  }
  resize(size);
  // Right and above; on the other side where there is no room.
  QPoint corner = at + QPoint(14, -size.height() - 8);
  if (corner.x() + size.width() > room.right()) corner.setX(at.x() - 14 - size.width());
  if (corner.y() < room.top()) corner.setY(at.y() + 18);
  corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - size.width())));
  corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - size.height())));
  move(corner);
  raise();
  QLabel::show();
}

void Readout::paintEvent(QPaintEvent* event) {
  const Theme& t = theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(mix(t.line, t.quiet, 0.35));
  painter.setBrush(t.card);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
  painter.end();
  QLabel::paintEvent(event);
}

}  // namespace gradarium::widgets
