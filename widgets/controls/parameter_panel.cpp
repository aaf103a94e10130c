// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/parameter_panel.h"

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
  column->addWidget(new TextLabel(tr("Parameters"), &Theme::ink, TextRole::Strong));
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
