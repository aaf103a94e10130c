// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <functional>

#include "widgets/controls/editor.h"

class QComboBox;

/// Editors in which the learner picks: one of several names, on or off, a data set.
namespace gradarium::widgets {

class SwitchButton;

class ChoiceEditor final : public Editor {
  Q_OBJECT
 public:
  ChoiceEditor(const lab::Parameter& parameter, Port& port, QWidget* parent);

 protected:
  void display(const lab::ParameterState& state) override;
  bool inHand() const override;

 private:
  QComboBox* box_;
};

class SwitchEditor final : public Editor {
  Q_OBJECT
 public:
  SwitchEditor(const lab::Parameter& parameter, Port& port, QWidget* parent);

 protected:
  void display(const lab::ParameterState& state) override;

 private:
  SwitchButton* button_;
};

/// The built-in data sets or texts, and the learner's own file.
class GRADARIUM_WIDGETS DatasetEditor final : public Editor {
  Q_OBJECT
 public:
  DatasetEditor(const lab::Parameter& parameter, Port& port, QWidget* parent);
  /// Asks for a file; an empty answer: never mind. The default is the system's dialog.
  void setFileChooser(std::function<QString(QWidget*)> choose) { choose_ = std::move(choose); }

 protected:
  void display(const lab::ParameterState& state) override;
  bool inHand() const override;

 private:
  void picked(int index);
  QComboBox* box_;
  std::function<QString(QWidget*)> choose_;
};

}  // namespace gradarium::widgets
