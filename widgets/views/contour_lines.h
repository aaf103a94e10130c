// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <vector>

#include "core/lab/values.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// Where a field has one value, as polylines in the field's own coordinates; a closed one ends where it
/// began. Marching squares (Lorensen & Cline 1987 in the plane) between the centres of the cells; a saddle is
/// cut by its middle value; squares beside a value that is not finite are left out.
GRADARIUM_WIDGETS std::vector<QPolygonF> contourLines(const lab::value::Field& field, double level);

}  // namespace gradarium::widgets
