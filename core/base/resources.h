// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/export.h"

namespace gradarium::base {

/// The folder with data sets, themes, icons and weights: the environment's GRADARIUM_RESOURCES, else the
/// source tree's (while developing), else ../share/gradarium beside the program. If none exists throws Error.
GRADARIUM_CORE std::filesystem::path resourcesFolder();

/// The folder of the running program; empty where the platform will not tell.
GRADARIUM_CORE std::filesystem::path programFolder();

}  // namespace gradarium::base
