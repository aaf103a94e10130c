// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/editor.h"

class QLineEdit;
class QPlainTextEdit;

namespace gradarium::widgets {

/// Typed text, applied with every key; a page of text where the default is one.
class TextEditor final : public Editor {
  Q_OBJECT
 public:
  TextEditor(const lab::Parameter& parameter, Port& port, QWidget* parent);

 protected:
  void display(const lab::ParameterState& state) override;
  bool inHand() const override { return typing_; }
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void changed(const QString& text);
  void finish();
  QLineEdit* line_ = nullptr;
  QPlainTextEdit* page_ = nullptr;
  std::string text_;
  bool typing_ = false;
};

}  // namespace gradarium::widgets
