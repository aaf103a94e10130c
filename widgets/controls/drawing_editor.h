// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/editor.h"

namespace gradarium::widgets {

class DrawPad;
class LinkButton;

/// A drawing: the pad, and below it to take the last stroke back or all of them.
class DrawingEditor final : public Editor {
  Q_OBJECT
 public:
  DrawingEditor(const lab::Parameter& parameter, Port& port, QWidget* parent);

 protected:
  void display(const lab::ParameterState& state) override;
  bool inHand() const override;

 private:
  void showButtons();

  DrawPad* pad_;
  LinkButton *back_, *clear_;
};

}  // namespace gradarium::widgets
