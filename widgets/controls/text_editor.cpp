// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/text_editor.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>

#include "widgets/theme/theme.h"

namespace gradarium::widgets {

TextEditor::TextEditor(const lab::Parameter& parameter, Port& port, QWidget* parent)
    : Editor(parameter, port, parent) {
  if (info().fallback.find('\n') != std::string::npos || info().fallback.size() > 48) {
    page_ = new QPlainTextEdit;
    page_->setTabChangesFocus(true);
    page_->setFixedHeight(page_->fontMetrics().lineSpacing() * 5 + 16);
    connect(page_, &QPlainTextEdit::textChanged, this, [this] { changed(page_->toPlainText()); });
    page_->installEventFilter(this);
    body()->insertWidget(1, page_);
    introduce(page_);
  } else {
    line_ = new QLineEdit;
    connect(line_, &QLineEdit::textEdited, this, &TextEditor::changed);
    connect(line_, &QLineEdit::editingFinished, this, &TextEditor::finish);
    body()->insertWidget(1, line_);
    introduce(line_);
  }
  TextEditor::display(state());
}

void TextEditor::changed(const QString& text) {
  typing_ = true;
  text_ = text.toStdString();
  send(text_, lab::Edit::Update);
}

void TextEditor::finish() {
  if (!typing_) return;
  typing_ = false;
  send(text_, lab::Edit::Commit);
}

bool TextEditor::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusOut) finish();
  return Editor::eventFilter(watched, event);
}

void TextEditor::display(const lab::ParameterState& state) {
  const QString text = QString::fromStdString(state.text);
  if (line_ && line_->text() != text) {
    line_->setText(text);
    line_->setCursorPosition(0);  // a text is read from its beginning
  }
  if (page_ && page_->toPlainText() != text) {
    const QSignalBlocker quiet(page_);
    page_->setPlainText(text);
  }
}

}  // namespace gradarium::widgets
