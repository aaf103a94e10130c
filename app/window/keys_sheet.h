// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace gradarium::app {

/// All keys on one sheet, by what they are for.
class KeysSheet final : public QDialog {
  Q_OBJECT
 public:
  explicit KeysSheet(QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;
};

}  // namespace gradarium::app
