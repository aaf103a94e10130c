// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include "widgets/export.h"

namespace gradarium::widgets {

/// WCAG 2's relative luminance, 0..1.
GRADARIUM_WIDGETS double luminance(const QColor& colour);
/// WCAG 2's contrast ratio, 1..21.
GRADARIUM_WIDGETS double contrast(const QColor& a, const QColor& b);
/// a at t = 0, b at t = 1, straight in sRGB.
GRADARIUM_WIDGETS QColor mix(const QColor& a, const QColor& b, double t);
/// The colour with another opacity, 0..1.
GRADARIUM_WIDGETS QColor faded(QColor colour, double opacity);

}  // namespace gradarium::widgets
