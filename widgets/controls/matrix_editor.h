// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "widgets/controls/editor.h"

class QDoubleSpinBox;

namespace gradarium::widgets {

/// A small matrix, cell by cell.
class MatrixEditor final : public Editor {
  Q_OBJECT
 public:
  MatrixEditor(const lab::Parameter& parameter, Port& port, QWidget* parent);
  static constexpr std::size_t mostCells = 64;

 protected:
  void display(const lab::ParameterState& state) override;
  bool inHand() const override;

 private:
  void edited(std::size_t cell);
  std::size_t columns_ = 0;
  std::vector<QDoubleSpinBox*> cells_;
};

}  // namespace gradarium::widgets
