// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/focus_ring.h"

#include <QAbstractScrollArea>
#include <QFocusEvent>
#include <QPainter>

#include "widgets/theme/theme.h"

namespace gradarium::app {

FocusRing::FocusRing(QAbstractScrollArea& area) : QWidget(&area) {
  setObjectName("focus_ring");
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  area.installEventFilter(this);
  hide();
}

void FocusRing::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(widgets::theme().accent, 2));
  painter.drawRoundedRect(QRectF(rect()).adjusted(2, 2, -2, -2), 6, 6);
}

bool FocusRing::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusIn) {
    const auto reason = static_cast<QFocusEvent*>(event)->reason();
    setVisible(reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
               reason == Qt::ShortcutFocusReason);
  }
  if (event->type() == QEvent::FocusOut) hide();
  if (event->type() == QEvent::Resize || event->type() == QEvent::FocusIn) {
    setGeometry(parentWidget()->rect());
    raise();
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace gradarium::app
