// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPointF>
#include <vector>

#include "widgets/export.h"
#include "widgets/theme/theme.h"

class QImage;
class QPainter;
class QPainterPath;

namespace gradarium::widgets {

/// How one group of points looks: a colour of the series and a shape, so that colour never stands alone.
struct MarkStyle {
  enum class Shape { Disc, Square, Triangle, Diamond, Pentagon, TriangleDown, Ring };
  Shape shape = Shape::Disc;
  QColor fill, outline;
};

/// Of group `code`; a negative code, "none yet" or noise, is a quiet ring.
GRADARIUM_WIDGETS MarkStyle markStyle(const Theme& theme, int code);
/// The shape around the origin. Every shape has the area of the disc of that radius.
GRADARIUM_WIDGETS QPainterPath markPath(MarkStyle::Shape shape, double radius);
/// One mark as vectors.
GRADARIUM_WIDGETS void paintMark(QPainter& painter, const MarkStyle& style, QPointF at, double radius,
                                 double opacity = 1, double outlineWidth = 1);
/// A radius that leaves a cloud of n points readable.
GRADARIUM_WIDGETS double markRadius(std::size_t n);

struct PlacedMark {
  QPointF at;  // logical pixels
  int code;
};
/// Many marks onto an image of plain pixels, quickly: each kind is rasterised once for every quarter of a
/// pixel, then copied.
GRADARIUM_WIDGETS void stampMarks(QImage& image, double pixelRatio, const std::vector<PlacedMark>& marks,
                                  const Theme& theme, double radius, double opacity);

}  // namespace gradarium::widgets
