// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>

#include "widgets/export.h"
#include "widgets/theme/theme.h"
#include "widgets/views/ticks.h"

class QPainter;

namespace gradarium::widgets {

struct Axis {
  QString name, unit;
  Span span;
  bool grid = true;
  bool ticks = true;
};

/// Where data stand on the canvas. Affine; y grows upwards.
struct GRADARIUM_WIDGETS Mapping {
  QRectF plot;
  Span x, y;

  double px(double value) const { return plot.left() + (value - x.low) / x.length() * plot.width(); }
  double py(double value) const { return plot.bottom() - (value - y.low) / y.length() * plot.height(); }
  QPointF toPixel(double atX, double atY) const { return {px(atX), py(atY)}; }
  QPointF toData(QPointF pixel) const {
    return {x.low + (pixel.x() - plot.left()) / plot.width() * x.length(),
            y.low + (plot.bottom() - pixel.y()) / plot.height() * y.length()};
  }
  /// The place under a pixel, with no more digits than the pixels can tell apart.
  QPointF toRoundData(QPointF pixel) const;
  bool operator==(const Mapping&) const = default;
};

/// Widens one of the two spans until a unit is as long on both axes of a plot in this area.
GRADARIUM_WIDGETS void widenToOneScale(Axis& x, Axis& y, const QRectF& area);

/// Two axes around a plot. The rectangle of the plot follows from the sizes of the labels, so nothing is ever
/// clipped.
class GRADARIUM_WIDGETS Axes {
 public:
  Axes(Axis x, Axis y, const QRectF& area);

  const Mapping& mapping() const { return mapping_; }
  const Ticks& xTicks() const { return xTicks_; }
  const Ticks& yTicks() const { return yTicks_; }
  /// False where the area is too small for a picture: draw nothing then.
  bool usable() const { return mapping_.plot.width() >= 16 && mapping_.plot.height() >= 16; }

  void paintGrid(QPainter& painter, const Theme& theme) const;    // below the data
  void paintLabels(QPainter& painter, const Theme& theme) const;  // around them
  /// Both.
  void paint(QPainter& painter, const Theme& theme) const;

 private:
  Axis x_, y_;
  QRectF area_;
  Mapping mapping_;
  Ticks xTicks_, yTicks_;
  QString xName_, yName_;
  double yLabelWidth_ = 0;
};

}  // namespace gradarium::widgets
