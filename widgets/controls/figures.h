// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>

#include "widgets/export.h"

class QFont;
class QPainter;

namespace gradarium::widgets {

/// Numbers that change in place must not wobble, and Qt 6.4 cannot ask a font for its tabular figures: these
/// set every figure in a cell as wide as the widest one.
GRADARIUM_WIDGETS double figuresWidth(const QFont& font, const QString& text);
/// One line in the painter's font and pen, vertically in the middle.
GRADARIUM_WIDGETS void drawFigures(QPainter& painter, const QRectF& area, Qt::Alignment alignment,
                                   const QString& text);

/// readable() in seven characters or so, for the end of a line or beside a marker, where a number must not be
/// cut: "1.247e7".
GRADARIUM_WIDGETS QString briefly(double number);

}  // namespace gradarium::widgets
