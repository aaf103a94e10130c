// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogue/lesson_folders.h"

#include <QDir>
#include <QFileInfo>

#include "core/base/resources.h"

namespace gradarium::app {
namespace {

QString program() { return QString::fromStdString(base::programFolder().string()); }
QString resources() { return QString::fromStdString(base::resourcesFolder().string()); }

}  // namespace

QString shippedPluginFolder() {
  for (const char* relative : {"/lessons", "/../lib/gradarium/lessons"})
    if (QFileInfo(program() + relative).isDir()) return QDir::cleanPath(program() + relative);
  return program() + "/lessons";
}

QString lessonTextFolder(const QString& pluginFile, const QString& relative) {
  // Resources lie beside lessons/ in the source tree, and hold lessons/ when installed.
  for (const QString& base : {resources() + "/../lessons/", resources() + "/lessons/", QFileInfo(pluginFile).path() + "/"})
    if (!relative.isEmpty() && QFileInfo(base + relative + "/lesson.json").exists()) return QDir::cleanPath(base + relative);
  return QFileInfo(pluginFile).path();
}

}  // namespace gradarium::app
