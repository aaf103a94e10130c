// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QSettings>

#include "app/progress/progress.h"
#include "core/lab/session_pool.h"

class QSplitter;
class QStackedWidget;

namespace gradarium::app {

class Appearance;
class HeadBar;
class HomePage;
class JobsBar;
class LessonPage;
class Navigator;
class Notice;
class PluginShelf;
struct Hit;

/// The frame around lessons: the head with the way here, the course beside, and the page in front. Pages come and go;
/// what they compute with stays in the pool.
class MainWindow final : public QMainWindow {
  Q_OBJECT
 public:
  /// `folder` keeps what the learner has done and how the window stood; empty: the usual one. `appearance`: what the
  /// menu chooses the theme of; null: it cannot be chosen.
  explicit MainWindow(PluginShelf& shelf, const QString& folder = {}, Appearance* appearance = nullptr);
  ~MainWindow() override;

  /// As it stood the last time; the first time whole, and so all over a screen that has no room to spare.
  void showOnScreen();
  /// A lesson's id, or a link to a state.
  void open(const QString& lesson);
  void openHome();
  /// Where the learner was, or the first lesson that is built.
  QString lastLesson() const;
  LessonPage* page() const { return page_; }
  /// The learner's own data, where the lesson in front takes some.
  void openData(const QString& file);

  /// Where settings are kept unless another folder is named.
  static QString standardFolder();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void layOut();
  void addShortcuts();
  void openLink(const QString& link);
  void follow(const Hit& hit);
  void fillMore(QMenu& menu);
  void showKeys();
  void showAbout();
  void refreshProgress();
  void showUndo();
  void tell(const QString& sentence);
  void fail(const QString& sentence);
  /// The lesson that is in front; null on the map.
  LessonPage* pageInFront() const;
  /// From the column or bar with the focus to the next one that is shown.
  void walk(int direction);

  PluginShelf& shelf_;
  Appearance* appearance_;
  Progress progress_;
  QSettings settings_;
  lab::SessionPool pool_;
  HeadBar* head_ = nullptr;
  Navigator* navigator_ = nullptr;
  QSplitter* columns_ = nullptr;
  QStackedWidget* pages_ = nullptr;
  HomePage* home_ = nullptr;
  JobsBar* jobs_ = nullptr;
  Notice* notice_ = nullptr;
  LessonPage* page_ = nullptr;
  QString lesson_;
  bool courseFolded_ = false;  // for a picture alone
};

}  // namespace gradarium::app
