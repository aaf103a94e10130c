// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <string>
#include <vector>

#include "core/lab/experiment.h"
#include "widgets/export.h"

namespace gradarium::widgets {

class Editor;
class Port;

/// An editor for each parameter of an experiment, in the order of declaration. The host puts it into a scroll
/// area.
class GRADARIUM_WIDGETS ParameterPanel : public QWidget {
  Q_OBJECT
 public:
  /// `schema` is read here and not kept.
  ParameterPanel(const lab::Experiment& schema, Port& port, QWidget* parent = nullptr);
  using QWidget::show;
  void show(const lab::Snapshot& snapshot);
  /// The session refused a command: every editor shows what is in force, whatever was just sent.
  void settle();
  /// By the parameter's name; null where there is none.
  Editor* editor(const std::string& parameter) const;

 Q_SIGNALS:
  void resetEverything();
  /// A preset was chosen: its journal, which starts from the defaults.
  void presetChosen(const QString& journal);

 private:
  QWidget* makeTitle(const lab::Experiment& schema);
  std::vector<Editor*> editors_;
};

}  // namespace gradarium::widgets
