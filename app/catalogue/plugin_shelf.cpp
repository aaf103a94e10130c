// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalogue/plugin_shelf.h"

#include <QCollator>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QPluginLoader>
#include <QStandardPaths>
#include <algorithm>

#include "app/catalogue/lesson_folders.h"
#include "app/catalogue/syllabus.h"
#include "core/base/error.h"
#include "widgets/lesson_factory.h"
#include "widgets/views/formula_view.h"

namespace gradarium::app {
namespace {

QStringList strings(const QJsonValue& list) {
  QStringList result;
  for (const auto item : list.toArray()) result << item.toString();
  return result;
}

}  // namespace

PluginShelf::PluginShelf(const QStringList& folders) {
  for (const QString& folder : folders) {
    const QDir directory(folder);
    for (const QString& name : directory.entryList(QDir::Files, QDir::Name))
      if (QLibrary::isLibrary(name)) look(directory.absoluteFilePath(name));
  }
  QCollator byNumber;
  byNumber.setNumericMode(true);
  std::sort(plugins_.begin(), plugins_.end(), [&](const auto& a, const auto& b) { return byNumber.compare(a.id, b.id) < 0; });
}

QStringList PluginShelf::standardFolders() {
  QStringList folders{shippedPluginFolder()};
  const QString extra = qEnvironmentVariable("GRADARIUM_PLUGIN_PATH");
  if (!extra.isEmpty()) folders << extra.split(QDir::listSeparator(), Qt::SkipEmptyParts);
  folders << QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/gradarium/lessons";
  return folders;
}

void PluginShelf::look(const QString& file) {
  const auto reject = [&](const QString& what) { problems_.push_back({file, what}); };
  QPluginLoader loader(file);
  const QJsonObject outer = loader.metaData();
  const QString interface = outer["IID"].toString();
  if (outer.isEmpty() || !interface.startsWith("org.gradarium.Lesson/")) return reject("it is not a lesson of Gradarium");
  if (interface != GRADARIUM_INTERFACE_ID)
    return reject("it was built for another version of Gradarium; build it again against this one");

  const QJsonObject data = outer["MetaData"].toObject();
  LessonPlugin plugin;
  plugin.file = file;
  plugin.id = data["id"].toString();
  plugin.title = data["title"].toString();
  plugin.topics = strings(data["topics"]);
  plugin.prerequisites = strings(data["prerequisites"]);
  plugin.minutes = data["minutes"].toInt();
  if (plugin.id.isEmpty() || plugin.title.isEmpty() || plugin.topics.isEmpty())
    return reject("its lesson.json lacks the id, the title or the topics");
  if (const LessonPlugin* first = find(plugin.id))
    return reject("lesson " + plugin.id + " is already there, from " + first->file);
  plugin.folder = lessonTextFolder(file, outer["folder"].toArray().at(0).toString());  // moc writes it beside the data
  plugins_.push_back(std::move(plugin));
}

const LessonPlugin* PluginShelf::find(const QString& id) const {
  for (const auto& plugin : plugins_)
    if (plugin.id == id) return &plugin;
  return nullptr;
}

const widgets::Lesson& PluginShelf::lesson(const QString& id) {
  auto& slot = loaded_[id.toStdString()];
  if (slot) return *slot;
  const LessonPlugin* plugin = find(id);
  if (!plugin) {
    if (Syllabus::shipped().find(id)) throw base::BadCall("lesson " + id.toStdString() + " is not built yet; 'gradarium list' says which are");
    throw base::BadCall("there is no lesson '" + id.toStdString() + "'; 'gradarium list' names them all");
  }
  QPluginLoader loader(plugin->file);
  auto* factory = qobject_cast<widgets::LessonFactory*>(loader.instance());
  if (!factory) throw base::Error("lesson " + id.toStdString() + " does not load from " + plugin->file.toStdString() + ": " + loader.errorString().toStdString());
  slot = std::make_unique<widgets::Lesson>(factory->lesson());
  slot->afterwards([folder = plugin->folder](widgets::Bench& bench) {
    for (const auto& placed : bench.views())
      if (auto* formula = dynamic_cast<widgets::FormulaView*>(placed.view.get())) formula->setSheet(widgets::FormulaSheet::of(folder));
  });
  if (slot->topics().empty()) throw base::Error("lesson " + id.toStdString() + " has no topic");
  return *slot;
}

}  // namespace gradarium::app
