// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/editor.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/controls/glyphs.h"
#include "widgets/controls/text_label.h"
#include "widgets/port.h"

namespace gradarium::widgets {
namespace {
// A snapshot that was on its way when the learner let go still holds the value before. After this long a
// different value is believed.
constexpr qint64 echoMilliseconds = 600;
}  // namespace

Editor::Editor(const lab::Parameter& parameter, Port& port, QWidget* parent)
    : QWidget(parent),
      info_(parameter.info()),
      port_(port),
      state_{info_.fallback, true, info_.min, info_.max} {
  body_ = new QVBoxLayout(this);
  body_->setContentsMargins(0, 0, 0, 0);
  body_->setSpacing(Theme::unit);
  heading_ = new QHBoxLayout;
  heading_->setSpacing(2 * Theme::unit);
  label_ = new TextLabel(QString::fromStdString(info_.label));
  label_->setElided();
  label_->setMinimumHeight(20);  // as high as the button beside it, which comes and goes
  heading_->addWidget(label_, 1);
  back_ = new QToolButton;
  back_->setObjectName(QString::fromStdString("param." + info_.name + ".back"));
  back_->setIcon(glyphIcon(Glyph::Undo, &Theme::quiet));
  back_->setIconSize({12, 12});
  back_->setFixedSize(20, 20);
  back_->setAutoRaise(true);
  back_->setFocusPolicy(Qt::NoFocus);  // Delete does the same
  const auto choice = std::ranges::find(info_.choices, info_.fallback, &lab::ParameterChoice::name);
  const std::string& words = choice == info_.choices.end() ? info_.fallback : choice->label;
  back_->setToolTip(words.size() > 24 ? tr("Back to the default (Delete)") : tr("Back to %1, the default (Delete)").arg(QString::fromStdString(words)));
  back_->setAccessibleName(tr("%1 back to its default").arg(QString::fromStdString(info_.label)));
  back_->hide();
  connect(back_, &QToolButton::clicked, this, &Editor::backToDefault);
  heading_->addWidget(back_);
  body_->addLayout(heading_);
  complaint_ = new TextLabel({}, &Theme::wrong, TextRole::Small);
  complaint_->setWordWrap(true);
  complaint_->setObjectName(QString::fromStdString("param." + info_.name + ".complaint"));
  complaint_->hide();
  body_->addWidget(complaint_);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  if (!info_.traits.help.empty()) setToolTip(QString::fromStdString(info_.traits.help));
}

void Editor::introduce(QWidget* control) {
  control->setObjectName(QString::fromStdString("param." + info_.name));
  control->setAccessibleName(QString::fromStdString(info_.label));
  control->setAccessibleDescription(QString::fromStdString(info_.traits.help));
  label_->setBuddy(control);
  setFocusProxy(control);
}

void Editor::show(const lab::ParameterState& state) {
  if (known_ && state == state_ && !waiting_) return;
  state_ = state;
  known_ = true;
  if (isVisibleTo(parentWidget()) != state.visible) setVisible(state.visible);
  refresh();
}

void Editor::refresh() {
  showDefault(state_.text);
  if (inHand()) return;
  if (waiting_ && state_.text != sent_ && since_.elapsed() < echoMilliseconds) return;
  waiting_ = false;
  display(state_);
}

void Editor::settle() {
  waiting_ = false;
  if (!inHand()) display(state_);
}

void Editor::send(const std::string& text, lab::Edit edit) {
  complain({});
  sent_ = text;
  waiting_ = true;
  since_.restart();
  port_.send(lab::Command::set(info_.name, text), edit);
}

void Editor::patch(const std::string& json) {
  complain({});
  port_.send(lab::Command::patch(info_.name, json));
}

void Editor::complain(const QString& sentence) {
  complaint_->setText(sentence);
  complaint_->setVisible(!sentence.isEmpty());
}

QString Editor::complaint() const { return complaint_->text(); }

void Editor::backToDefault() {
  send(info_.fallback);
  lab::ParameterState wanted = state_;
  wanted.text = info_.fallback;
  display(wanted);
}

void Editor::showDefault(const std::string& text) { back_->setVisible(text != info_.fallback); }

void Editor::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Delete || state_.text == info_.fallback) return QWidget::keyPressEvent(event);
  backToDefault();
}

void Editor::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  QAction* back = menu.addAction(tr("Back to default"));
  back->setEnabled(state_.text != info_.fallback);
  if (menu.exec(event->globalPos()) == back) backToDefault();
}

}  // namespace gradarium::widgets
