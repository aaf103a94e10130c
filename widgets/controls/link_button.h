// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

#include "widgets/export.h"

namespace gradarium::widgets {

/// A quiet command that lines up with the text around it: words alone, underlined under the mouse.
class GRADARIUM_WIDGETS LinkButton : public QPushButton {
 public:
  explicit LinkButton(const QString& text, QWidget* parent = nullptr);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace gradarium::widgets
