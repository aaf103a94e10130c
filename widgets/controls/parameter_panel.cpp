// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/parameter_panel.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/controls/editor.h"
#include "widgets/controls/link_button.h"
#include "widgets/controls/text_label.h"

namespace gradarium::widgets {

ParameterPanel::ParameterPanel(const lab::Experiment& schema, Port& port, QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Parameters"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2 * Theme::unit);
  column->addWidget(makeTitle(schema));
  for (const lab::Parameter* parameter : schema.parameters()) {
    Editor* editor = makeEditor(*parameter, port, this);
    editors_.push_back(editor);
    column->addWidget(editor);
  }
  auto* reset = new LinkButton(tr("Reset everything"));
  reset->setObjectName("param.reset_everything");
  reset->setToolTip(tr("All parameters back to their defaults"));
  connect(reset, &QPushButton::clicked, this, &ParameterPanel::resetEverything);
  column->addSpacing(Theme::unit);
  column->addWidget(reset, 0, Qt::AlignLeft);
  column->addStretch(1);
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
