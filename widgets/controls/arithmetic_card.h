// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/lab/declarations.h"
#include "widgets/export.h"

class QGridLayout;

namespace gradarium::widgets {

/// The arithmetic behind one number, line by line, and its result.
class GRADARIUM_WIDGETS ArithmeticCard : public QWidget {
 public:
  explicit ArithmeticCard(QWidget* parent = nullptr);
  using QWidget::show;
  void show(const lab::Arithmetic& arithmetic);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QWidget* content_ = nullptr;
};

}  // namespace gradarium::widgets
