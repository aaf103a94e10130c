// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>
#include <vector>

#include "widgets/export.h"
#include "widgets/views/view.h"

namespace gradarium::widgets {

struct LegendEntry {
  QString text;
  int code;  // of markStyle()
};

/// Marks and their names in a row or two along the top of the area; what does not fit is counted ("+4 more").
/// `note` stands at the right end. Returns what is left of the area: a plot that keeps to it is never
/// covered.
GRADARIUM_WIDGETS QRectF paintLegend(const Canvas& canvas, const std::vector<LegendEntry>& entries,
                                     const QString& note = {});

}  // namespace gradarium::widgets
