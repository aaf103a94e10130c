// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

#include "widgets/export.h"

namespace gradarium::widgets {

/// A number that looks like a label until it is clicked: then its exact text can be typed over. Enter or
/// leaving takes it, Escape gives it up.
class GRADARIUM_WIDGETS ValueField : public QLineEdit {
  Q_OBJECT
 public:
  explicit ValueField(QWidget* parent = nullptr);
  /// What is read, and what is typed over.
  void setValue(const QString& shown, const QString& exact);
  bool editing() const { return editing_; }
  void beginEditing(const QString& start = {});
  void endEditing();
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 Q_SIGNALS:
  void entered(const QString& text, bool leaving);  // leaving: the focus goes elsewhere
  void left();                                      // given up

 protected:
  void paintEvent(QPaintEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  QString shown_, exact_;
  bool editing_ = false;
};

}  // namespace gradarium::widgets
