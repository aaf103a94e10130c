// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

#include "widgets/export.h"

namespace gradarium::widgets {

/// A slider drawn by the theme: a press anywhere on the groove takes the handle there, the default is marked,
/// a stop
/// ("off") stands apart at one end, and the wheel is ignored unless the slider has the focus.
class GRADARIUM_WIDGETS TrackSlider : public QSlider {
  Q_OBJECT
 public:
  explicit TrackSlider(QWidget* parent = nullptr);
  void setStop(int position);     // 0 or the last; -1: none
  void setDefault(int position);  // -1: none
  void setFilled(bool filled);    // the groove up to the handle in the accent: progress
  QPoint pointOf(int position) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void nudged(int steps);  // arrow and page keys
  void defaultWanted();    // double click, Delete or Backspace

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  double xOf(int position) const;
  int positionAt(double x) const;
  int stop_ = -1, default_ = -1, wheel_ = 0;
  bool filled_ = false;
};

}  // namespace gradarium::widgets
