// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace gradarium::app {

/// A widget on the theme's card colour: the columns beside the bench. Painted, so that a switch of theme is a repaint.
class Surface : public QWidget {
 public:
  using QWidget::QWidget;

 protected:
  void paintEvent(QPaintEvent* event) override;
};

/// A rounded frame around something that belongs together.
class Card : public QFrame {
 public:
  using QFrame::QFrame;

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace gradarium::app
