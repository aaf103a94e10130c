// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

#include "widgets/export.h"

namespace gradarium::widgets {

/// The top left corner for a card of that size beside a mark: right and above, on the other side where there is
/// no room, never outside of `room`, and clear of the mark where that is possible.
GRADARIUM_WIDGETS QPoint besideMark(QSize card, const QRect& mark, const QRect& room);

/// The small card beside the pointer that says what stands under it: at once, unlike a tool tip, and never in
/// the way of the mouse. A child of the window, so that the edge of a small view does not cut it.
class GRADARIUM_WIDGETS Readout : public QLabel {
  Q_OBJECT
 public:
  explicit Readout(QWidget* window);
  /// Rich text beside a point or a mark of the window; empty text hides it.
  void show(const QString& text, QPoint at) { show(text, QRect(at, QSize(1, 10))); }
  void show(const QString& text, const QRect& mark);

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace gradarium::widgets
