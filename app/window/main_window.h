// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "app/progress/progress.h"
#include "core/lab/session_pool.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace gradarium::app {

class JobsBar;
class LessonPage;
class Navigator;
class PluginShelf;

/// The frame around lessons: the head with the way here, the course beside, and the page in front. Pages come and go;
/// what they compute with stays in the pool.
class MainWindow final : public QMainWindow {
  Q_OBJECT
 public:
  /// `progress`: the file that keeps what the learner has done; empty: the usual one.
  explicit MainWindow(PluginShelf& shelf, const QString& progress = {});
  ~MainWindow() override;

  void open(const QString& lesson);
  /// Where the learner was, or the first lesson that is built.
  QString lastLesson() const;
  LessonPage* page() const { return page_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeHead();
  void say(const QString& sentence);
  PluginShelf& shelf_;
  Progress progress_;
  Navigator* navigator_ = nullptr;
  QPushButton* course_ = nullptr;  // folds the navigator
  QStackedWidget* pages_ = nullptr;
  QLabel* way_ = nullptr;
  lab::SessionPool pool_;
  JobsBar* jobs_ = nullptr;
  LessonPage* page_ = nullptr;
  QString lesson_;
};

}  // namespace gradarium::app
