// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "widgets/controls/editor.h"

namespace gradarium::widgets {

/// The pad of a drawn curve: the mouse draws across it, keys move one point.
class GRADARIUM_WIDGETS CurvePad : public QWidget {
  Q_OBJECT
 public:
  explicit CurvePad(double min, double max, QWidget* parent = nullptr);
  void setCurve(std::vector<double> curve);
  const std::vector<double>& curve() const { return curve_; }
  bool drawing() const { return drawing_; }
  QPointF pointOf(std::size_t index) const;
  QSize sizeHint() const override { return {160, 84}; }
  QSize minimumSizeHint() const override { return {96, 84}; }

 Q_SIGNALS:
  void changed(bool finished);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QRectF pad() const;
  void drawTo(QPointF at);
  double min_, max_;
  std::vector<double> curve_;
  QPointF last_;
  std::size_t chosen_ = 0;  // by the keyboard
  bool drawing_ = false;
};

class CurveEditor final : public Editor {
  Q_OBJECT
 public:
  CurveEditor(const lab::Parameter& parameter, Port& port, QWidget* parent);

 protected:
  void display(const lab::ParameterState& state) override;
  bool inHand() const override { return pad_->drawing(); }

 private:
  CurvePad* pad_;
};

}  // namespace gradarium::widgets
