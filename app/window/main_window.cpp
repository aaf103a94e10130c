// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <utility>

#include "app/catalogue/plugin_shelf.h"
#include "app/catalogue/syllabus.h"
#include "app/window/jobs_bar.h"
#include "app/window/lesson_page.h"
#include "app/window/navigator.h"
#include "app/window/surface.h"
#include "core/base/error.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {
namespace {

/// Below it the course folds away, and the bench keeps at least half of the window.
constexpr int wideEnoughForTheCourse = 1200;

}  // namespace

MainWindow::MainWindow(PluginShelf& shelf, const QString& progress) : shelf_(shelf), progress_(progress) {
  setWindowTitle(tr("Gradarium"));
  resize(1440, 900);
  setMinimumSize(1024, 640);
  navigator_ = new Navigator(shelf);
  navigator_->setMinimumWidth(150);
  pages_ = new QStackedWidget;
  auto* columns = new QSplitter(Qt::Horizontal);
  columns->setHandleWidth(1);
  columns->addWidget(navigator_);
  columns->addWidget(pages_);
  columns->setStretchFactor(0, 0);
  columns->setStretchFactor(1, 1);
  columns->setSizes({176, 1264});
  auto* centre = new QWidget;
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeHead());
  layout->addWidget(columns, 1);
  jobs_ = new JobsBar(pool_);
  connect(jobs_, &JobsBar::lessonWanted, this, &MainWindow::open);
  layout->addWidget(jobs_);
  setCentralWidget(centre);
  statusBar()->setSizeGripEnabled(false);
  statusBar()->hide();
  centre->setFocusPolicy(Qt::ClickFocus);
  centre->setFocus();  // no ring before the learner asks for one by Tab
  connect(navigator_, &Navigator::lessonChosen, this, &MainWindow::open);
  connect(statusBar(), &QStatusBar::messageChanged, this, [this](const QString& text) { statusBar()->setVisible(!text.isEmpty()); });

  connect(new QShortcut(QKeySequence::Undo, this), &QShortcut::activated, this, [this] {
    if (page()) page()->link().undo();
  });
  connect(new QShortcut(QKeySequence::Redo, this), &QShortcut::activated, this, [this] {
    if (page()) page()->link().redo();
  });
  for (const auto& problem : shelf.problems()) say(tr("Passed over %1: %2").arg(problem.file, problem.what));
}

MainWindow::~MainWindow() {
  delete page_;  // before the pool that it gives its sessions back to
}

QWidget* MainWindow::makeHead() {
  auto* head = new Surface;
  head->setObjectName("head");
  head->setFixedHeight(44);
  course_ = new QPushButton(tr("Course"));
  course_->setObjectName("course");
  course_->setProperty(widgets::lookProperty, "quiet");
  course_->setCheckable(true);
  course_->setChecked(true);
  course_->setToolTip(tr("Shows or hides the list of lessons"));
  connect(course_, &QPushButton::toggled, navigator_, &QWidget::setVisible);
  auto* brand = new QLabel(tr("◐ Gradarium"));
  brand->setFont(widgets::font(widgets::TextRole::Strong));
  way_ = new QLabel;
  way_->setTextFormat(Qt::RichText);
  auto* layout = new QHBoxLayout(head);
  layout->setContentsMargins(16, 0, 16, 0);
  layout->setSpacing(12);
  layout->addWidget(brand);
  layout->addWidget(course_);
  layout->addWidget(way_);
  layout->addStretch();
  return head;
}

void MainWindow::open(const QString& id) {
  if (id.isEmpty()) return say(tr("No lesson is built yet."));
  try {
    if (id == lesson_) return;
    const widgets::Lesson& lesson = shelf_.lesson(id);
    delete std::exchange(page_, nullptr);
    page_ = new LessonPage(*shelf_.find(id), lesson, progress_, pool_);
    connect(page_, &LessonPage::failed, this, &MainWindow::say);
    pages_->addWidget(page_);
    pages_->setCurrentWidget(page_);
    lesson_ = id;
    jobs_->look();
  } catch (const base::Error& error) {
    return say(QString::fromUtf8(error.what()));
  }
  navigator_->choose(id);
  progress_.setLastLesson(id);
  if (const auto* entry = Syllabus::shipped().find(id)) {
    const QString quiet = widgets::theme().quiet.name();
    way_->setText(QString("<span style='color:%1'>%2 &nbsp;›&nbsp; %3 &nbsp;›&nbsp; </span>%4")
                      .arg(quiet, entry->moduleTitle.toHtmlEscaped(), entry->sectionTitle.toHtmlEscaped(), entry->title.toHtmlEscaped()));
    setWindowTitle(entry->title + " – " + tr("Gradarium"));
  }
}

QString MainWindow::lastLesson() const {
  const QString last = progress_.lastLesson();
  if (shelf_.find(last)) return last;
  return shelf_.plugins().empty() ? QString() : shelf_.plugins().front().id;
}

/// Only crossing the width folds or unfolds: what the learner chose at a width stays.
void MainWindow::resizeEvent(QResizeEvent* event) {
  const bool wide = event->size().width() >= wideEnoughForTheCourse;
  if (!event->oldSize().isValid() || wide != (event->oldSize().width() >= wideEnoughForTheCourse)) course_->setChecked(wide);
  QMainWindow::resizeEvent(event);
}

void MainWindow::say(const QString& sentence) { statusBar()->showMessage(sentence, 12000); }

}  // namespace gradarium::app
