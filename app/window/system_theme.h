// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace gradarium::app {

/// Whether the desktop is set to dark: from its palette (Qt before 6.5 has no better answer).
bool systemPrefersDark();

}  // namespace gradarium::app
