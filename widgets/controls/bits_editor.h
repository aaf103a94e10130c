// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "widgets/controls/editor.h"

class QAbstractButton;

namespace gradarium::widgets {

/// A row of bits to flip. One tab stop: the arrow keys walk along it.
class BitsEditor final : public Editor {
  Q_OBJECT
 public:
  BitsEditor(const lab::Parameter& parameter, Port& port, QWidget* parent);

 protected:
  void display(const lab::ParameterState& state) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  std::vector<QAbstractButton*> bits_;
  int columns_ = 8;
};

}  // namespace gradarium::widgets
