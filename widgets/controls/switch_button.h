// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>

#include "widgets/export.h"

namespace gradarium::widgets {

/// On or off as a small switch; a check box to keyboards and screen readers.
class GRADARIUM_WIDGETS SwitchButton : public QCheckBox {
 public:
  explicit SwitchButton(QWidget* parent = nullptr);
  QSize sizeHint() const override { return {38, 24}; }
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  bool hitButton(const QPoint& at) const override { return rect().contains(at); }
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace gradarium::widgets
