// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <map>

#include "app/progress/progress.h"

class QLabel;
class QStackedWidget;

namespace gradarium::app {

class LessonPage;
class Navigator;
class PluginShelf;

/// The frame around lessons: the head with the way here and the course beside. It owns pages, nothing else.
class MainWindow final : public QMainWindow {
  Q_OBJECT
 public:
  /// `progress`: the file that keeps what the learner has done; empty: the usual one.
  explicit MainWindow(PluginShelf& shelf, const QString& progress = {});
  ~MainWindow() override;

  void open(const QString& lesson);
  /// Where the learner was, or the first lesson that is built.
  QString lastLesson() const;
  LessonPage* page() const;

 private:
  QWidget* makeHead();
  void say(const QString& sentence);
  PluginShelf& shelf_;
  Progress progress_;
  Navigator* navigator_ = nullptr;
  QStackedWidget* pages_ = nullptr;
  QLabel* way_ = nullptr;
  std::map<QString, LessonPage*> open_;
};

}  // namespace gradarium::app
