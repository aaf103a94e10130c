// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "app/code/example_runner.h"
#include "app/code/syntax.h"

class QPlainTextEdit;
class QPushButton;

namespace gradarium::widgets {
class TextLabel;
}

namespace gradarium::app {

/// One of the lesson's examples: its code, Copy, Run, and below what it printed.
class ExamplePane final : public QWidget {
  Q_OBJECT
 public:
  struct Example {
    QString title, file;
    Language language = Language::Plain;
    std::vector<ExampleRunner::Call> calls;
    QString whyNot;  // what is said where nothing can run it
  };
  ExamplePane(const Example& example, const QString& name, QWidget* parent = nullptr);

 protected:
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* makeHead(const Example& example, const QString& code, bool there);
  QWidget* makeOutput(const QString& whyNot);
  void toggle();

  QString name_;
  ExampleRunner* runner_;
  QPushButton* run_ = nullptr;
  QWidget* outcome_ = nullptr;
  QPlainTextEdit* output_ = nullptr;
  widgets::TextLabel* standing_ = nullptr;
};

}  // namespace gradarium::app
