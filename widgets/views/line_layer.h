// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QRectF>
#include <vector>

#include "widgets/export.h"

class QPainter;

namespace gradarium::widgets {

/// Many thin translucent lines as pixels, for a screen: quickly, where QPainter takes a tenth of a millisecond
/// for a long one. Files get vectors instead.
class GRADARIUM_WIDGETS LineLayer {
 public:
  LineLayer() = default;
  /// `area` in logical pixels; nothing is drawn outside of it.
  LineLayer(const QRectF& area, double pixelRatio);
  bool empty() const { return image_.isNull(); }
  /// Antialiased, `width` logical pixels wide, ends cut straight. The pieces of a way meet without a seam.
  void draw(const std::vector<QPointF>& way, double width, const QColor& colour);
  void paint(QPainter& painter, double opacity = 1) const;

 private:
  void piece(QPointF a, QPointF b, double width, QRgb colour);

  QImage image_;  // premultiplied
  QPointF corner_;
  double ratio_ = 1;
};

}  // namespace gradarium::widgets
