// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace gradarium::app {

/// Opens the window, at the lesson that the words name or where the learner was last, and runs until it is closed.
int openLaboratory(const std::vector<std::string>& words);

}  // namespace gradarium::app
