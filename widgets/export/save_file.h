// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "widgets/export.h"

class QWidget;

namespace gradarium::widgets {

/// Asks where to save `name`.`ending`, in the folder that was chosen the last time; empty: nowhere. The answer
/// has that ending.
GRADARIUM_WIDGETS QString askWhereToSave(QWidget* parent, const QString& name, const QString& ending);

}  // namespace gradarium::widgets
