// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/code/code_block.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>
#include <QWheelEvent>
#include <cmath>

#include "app/window/surface.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

CodeText::CodeText(const QString& code, Language language, bool fits, QWidget* parent)
    : QPlainTextEdit(code, parent), language_(language), fits_(fits) {
  setReadOnly(true);
  setFont(widgets::font(widgets::TextRole::Code));
  setLineWrapMode(NoWrap);
  setFrameShape(NoFrame);
  setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  viewport()->setAutoFillBackground(false);
  document()->setDocumentMargin(0);
  highlight(*document(), language_);
  if (!fits_) return;
  setFocusPolicy(Qt::ClickFocus);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  fit();
}

void CodeText::fit() {
  const QFontMetricsF metrics(font());
  const double text = metrics.lineSpacing() * blockCount();
  const bool wide = horizontalScrollBar()->maximum() > 0;
  setFixedHeight(static_cast<int>(std::ceil(text)) + 2 + (wide ? horizontalScrollBar()->sizeHint().height() : 0));
}

void CodeText::changeEvent(QEvent* event) {
  QPlainTextEdit::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) highlight(*document(), language_);
}

void CodeText::resizeEvent(QResizeEvent* event) {
  QPlainTextEdit::resizeEvent(event);
  if (fits_) fit();
}

void CodeText::wheelEvent(QWheelEvent* event) {
  if (fits_ && event->angleDelta().x() == 0) {
    event->ignore();  // the page scrolls
  } else {
    QPlainTextEdit::wheelEvent(event);
  }
}

QToolButton* copyButton(const QString& text, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setText(QObject::tr("Copy"));
  button->setProperty(widgets::lookProperty, "quiet");
  button->setToolTip(QObject::tr("Copy the code"));
  button->setObjectName("code.copy");
  QObject::connect(button, &QToolButton::clicked, button, [button, text] {
    QGuiApplication::clipboard()->setText(text);
    button->setText(QObject::tr("Copied"));
    QTimer::singleShot(1500, button, [button] { button->setText(QObject::tr("Copy")); });
  });
  return button;
}

QWidget* codeCard(const QString& code, const QString& language) {
  auto* card = new Card;
  auto* layout = new QHBoxLayout(card);
  layout->setContentsMargins(12, 10, 6, 10);
  layout->setSpacing(4);
  layout->addWidget(new CodeText(code, languageOf(language), true), 1, Qt::AlignTop);
  layout->addWidget(copyButton(code), 0, Qt::AlignTop);
  return card;
}

}  // namespace gradarium::app
