// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/text_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

#include "widgets/controls/figures.h"
#include "widgets/theme/contrast.h"

namespace gradarium::widgets {

TextLabel::TextLabel(const QString& text, Colour colour, TextRole role, QWidget* parent)
    : QLabel(text, parent), colour_(colour) {
  setFont(gradarium::widgets::font(role));
  setTextFormat(Qt::PlainText);
}

void TextLabel::setColour(Colour colour) {
  colour_ = colour;
  update();
}

void TextLabel::setElided() {
  elided_ = true;
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void TextLabel::setFigures() {
  figures_ = true;
  setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

QSize TextLabel::sizeHint() const {
  QSize size = QLabel::sizeHint();
  if (!figures_) return size;
  widest_ = std::max(widest_, static_cast<int>(std::ceil(figuresWidth(font(), text()))));
  return {widest_, size.height()};
}

QSize TextLabel::minimumSizeHint() const {
  if (figures_) return sizeHint();
  return elided_ ? QSize(24, QLabel::minimumSizeHint().height()) : QLabel::minimumSizeHint();
}

bool TextLabel::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || !elided_ || fontMetrics().horizontalAdvance(text()) <= contentsRect().width())
    return QLabel::event(event);
  QString help;
  for (const QWidget* widget = this; widget && help.isEmpty() && !widget->isWindow(); widget = widget->parentWidget()) help = widget->toolTip();
  QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), help.contains(text()) ? help : (text() + "\n" + help).trimmed(), this);
  return true;
}

void TextLabel::paintEvent(QPaintEvent*) {
  const Theme& t = theme();
  QPainter painter(this);
  painter.setFont(font());
  painter.setPen(isEnabled() ? t.*colour_ : mix(t.quiet, t.ground, 0.4));
  if (figures_) return drawFigures(painter, contentsRect(), alignment(), text());
  const QString shown =
      elided_ ? fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()) : text();
  painter.drawText(contentsRect(), static_cast<int>(alignment()) | (wordWrap() ? Qt::TextWordWrap : 0),
                   shown);
}

}  // namespace gradarium::widgets
