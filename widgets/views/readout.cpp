// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/readout.h"

#include <QPainter>
#include <algorithm>

#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {

QPoint besideMark(QSize card, const QRect& mark, const QRect& whole) {
  constexpr int aside = 14, off = 8;
  const QRect room = whole.adjusted(4, 4, -4, -4);
  QPoint corner(mark.right() + aside, mark.top() - card.height() - off);
  if (corner.x() + card.width() > room.right()) corner.setX(mark.left() - aside - card.width());
  if (corner.y() < room.top()) corner.setY(mark.bottom() + off);
  corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - card.width())));
  corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - card.height())));
  return corner;
}

Readout::Readout(QWidget* window) : QLabel(window) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  setTextFormat(Qt::RichText);
  setFont(widgets::font(TextRole::Small));
  setContentsMargins(10, 6, 10, 6);
  hide();
}

void Readout::show(const QString& text, const QRect& mark) {
  if (text.isEmpty() || !parentWidget()) {
    hide();
    return;
  }
  const QRect room = parentWidget()->rect();
  setWordWrap(false);
  setText(text);
  QSize size = sizeHint();
  if (const int most = std::min(440, room.width() - 8); size.width() > most) {
    setWordWrap(true);
    size = QSize(most, heightForWidth(most));
  }
  resize(size);
  move(besideMark(size, mark, room));
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
