// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

#include "widgets/export.h"
#include "widgets/theme/theme.h"

class QPainter;

namespace gradarium::widgets {

enum class Glyph { Play, Pause, Step, Back, ToStart, Done, Warning, Cross, List, More, Undo, Redo, Larger, Smaller };

/// Drawn as paths, never as letters of a font that may be missing. `area` is a square.
GRADARIUM_WIDGETS void drawGlyph(QPainter& painter, Glyph glyph, const QRectF& area, const QColor& colour);

/// Crisp at every scale, and in the colour that the theme in force has for it.
GRADARIUM_WIDGETS QIcon glyphIcon(Glyph glyph, QColor Theme::*colour = &Theme::accent);

}  // namespace gradarium::widgets
