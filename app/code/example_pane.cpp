// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/code/example_pane.h"

#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/code/code_block.h"
#include "app/window/surface.h"
#include "widgets/controls/glyphs.h"
#include "widgets/controls/text_label.h"

namespace gradarium::app {

ExamplePane::ExamplePane(const Example& example, const QString& name, QWidget* parent)
    : QWidget(parent), name_(name), runner_(new ExampleRunner(example.calls, QFileInfo(example.file).path(), this)) {
  QFile file(example.file);
  const bool there = file.open(QIODevice::ReadOnly);
  const QString code = there ? QString::fromUtf8(file.readAll()).trimmed() : tr("This lesson has no such example yet.");
  auto* text = new CodeText(code, there ? example.language : Language::Plain, false);
  text->setAccessibleName(example.title);
  auto* card = new Card;
  auto* inside = new QVBoxLayout(card);
  inside->setContentsMargins(12, 10, 4, 4);
  inside->addWidget(text);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 12, 12, 12);
  column->setSpacing(8);
  column->addWidget(makeHead(example, code, there));
  column->addWidget(card, 3);
  column->addWidget(makeOutput(there ? example.whyNot : QString()), 1);

  connect(runner_, &ExampleRunner::started, this, [this] {
    output_->clear();
    output_->show();
    outcome_->show();
    standing_->setColour(&widgets::Theme::quiet);
    standing_->setText(tr("Running"));
    run_->setText(tr("Stop"));
    run_->setIcon({});
  });
  connect(runner_, &ExampleRunner::wrote, this, [this](const QString& words) {
    output_->moveCursor(QTextCursor::End);
    output_->insertPlainText(words);
    output_->ensureCursorVisible();
  });
  connect(runner_, &ExampleRunner::ended, this, [this](bool well, const QString& sentence) {
    standing_->setColour(well ? &widgets::Theme::done : &widgets::Theme::wrong);
    standing_->setText(sentence);
    run_->setText(tr("Run"));
    run_->setIcon(widgets::glyphIcon(widgets::Glyph::Play, &widgets::Theme::accent));
  });
}

QWidget* ExamplePane::makeHead(const Example& example, const QString& code, bool there) {
  auto* head = new QWidget;
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  auto* title = new widgets::TextLabel(example.title, &widgets::Theme::ink, widgets::TextRole::Strong);
  title->setElided();
  run_ = new QPushButton(tr("Run"));
  run_->setObjectName(name_ + ".run");
  run_->setIcon(widgets::glyphIcon(widgets::Glyph::Play, &widgets::Theme::accent));
  run_->setEnabled(there && runner_->possible());
  run_->setToolTip(runner_->possible() ? (QStringList{example.calls.front().program} + example.calls.front().arguments).join(' ') : example.whyNot);
  row->addWidget(title, 1);
  if (there) row->addWidget(copyButton(code));
  row->addWidget(run_);
  connect(run_, &QPushButton::clicked, this, &ExamplePane::toggle);
  return head;
}

QWidget* ExamplePane::makeOutput(const QString& whyNot) {
  outcome_ = new QWidget;
  outcome_->setObjectName(name_ + ".outcome");
  standing_ = new widgets::TextLabel(runner_->possible() ? QString() : whyNot, &widgets::Theme::quiet);
  standing_->setObjectName(name_ + ".standing");
  standing_->setWordWrap(true);
  output_ = new QPlainTextEdit;
  output_->setObjectName(name_ + ".output");
  output_->setReadOnly(true);
  output_->setFont(widgets::font(widgets::TextRole::Code));
  output_->setFrameShape(QFrame::NoFrame);
  output_->setAccessibleName(tr("What it printed"));
  output_->hide();
  auto* column = new QVBoxLayout(outcome_);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  column->addWidget(standing_);
  column->addWidget(output_, 1);
  outcome_->setVisible(!runner_->possible() && !whyNot.isEmpty());
  return outcome_;
}

void ExamplePane::toggle() {
  if (runner_->running())
    runner_->cancel();
  else
    runner_->start();
}

/// Nobody waits for what nobody sees.
void ExamplePane::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  if (!isVisibleTo(window())) runner_->cancel();
}

}  // namespace gradarium::app
