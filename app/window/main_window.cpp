// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/main_window.h"

#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QVBoxLayout>
#include <utility>

#include "app/catalogue/glossary.h"
#include "app/catalogue/plugin_shelf.h"
#include "app/catalogue/syllabus.h"
#include "app/home/home_page.h"
#include "app/link/state_link.h"
#include "app/search/search_box.h"
#include "app/search/term_card.h"
#include "app/window/export_menu.h"
#include "app/window/head_bar.h"
#include "app/window/jobs_bar.h"
#include "app/window/lesson_page.h"
#include "app/window/navigator.h"
#include "app/window/notice.h"
#include "core/base/error.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

QString MainWindow::standardFolder() { return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/gradarium"; }

MainWindow::MainWindow(PluginShelf& shelf, const QString& folder, Appearance* appearance)
    : shelf_(shelf),
      appearance_(appearance),
      progress_((folder.isEmpty() ? standardFolder() : folder) + "/progress.ini"),
      settings_((folder.isEmpty() ? standardFolder() : folder) + "/window.ini", QSettings::IniFormat) {
  setWindowTitle(tr("Gradarium"));
  resize(1440, 900);
  setMinimumSize(1024, 640);
  setAcceptDrops(true);
  layOut();
  addShortcuts();
  restoreGeometry(settings_.value("geometry").toByteArray());
  for (const auto& problem : shelf.problems()) fail(tr("Passed over %1: %2").arg(problem.file, problem.what));
}

void MainWindow::showOnScreen() {
  constexpr QSize frame(16, 48);  // what a desktop puts around a window, about
  const QSize free = screen()->availableSize() - frame;
  if (settings_.contains("geometry") || (size().width() <= free.width() && size().height() <= free.height())) return show();
  resize(size().boundedTo(free));
  showMaximized();
}

MainWindow::~MainWindow() {
  delete page_;  // before the pool that it gives its sessions back to
}

void MainWindow::layOut() {
  head_ = new HeadBar(shelf_);
  navigator_ = new Navigator(shelf_, progress_);
  navigator_->setMinimumWidth(150);
  pages_ = new QStackedWidget;
  columns_ = new QSplitter(Qt::Horizontal);
  columns_->setHandleWidth(1);
  columns_->addWidget(navigator_);
  columns_->addWidget(pages_);
  columns_->setStretchFactor(0, 0);
  columns_->setStretchFactor(1, 1);
  columns_->setSizes({192, 1248});
  columns_->restoreState(settings_.value("columns").toByteArray());
  jobs_ = new JobsBar(pool_);
  auto* centre = new QWidget;
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(head_);
  layout->addWidget(columns_, 1);
  layout->addWidget(jobs_);
  setCentralWidget(centre);
  centre->setFocusPolicy(Qt::ClickFocus);
  centre->setFocus();  // no ring before the learner asks for one by Tab
  notice_ = new Notice(centre, pages_);

  connect(jobs_, &JobsBar::lessonWanted, this, &MainWindow::open);
  connect(navigator_, &Navigator::lessonChosen, this, &MainWindow::open);
  connect(navigator_, &Navigator::mapChosen, this, &MainWindow::openHome);
  connect(head_, &HeadBar::courseToggled, navigator_, &QWidget::setVisible);
  connect(head_, &HeadBar::homeWanted, this, &MainWindow::openHome);
  connect(head_, &HeadBar::undoWanted, this, [this] { page_->link().undo(); });
  connect(head_, &HeadBar::redoWanted, this, [this] { page_->link().redo(); });
  connect(head_, &HeadBar::exportMenuOpens, this, [this](QMenu& menu) {
    if (page_) fillExportMenu(menu, *page_);
  });
  connect(head_, &HeadBar::moreMenuOpens, this, &MainWindow::fillMore);
  connect(&head_->search(), &SearchBox::chosen, this, &MainWindow::follow);
  connect(&head_->search(), &SearchBox::linkEntered, this, &MainWindow::openLink);
}

void MainWindow::open(const QString& id) {
  if (isStateLink(id)) return openLink(id);
  if (id.isEmpty()) return openHome();
  try {
    if (id != lesson_ || !page_) {
      const widgets::Lesson& lesson = shelf_.lesson(id);
      if (page_) page_->enlarge(nullptr);  // the course comes back with the other columns
      delete std::exchange(page_, nullptr);
      page_ = new LessonPage(*shelf_.find(id), lesson, progress_, pool_);
      connect(page_, &LessonPage::failed, this, &MainWindow::fail);
      connect(page_, &LessonPage::told, this, &MainWindow::tell);
      connect(page_, &LessonPage::acted, notice_, &Notice::outdate);
      connect(page_, &LessonPage::stateChanged, this, &MainWindow::showUndo);
      connect(page_, &LessonPage::enlarged, this, [this](bool alone) {
        if (alone) courseFolded_ = head_->courseShown();
        if (courseFolded_) head_->setCourseShown(!alone);
      });
      connect(page_, &LessonPage::progressed, this, &MainWindow::refreshProgress);
      pages_->addWidget(page_);
      lesson_ = id;
      jobs_->look();
    }
  } catch (const base::Error& error) {
    return fail(QString::fromUtf8(error.what()));
  }
  pages_->setCurrentWidget(page_);
  progress_.setLastLesson(id);
  refreshProgress();
  navigator_->choose(id);
  showUndo();
  const auto* entry = Syllabus::shipped().find(id);
  head_->setWay(entry);
  setWindowTitle((entry ? entry->title : id) + " – " + tr("Gradarium"));
}

void MainWindow::openHome() {
  if (!home_) {
    home_ = new HomePage(shelf_, progress_);
    connect(home_, &HomePage::lessonChosen, this, &MainWindow::open);
    pages_->addWidget(home_);
  }
  if (LessonPage* page = pageInFront()) {
    page->enlarge(nullptr);
    if (page->keepsRunning()) {  // as when another lesson is opened: what goes on becomes a job
      delete std::exchange(page_, nullptr);
      jobs_->look();
    } else {
      page->link().pause();
    }
  }
  home_->refresh();
  pages_->setCurrentWidget(home_);
  navigator_->choose({});
  showUndo();
  head_->setWay(nullptr);
  setWindowTitle(tr("Gradarium"));
}

void MainWindow::openLink(const QString& text) {
  try {
    const StateLink link = StateLink::parse(text);
    shelf_.lesson(link.lesson);  // a wrong id ends here, in words
    open(link.lesson);
    if (page_) page_->restore(link.experiment, link.script);
  } catch (const base::Error& error) {
    fail(QString::fromUtf8(error.what()));
  }
}

void MainWindow::follow(const Hit& hit) {
  if (hit.kind == Hit::Kind::Term) {
    const GlossaryTerm* term = Glossary::shipped().find(hit.title);
    if (!term) return;
    auto* card = new TermCard(*term, shelf_, this);
    connect(card, &TermCard::lessonChosen, this, &MainWindow::open);
    const QWidget& search = head_->search();
    return card->openAt(search.mapToGlobal(QPoint(search.width(), search.height() + 4)));
  }
  if (!hit.ready) {
    openHome();
    if (const auto* entry = Syllabus::shipped().find(hit.lesson)) home_->reveal(entry->module);
    return fail(tr("%1 is not built yet.").arg(hit.title));
  }
  open(hit.lesson);
  if (page_ && hit.topic >= 0) page_->showTopicOf(hit.title);
}

QString MainWindow::lastLesson() const {
  const QString last = progress_.lastLesson();
  if (shelf_.find(last)) return last;
  return shelf_.plugins().empty() ? QString() : shelf_.plugins().front().id;
}

void MainWindow::refreshProgress() {
  navigator_->refresh();
  if (home_) home_->refresh();
}

void MainWindow::tell(const QString& sentence) { notice_->say(sentence, Notice::Kind::Told); }
void MainWindow::fail(const QString& sentence) { notice_->say(sentence, Notice::Kind::Failed); }

LessonPage* MainWindow::pageInFront() const { return page_ && pages_->currentWidget() == page_ ? page_ : nullptr; }

void MainWindow::showUndo() {
  LessonPage* page = pageInFront();
  head_->setUndo(page && page->link().state().canUndo, page && page->link().state().canRedo);
}

}  // namespace gradarium::app
