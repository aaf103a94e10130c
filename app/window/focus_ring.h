// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractScrollArea;

namespace gradarium::app {

/// A ring over an area that scrolls, for those who came to it by the keyboard: its content hides what it
/// paints itself.
class FocusRing final : public QWidget {
 public:
  explicit FocusRing(QAbstractScrollArea& area);

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace gradarium::app
