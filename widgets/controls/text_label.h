// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "widgets/theme/theme.h"

namespace gradarium::widgets {

/// A label in one of the theme's colours and fonts: it follows a switch of theme by itself.
class GRADARIUM_WIDGETS TextLabel : public QLabel {
 public:
  using Colour = QColor Theme::*;
  explicit TextLabel(const QString& text, Colour colour = &Theme::ink, TextRole role = TextRole::Body,
                     QWidget* parent = nullptr);
  void setColour(Colour colour);
  /// Too long a text ends in an ellipsis, and the label may be squeezed; its tool tip then has the whole.
  void setElided();
  /// Figures of equal width, and a width that grows with the text but never shrinks: numbers change without a
  /// wobble.
  void setFigures();
  QSize minimumSizeHint() const override;
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  Colour colour_;
  bool elided_ = false, figures_ = false;
  mutable int widest_ = 0;
};

}  // namespace gradarium::widgets
