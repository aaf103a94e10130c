// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include "app/code/syntax.h"

class QToolButton;

namespace gradarium::app {

/// Code to read: coloured, not wrapped, to be copied with one button. It does not change.
class CodeText final : public QPlainTextEdit {
  Q_OBJECT
 public:
  /// `fits`: as high as its lines; otherwise it takes the room there is and scrolls.
  CodeText(const QString& code, Language language, bool fits, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fit();
  Language language_;
  bool fits_;
};

/// A quiet button that copies a text and says for a moment that it did.
QToolButton* copyButton(const QString& text, QWidget* parent = nullptr);

/// Code in the midst of a tutorial: a card with a copy button.
QWidget* codeCard(const QString& code, const QString& language);

}  // namespace gradarium::app
