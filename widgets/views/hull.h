// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <vector>

#include "widgets/export.h"

namespace gradarium::widgets {

/// The smallest convex polygon around points (Andrew's monotone chain, 1979), without corners on straight
/// edges. Two points give a line, one gives itself.
GRADARIUM_WIDGETS QPolygonF convexHull(std::vector<QPointF> points);

}  // namespace gradarium::widgets
