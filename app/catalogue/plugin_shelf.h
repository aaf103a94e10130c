// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <memory>
#include <unordered_map>
#include <vector>

#include "widgets/lesson.h"

namespace gradarium::app {

/// What a plugin says of itself, read without loading it.
struct LessonPlugin {
  QString file;    // the library
  QString folder;  // where its tutorial, formulas and examples lie
  QString id, title;
  QStringList topics, prerequisites;
  int minutes = 0;
};

/// A library that was passed over, and why, in a sentence.
struct PluginProblem {
  QString file, what;
};

/// The lessons that were found. Reading the shelf loads nothing; a lesson is loaded when it is opened and stays.
class PluginShelf {
 public:
  /// Earlier folders win where two plugins carry one id.
  explicit PluginShelf(const QStringList& folders);

  /// The folder that ships, then GRADARIUM_PLUGIN_PATH, then the learner's own folder.
  static QStringList standardFolders();

  const std::vector<LessonPlugin>& plugins() const { return plugins_; }
  const std::vector<PluginProblem>& problems() const { return problems_; }
  const LessonPlugin* find(const QString& id) const;

  /// Loads the lesson. Throws base::BadCall for an id that is not there, base::Error for a library that does not load.
  const widgets::Lesson& lesson(const QString& id);

 private:
  void look(const QString& file);
  std::vector<LessonPlugin> plugins_;
  std::vector<PluginProblem> problems_;
  std::unordered_map<std::string, std::unique_ptr<widgets::Lesson>> loaded_;
};

}  // namespace gradarium::app
