// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <Qt>

#include "widgets/theme/theme.h"

/// What the painting parts of LineView agree on.
namespace gradarium::widgets {

inline constexpr std::size_t mostNamedLines = 3;  // more are named in a legend
inline constexpr double endLabelGap =
    14;  // from the end of a line to the right edge of its label, without the text

/// The series' colour, darkened (in the dark theme: lightened) until a line stands out from the ground by
/// 3:1.
QColor lineColour(const Theme& theme, std::size_t index);
/// Of an earlier run beside the present one.
QColor pinnedColour(const Theme& theme);
/// Colour alone never tells lines apart: those beyond the named ones are dashed as well.
Qt::PenStyle lineStyle(std::size_t index);

}  // namespace gradarium::widgets
