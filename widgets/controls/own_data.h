// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "widgets/export.h"

namespace gradarium::widgets {

/// The file that a data set is read from when the learner names this one: a picture (PNG, JPEG and what else Qt reads) is
/// made small, at most 160 pixels wide or high, and kept as PPM in the program's cache; any other file is itself.
GRADARIUM_WIDGETS QString ownData(const QString& file);

}  // namespace gradarium::widgets
