// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/editor.h"

namespace gradarium::widgets {

class LinkButton;

/// What is drawn in a view (points, a graph) or too large to edit here: how much of it there is, and
/// a way to clear it.
class SummaryEditor final : public Editor {
  Q_OBJECT
 public:
  SummaryEditor(const lab::Parameter& parameter, Port& port, QWidget* parent);

 protected:
  void display(const lab::ParameterState& state) override;

 private:
  TextLabel* words_;
  LinkButton* clear_;
};

}  // namespace gradarium::widgets
