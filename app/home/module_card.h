// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <vector>

#include "app/progress/standing.h"

class QPushButton;

namespace gradarium::app {

class PluginShelf;
class Progress;
struct SyllabusLesson;

/// A module on the map: its name, what it is about, and its lessons; those that are built can be opened.
class ModuleCard final : public QFrame {
  Q_OBJECT
 public:
  ModuleCard(const std::vector<const SyllabusLesson*>& lessons, const PluginShelf& shelf, QWidget* parent = nullptr);
  const QString& module() const { return module_; }
  void refresh(const PluginShelf& shelf, const Progress& progress);

 Q_SIGNALS:
  void lessonChosen(const QString& id);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  class LessonRow;
  QString module_;
  std::vector<LessonRow*> rows_;
};

}  // namespace gradarium::app
