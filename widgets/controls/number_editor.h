// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/controls/editor.h"
#include "widgets/controls/notches.h"

namespace gradarium::widgets {

class TrackSlider;
class ValueField;

/// Integers, reals and seeds: a slider, and the exact value to type.
class NumberEditor final : public Editor {
  Q_OBJECT
 public:
  NumberEditor(const lab::Parameter& parameter, Port& port, QWidget* parent);

 protected:
  void display(const lab::ParameterState& state) override;
  bool inHand() const override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void moved(int position);
  void released();
  void typed(const QString& text, bool leaving);
  void showText(const std::string& text);
  QString readableText(const std::string& text) const;

  Notches notches_;
  double min_ = 1, max_ = 0;  // that the notches are for
  std::string text_;          // shown now
  bool moved_ = false;        // since the press
  TrackSlider* slider_;
  ValueField* field_;
};

}  // namespace gradarium::widgets
