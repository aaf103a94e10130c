// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does beside leading from lesson to lesson: keys, files dropped on it, and the menu at its corner.
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <algorithm>

#include "app/search/search_box.h"
#include "app/window/appearance.h"
#include "app/window/head_bar.h"
#include "app/window/keys_sheet.h"
#include "app/window/lesson_page.h"
#include "app/window/navigator.h"
#include "app/window/main_window.h"
#include "core/lab/dataset.h"
#include "core/version.h"
#include "widgets/controls/own_data.h"

namespace gradarium::app {
namespace {

/// Below it the course folds away, and the bench keeps at least half of the window.
constexpr int wideEnoughForTheCourse = 1400;

}  // namespace

void MainWindow::addShortcuts() {
  const auto key = [this](const QKeySequence& keys, auto act) { connect(new QShortcut(keys, this), &QShortcut::activated, this, act); };
  key(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { head_->search().begin(); });
  key(QKeySequence::Undo, [this] {
    if (auto* page = pageInFront()) page->link().undo();
  });
  key(QKeySequence::Redo, [this] {
    if (auto* page = pageInFront()) page->link().redo();
  });
  key(QKeySequence(Qt::Key_F6), [this] { walk(1); });
  key(QKeySequence(Qt::SHIFT | Qt::Key_F6), [this] { walk(-1); });
  key(QKeySequence(Qt::Key_F11), [this] {
    if (auto* page = pageInFront()) page->enlarge(page->large() ? nullptr : page->frameInFront());
  });
  key(QKeySequence::HelpContents, [this] { showKeys(); });
  for (int i = 0; i < 5; ++i)
    key(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + i)), [this, i] {
      if (page_) page_->showTab(i);
    });
}

void MainWindow::fillMore(QMenu& menu) {
  if (appearance_) {
    menu.addSection(tr("Theme"));
    appearance_->fillMenu(menu);
    menu.addSeparator();
  }
  if (auto* page = pageInFront()) {
    QAction* keep = menu.addAction(tr("Keep running in the background"));
    keep->setCheckable(true);
    keep->setChecked(page->keepsRunning());
    connect(keep, &QAction::toggled, page, &LessonPage::keepRunning);
    menu.addSeparator();
  }
  menu.addAction(tr("Keys"), this, &MainWindow::showKeys);
  menu.addAction(tr("About Gradarium"), this, &MainWindow::showAbout);
}

void MainWindow::showKeys() { KeysSheet(this).exec(); }

void MainWindow::showAbout() {
  QMessageBox box(QMessageBox::NoIcon, tr("About Gradarium"),
                  tr("<p><b>Gradarium %1</b></p><p>A laboratory for machine learning: 105 lessons in which real algorithms run while you watch. "
                     "What is drawn is what was computed.</p><p>Free software under the GNU General Public License, version 3 or later. "
                     "Every data set carries its own licence and source; see resources/data/LICENSES.md.</p>")
                      .arg(QStringLiteral(GRADARIUM_VERSION)),
                  QMessageBox::Close, this);
  box.exec();
}

/// What no control took: the keys of the transport bar, and the way back from a picture alone.
void MainWindow::keyPressEvent(QKeyEvent* event) {
  auto* page = pageInFront();
  if (page && event->key() == Qt::Key_Escape && page->large()) return page->enlarge(nullptr);
  if (page && event->modifiers() == Qt::NoModifier && page->press(event->key())) return;
  QMainWindow::keyPressEvent(event);
}

void MainWindow::walk(int direction) {
  std::vector<QWidget*> stops{head_, navigator_};
  if (auto* page = pageInFront())
    for (QWidget* part : page->parts()) stops.push_back(part);
  else
    stops.push_back(pages_->currentWidget());
  const QWidget* held = focusWidget();
  const auto holds = [&](const QWidget* stop) { return stop == held || stop->isAncestorOf(held); };
  const auto count = std::ssize(stops);
  auto at = std::ranges::find_if(stops, holds) - stops.begin();
  if (at == count) at = direction > 0 ? 1 : count;  // from nowhere into the page
  for (auto i = 1; i <= count; ++i) {
    QWidget* stop = stops[static_cast<std::size_t>(((at + i * direction) % count + count) % count)];
    if (!stop->isVisible()) continue;
    if (stop->focusProxy()) return stop->focusProxy()->setFocus(Qt::TabFocusReason);
    QWidget* first = stop;
    do {
      if ((first == stop || stop->isAncestorOf(first)) && first->isVisible() && first->isEnabled() && (first->focusPolicy() & Qt::TabFocus) &&
          !first->focusProxy())
        return first->setFocus(Qt::TabFocusReason);
      first = first->nextInFocusChain();
    } while (first != stop);
  }
}

void MainWindow::openData(const QString& file) {
  if (!page_) return;
  for (const auto* parameter : page_->schema().parameters()) {
    if (!dynamic_cast<const lab::Dataset*>(parameter)) continue;
    return page_->link().send(lab::Command::set(parameter->name(), widgets::ownData(file).toStdString()));
  }
  fail(tr("The topic in front takes no data of your own."));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  const auto urls = event->mimeData()->urls();
  if (page_ && pages_->currentWidget() == page_ && urls.size() == 1 && urls.front().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  openData(event->mimeData()->urls().constFirst().toLocalFile());
}

/// Only crossing the width folds or unfolds: what the learner chose at a width stays.
void MainWindow::resizeEvent(QResizeEvent* event) {
  const bool wide = event->size().width() >= wideEnoughForTheCourse;
  if (!event->oldSize().isValid() || wide != (event->oldSize().width() >= wideEnoughForTheCourse)) head_->setCourseShown(wide);
  QMainWindow::resizeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  settings_.setValue("geometry", saveGeometry());
  settings_.setValue("columns", columns_->saveState());
  QMainWindow::closeEvent(event);
}

}  // namespace gradarium::app
