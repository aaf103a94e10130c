// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <vector>

#include "widgets/export.h"
#include "widgets/views/axes.h"

namespace gradarium::widgets {

/// For each site (data coordinates) the part of the plot that is nearer to it than to any other, in pixels.
/// Exact: distances are those of the data, whatever the scales of the axes. Sites that are not finite, and
/// all but the first of equal ones, get empty cells.
GRADARIUM_WIDGETS std::vector<QPolygonF> voronoiCells(const std::vector<QPointF>& sites,
                                                      const Mapping& mapping);

}  // namespace gradarium::widgets
