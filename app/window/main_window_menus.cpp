// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does beside leading from lesson to lesson: keys, files dropped on it, and the menu at its corner.
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>

#include "app/search/search_box.h"
#include "app/window/appearance.h"
#include "app/window/head_bar.h"
#include "app/window/lesson_page.h"
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
    if (page_) page_->link().undo();
  });
  key(QKeySequence::Redo, [this] {
    if (page_) page_->link().redo();
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
  menu.addAction(tr("Keys"), this, &MainWindow::showKeys);
  menu.addAction(tr("About Gradarium"), this, &MainWindow::showAbout);
}

void MainWindow::showKeys() {
  const std::pair<QString, QString> keys[] = {
      {tr("Ctrl+K"), tr("search lessons, topics and terms; takes a link to a state, too")},
      {tr("Alt+Home"), tr("your path: the map of all modules")},
      {tr("Ctrl+B"), tr("show or hide the course")},
      {tr("Alt+1 … Alt+4, Alt+5"), tr("the lesson's topics, and its code")},
      {tr("Ctrl+Z, Ctrl+Shift+Z"), tr("undo and redo what was changed")},
      {tr("Tab, arrows"), tr("from control to control; within pictures, from mark to mark")},
      {tr("Space, Enter"), tr("press what has the focus")},
      {tr("F1"), tr("these keys")}};
  QString rows;
  for (const auto& [key, what] : keys) rows += QString("<tr><td style='padding:3px 16px 3px 0'><b>%1</b></td><td style='padding:3px 0'>%2</td></tr>").arg(key, what);
  QMessageBox box(QMessageBox::NoIcon, tr("Keys"), "<table>" + rows + "</table>", QMessageBox::Close, this);
  box.exec();
}

void MainWindow::showAbout() {
  QMessageBox box(QMessageBox::NoIcon, tr("About Gradarium"),
                  tr("<p><b>Gradarium %1</b></p><p>A laboratory for machine learning: 105 lessons in which real algorithms run while you watch. "
                     "What is drawn is what was computed.</p><p>Free software under the GNU General Public License, version 3 or later. "
                     "Every data set carries its own licence and source; see resources/data/LICENSES.md.</p>")
                      .arg(QStringLiteral(GRADARIUM_VERSION)),
                  QMessageBox::Close, this);
  box.exec();
}

void MainWindow::openData(const QString& file) {
  if (!page_) return;
  for (const auto* parameter : page_->schema().parameters()) {
    if (!dynamic_cast<const lab::Dataset*>(parameter)) continue;
    return page_->link().send(lab::Command::set(parameter->name(), widgets::ownData(file).toStdString()));
  }
  say(tr("The topic in front takes no data of your own."));
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
