// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <string>
#include <vector>

#include "core/lab/experiment.h"
#include "widgets/export.h"

class QPushButton;
class QVBoxLayout;

namespace gradarium::widgets {

class Editor;
class LinkButton;
class Port;

/// An editor for each parameter of an experiment, in the order of declaration, and a button for each action that
/// needs no argument. The host puts it into a scroll area.
class GRADARIUM_WIDGETS ParameterPanel : public QWidget {
  Q_OBJECT
 public:
  /// `schema` is read here and not kept.
  ParameterPanel(const lab::Experiment& schema, Port& port, QWidget* parent = nullptr);
  using QWidget::show;
  void show(const lab::Snapshot& snapshot);
  /// The session refused a command: every editor shows what is in force, whatever was just sent.
  void settle();
  /// The parameters of a topic in front, in this order, and the others folded away; none: all in front. Of the
  /// buttons only these; none: all.
  void arrange(const std::vector<const lab::Parameter*>& parameters, const std::vector<const lab::ActionBase*>& buttons);
  /// By the parameter's name; null where there is none.
  Editor* editor(const std::string& parameter) const;

 Q_SIGNALS:
  void resetEverything();
  /// A preset was chosen: its journal, which starts from the defaults.
  void presetChosen(const QString& journal);

 private:
  QWidget* makeTitle(const lab::Experiment& schema);
  void makeButtons(const lab::Experiment& schema, Port& port);
  void unfold(bool on);
  void showFold();

  std::vector<Editor*> editors_;
  std::vector<QPushButton*> buttons_;
  QVBoxLayout *front_ = nullptr, *others_ = nullptr;
  QWidget* fold_ = nullptr;  // holds others_
  LinkButton* more_ = nullptr;
};

}  // namespace gradarium::widgets
