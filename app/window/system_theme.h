// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QObject;

namespace gradarium::app {

/// Whether the desktop asks for dark windows: by its settings portal, else by the palette the program was started
/// with. (Qt tells it itself only from 6.5 on.)
bool systemPrefersDark();

/// Calls `changed` when the desktop's wish changes, as long as `owner` lives.
void watchSystemTheme(QObject* owner, std::function<void()> changed);

}  // namespace gradarium::app
