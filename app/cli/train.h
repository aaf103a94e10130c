// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "app/cli/call.h"

namespace gradarium::app {

/// What 'gradarium train' takes.
std::vector<OptionSpec> trainOptions();

}  // namespace gradarium::app
