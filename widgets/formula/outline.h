// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QStringView>

#include "widgets/export.h"

namespace gradarium::widgets {

/// The outline that SVG path data describes: the absolute commands M, L, H, V, Q, T, C, S and Z, which is what MathJax's
/// fonts use. Throws base::Error on any other and on numbers that are not there.
GRADARIUM_WIDGETS QPainterPath outlineOf(QStringView data);

}  // namespace gradarium::widgets
