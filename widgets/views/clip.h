// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineF>
#include <QPolygonF>
#include <QRectF>
#include <optional>

#include "widgets/export.h"

/// Geometry cut to a rectangle by hand: QSvgGenerator drops a painter's clip.
namespace gradarium::widgets {

/// The part of a line inside, or nothing.
GRADARIUM_WIDGETS std::optional<QLineF> clipped(const QLineF& line, const QRectF& rect);
/// The part of a convex or simple polygon inside; empty when there is none.
GRADARIUM_WIDGETS QPolygonF clipped(const QPolygonF& polygon, const QRectF& rect);
/// The part of a convex polygon where n.x * x + n.y * y <= limit.
GRADARIUM_WIDGETS QPolygonF clippedToHalfPlane(const QPolygonF& polygon, QPointF normal, double limit);

}  // namespace gradarium::widgets
