// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/value_field.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>
#include <cmath>

#include "widgets/controls/figures.h"
#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {

ValueField::ValueField(QWidget* parent) : QLineEdit(parent) {
  setFrame(false);
  setFont(gradarium::widgets::font(TextRole::Strong));
  setAlignment(Qt::AlignRight);
  setFocusPolicy(Qt::ClickFocus);  // the slider is the tab stop; F2 leads here
  setAttribute(Qt::WA_Hover);
  setTextMargins(2, 0, 2, 0);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ValueField::setValue(const QString& shown, const QString& exact) {
  shown_ = shown;
  exact_ = exact;
  if (!editing_) setText(shown);
  updateGeometry();
}

QSize ValueField::sizeHint() const {
  // The room for typing is taken only while it is needed: before, the label has it.
  const double wanted = std::max(figuresWidth(font(), shown_),
                                 figuresWidth(font(), editing_ ? QStringLiteral("0.0001") : QStringLiteral("00")));
  return {static_cast<int>(std::ceil(wanted)) + 10, 20};
}

void ValueField::beginEditing(const QString& start) {
  setFocus(Qt::OtherFocusReason);
  if (!start.isEmpty()) setText(start);
}

void ValueField::endEditing() {
  editing_ = false;
  setText(shown_);
  updateGeometry();
  update();
}

void ValueField::focusInEvent(QFocusEvent* event) {
  QLineEdit::focusInEvent(event);
  if (editing_) return;
  editing_ = true;
  updateGeometry();
  setText(exact_);
  selectAll();
  if (event->reason() == Qt::MouseFocusReason)  // the click itself will set the cursor
    QMetaObject::invokeMethod(this, &QLineEdit::selectAll, Qt::QueuedConnection);
}

void ValueField::focusOutEvent(QFocusEvent* event) {
  QLineEdit::focusOutEvent(event);
  if (!editing_ || event->reason() == Qt::PopupFocusReason) return;
  const QString typed = text();
  const bool changed = typed != exact_;
  endEditing();
  if (changed) {
    Q_EMIT entered(typed, true);
  } else {
    Q_EMIT left();
  }
}

void ValueField::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    setText(exact_);
    Q_EMIT left();
    return;
  }
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    Q_EMIT entered(text(), false);
    return;
  }
  QLineEdit::keyPressEvent(event);
}

void ValueField::contextMenuEvent(QContextMenuEvent* event) {
  editing_ ? QLineEdit::contextMenuEvent(event) : event->ignore();
}

void ValueField::paintEvent(QPaintEvent* event) {
  const Theme& t = theme();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (editing_) {
    painter.setPen(QPen(t.accent, 2));
    painter.setBrush(t.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    painter.end();
    QLineEdit::paintEvent(event);
    return;
  }
  if (underMouse() && isEnabled()) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accentSoft);
    painter.drawRoundedRect(rect(), 4, 4);
  }
  painter.setFont(font());
  painter.setPen(isEnabled() ? t.ink : mix(t.quiet, t.card, 0.4));
  const bool hovered = underMouse() && isEnabled();
  drawFigures(painter, QRectF(rect()).adjusted(0, 0, hovered ? -4 : 0, 0), Qt::AlignRight, shown_);
}

}  // namespace gradarium::widgets
