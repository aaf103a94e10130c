// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "widgets/export.h"

namespace gradarium::widgets {

/// The small card beside the pointer that says what stands under it: at once, unlike a tool tip, and never in
/// the way of the mouse. A child of the window, so that the edge of a small view does not cut it.
class GRADARIUM_WIDGETS Readout : public QLabel {
  Q_OBJECT
 public:
  explicit Readout(QWidget* window);
  /// Rich text near a point of the window; empty text hides it.
  void show(const QString& text, QPoint at);

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace gradarium::widgets
