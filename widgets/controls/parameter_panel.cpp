// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/parameter_panel.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/controls/editor.h"
#include "widgets/controls/link_button.h"
#include "widgets/controls/text_label.h"
#include "widgets/port.h"

namespace gradarium::widgets {

ParameterPanel::ParameterPanel(const lab::Experiment& schema, Port& port, QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Parameters"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2 * Theme::unit);
  column->addWidget(makeTitle(schema));
  front_ = new QVBoxLayout;
  front_->setSpacing(2 * Theme::unit);
  column->addLayout(front_);
  for (const lab::Parameter* parameter : schema.parameters()) {
    Editor* editor = makeEditor(*parameter, port, this);
    editors_.push_back(editor);
    front_->addWidget(editor);
  }
  makeButtons(schema, port);
  for (QPushButton* button : buttons_) column->addWidget(button);
  more_ = new LinkButton({});
  more_->setObjectName("param.more");
  more_->setCheckable(true);
  connect(more_, &QPushButton::toggled, this, &ParameterPanel::unfold);
  column->addSpacing(Theme::unit);
  column->addWidget(more_, 0, Qt::AlignLeft);
  fold_ = new QWidget(this);
  others_ = new QVBoxLayout(fold_);
  others_->setContentsMargins(0, 0, 0, 0);
  others_->setSpacing(2 * Theme::unit);
  column->addWidget(fold_);
  unfold(false);
  auto* reset = new LinkButton(tr("Reset everything"));
  reset->setObjectName("param.reset_everything");
  reset->setToolTip(tr("All parameters back to their defaults"));
  connect(reset, &QPushButton::clicked, this, &ParameterPanel::resetEverything);
  column->addSpacing(Theme::unit);
  column->addWidget(reset, 0, Qt::AlignLeft);
  column->addStretch(1);
}

/// An action that needs no argument is a button; all others are things that one does to a view.
void ParameterPanel::makeButtons(const lab::Experiment& schema, Port& port) {
  for (const lab::ActionBase* action : schema.actions()) {
    if (action->argumentKind() != lab::Arguments<lab::None>::kind) continue;
    auto* button = new QPushButton(QString::fromStdString(action->label()));
    button->setObjectName(QString::fromStdString("action." + action->name()));
    connect(button, &QPushButton::clicked, this, [name = action->name(), &port] { port.send(lab::Command::act(name, {})); });
    buttons_.push_back(button);
  }
}

void ParameterPanel::arrange(const std::vector<const lab::Parameter*>& parameters,
                             const std::vector<const lab::ActionBase*>& buttons) {
  const auto placeOf = [&](const Editor* editor) {
    const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto* p) { return p->name() == editor->info().name; });
    return found - parameters.begin();
  };
  std::vector<Editor*> order = editors_;
  if (!parameters.empty())
    std::stable_sort(order.begin(), order.end(), [&](const Editor* a, const Editor* b) { return placeOf(a) < placeOf(b); });
  for (Editor* editor : order) {
    const bool front = parameters.empty() || placeOf(editor) < std::ssize(parameters);
    (front ? front_ : others_)->addWidget(editor);  // takes it out of where it was
  }
  for (QPushButton* button : buttons_) {
    const auto isIt = [&](const auto* action) { return button->objectName().toStdString() == "action." + action->name(); };
    button->setVisible(buttons.empty() || std::any_of(buttons.begin(), buttons.end(), isIt));
  }
  showFold();
}

void ParameterPanel::unfold(bool on) {
  fold_->setVisible(on && others_->count() > 0);
  more_->setText(on ? tr("Fewer parameters") : tr("More parameters"));
  more_->setToolTip(on ? QString() : tr("Those that matter less to this topic"));
}

/// Offered only where something would unfold.
void ParameterPanel::showFold() {
  bool any = false;
  for (int i = 0; i < others_->count(); ++i) any = any || !others_->itemAt(i)->widget()->isHidden();
  more_->setVisible(any);
  unfold(more_->isChecked());
}

/// Where an experiment knows situations worth seeing, they stand beside the title.
QWidget* ParameterPanel::makeTitle(const lab::Experiment& schema) {
  auto* title = new TextLabel(tr("Parameters"), &Theme::ink, TextRole::Strong);
  if (schema.presets().empty()) return title;
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(title, 1);
  auto* presets = new QToolButton;
  presets->setObjectName("presets");
  presets->setText(tr("Presets"));
  presets->setToolTip(tr("Situations worth seeing, ready made"));
  presets->setAutoRaise(true);
  presets->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(presets);
  for (const lab::Preset* preset : schema.presets())
    menu->addAction(QString::fromStdString(preset->label()), this,
                    [this, journal = QString::fromStdString(preset->journal())] { Q_EMIT presetChosen(journal); });
  presets->setMenu(menu);
  layout->addWidget(presets);
  return row;
}

void ParameterPanel::show(const lab::Snapshot& snapshot) {
  if (!snapshot.parameters || snapshot.parameters->size() != editors_.size()) return;
  for (std::size_t i = 0; i < editors_.size(); ++i) editors_[i]->show((*snapshot.parameters)[i]);
  showFold();
}

void ParameterPanel::settle() {
  for (Editor* editor : editors_) editor->settle();
}

Editor* ParameterPanel::editor(const std::string& parameter) const {
  for (Editor* editor : editors_)
    if (editor->info().name == parameter) return editor;
  return nullptr;
}

}  // namespace gradarium::widgets
