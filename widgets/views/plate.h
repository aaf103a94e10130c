// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPointF>
#include <QString>

#include "widgets/views/view.h"

namespace gradarium::widgets {

/// Small words on a quiet plate, so that they can be read where lines run below them. They begin at `at`, on
/// its baseline, in the ink of text unless another is given.
void paintPlate(const Canvas& canvas, QPointF at, const QString& words, const QColor& ink = {});

}  // namespace gradarium::widgets
