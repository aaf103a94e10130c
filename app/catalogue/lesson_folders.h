// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace gradarium::app {

/// Where the lessons that ship lie: beside the program in a build tree, under lib/ when installed.
QString shippedPluginFolder();

/// Where a plugin's tutorial and examples lie: in the source tree, under share/ when installed, or beside the plugin
/// file. `relative` is the folder that its metadata names.
QString lessonTextFolder(const QString& pluginFile, const QString& relative);

}  // namespace gradarium::app
