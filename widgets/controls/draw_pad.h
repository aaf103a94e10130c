// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <algorithm>
#include <vector>

#include "widgets/export.h"

namespace gradarium::widgets {

/// A square to draw on with a round pen: strokes as lab::DrawingInput has them, [radius, x0, y0, x1, y1, ...]
/// in the unit square. The mouse draws. Arrow keys walk (a quarter as far with Shift), Space sets the pen down
/// and lifts it, Backspace takes the last stroke back.
class GRADARIUM_WIDGETS DrawPad : public QWidget {
  Q_OBJECT
 public:
  using Stroke = std::vector<double>;

  explicit DrawPad(QWidget* parent = nullptr);
  void setStrokes(std::vector<Stroke> strokes);
  const std::vector<Stroke>& strokes() const { return strokes_; }
  /// Of the strokes to come.
  void setPen(double radius);
  double pen() const { return pen_; }
  bool drawing() const { return drawing_; }
  void takeBack();
  void clear();
  QPointF pixelOf(double x, double y) const;
  QSize sizeHint() const override { return {200, 200}; }
  QSize minimumSizeHint() const override { return {120, 120}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override { return std::min(width, 240); }

 Q_SIGNALS:
  void changed(bool finished);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  QRectF pad() const;
  QPointF placeOf(QPointF pixel) const;  // in the unit square, inside
  void begin(QPointF place);
  void drawTo(QPointF place);
  void lift();
  void keep(std::size_t count);  // the first strokes

  std::vector<Stroke> strokes_;
  double pen_;
  QPointF walker_{0.5, 0.5};  // where the keyboard's pen is
  bool drawing_ = false, walked_ = false;
};

}  // namespace gradarium::widgets
