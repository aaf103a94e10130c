// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include "widgets/export.h"

class QFontMetricsF;

namespace gradarium::widgets {

/// Words in a place that may be too narrow for them: as they are; without a bracketed ending; with words cut
/// short where one can still guess them, the longest first ("grad. descent"); at last with an ellipsis, or not at all.
GRADARIUM_WIDGETS QString fitted(const QString& words, const QFontMetricsF& metrics, double width);

/// In at most two lines, broken at a space; one where that is enough.
GRADARIUM_WIDGETS QStringList fittedInTwo(const QString& words, const QFontMetricsF& metrics, double width);

}  // namespace gradarium::widgets
