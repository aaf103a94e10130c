// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>
#include <vector>

#include "core/lab/series_value.h"
#include "widgets/export.h"
#include "widgets/views/ticks.h"

namespace gradarium::widgets {

/// What one pass over a series tells of it; only finite points count (on a logarithmic axis: above zero).
struct SeriesExtent {
  std::size_t finite = 0;
  double x0 = 0, x1 = 0, y0 = 0, y1 = 0;
  bool rising = true;  // x never goes back
  bool whole = true;   // x are whole numbers
};
GRADARIUM_WIDGETS SeriesExtent extentOf(const lab::value::Series& series, bool log);

/// The series as lines for a plot of so many pixel columns: where points are dense, the lowest and highest of
/// each column, in their order, and both ends; every extreme survives. A new line starts after a gap (NaN,
/// infinity) that can be seen. On a logarithmic axis y holds powers of ten.
GRADARIUM_WIDGETS std::vector<QList<QPointF>> linesOf(const lab::value::Series& series,
                                                      const SeriesExtent& extent, const Span& x, int columns,
                                                      bool log);

/// The index of the finite point nearest to x; size() where there is none.
GRADARIUM_WIDGETS std::size_t nearestIndex(const lab::value::Series& series, bool rising, double x);

}  // namespace gradarium::widgets
