// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/navigator.h"

#include <QResizeEvent>

#include "app/catalogue/plugin_shelf.h"
#include "app/catalogue/syllabus.h"
#include "app/progress/progress.h"
#include "app/progress/standing.h"
#include "app/window/navigator_delegate.h"

namespace gradarium::app {

Navigator::Navigator(const PluginShelf& shelf, const Progress& progress, QWidget* parent)
    : QTreeWidget(parent), shelf_(shelf), progress_(progress) {
  setObjectName("navigator");
  setAccessibleName(tr("Course"));
  setHeaderHidden(true);
  setIndentation(0);
  setRootIsDecorated(false);
  setItemDelegate(new NavigatorDelegate(this));
  setMouseTracking(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollMode(ScrollPerPixel);
  map_ = new QTreeWidgetItem(this, {tr("Your path")});
  map_->setData(0, rowRole, static_cast<int>(NavigatorRow::Map));
  map_->setData(0, noteRole, tr("%1 of %2").arg(shelf.plugins().size()).arg(Syllabus::shipped().lessons().size()));
  map_->setToolTip(0, tr("The map of all modules: %1 of %2 lessons are ready").arg(shelf.plugins().size()).arg(Syllabus::shipped().lessons().size()));
  QTreeWidgetItem* module = nullptr;
  QString moduleId;
  for (const auto& lesson : Syllabus::shipped().lessons()) {
    if (lesson.module != moduleId) {
      module = new QTreeWidgetItem(this, {lesson.module + "  " + lesson.moduleTitle});
      module->setData(0, rowRole, static_cast<int>(NavigatorRow::Module));
      module->setFlags(Qt::ItemIsEnabled);
      module->setToolTip(0, lesson.moduleTitle);
      moduleId = lesson.module;
    }
    auto* item = new QTreeWidgetItem(module, {lesson.title});
    const bool built = shelf.find(lesson.id) != nullptr;
    item->setData(0, Qt::UserRole, lesson.id);
    item->setData(0, rowRole, static_cast<int>(NavigatorRow::Lesson));
    item->setToolTip(0, lesson.id + "  " + lesson.title + "\n" + lesson.topics.join("\n") + (built ? "" : tr("\nNot built yet")));
    item->setDisabled(!built);
    if (built) module->setExpanded(true);
    items_[lesson.id] = item;
  }
  foldUnbuilt();
  refresh();
  connect(this, &QTreeWidget::itemClicked, this, &Navigator::use);
  connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
    if (item->data(0, rowRole).toInt() != static_cast<int>(NavigatorRow::Module)) use(item);
  });
}

/// Where something is built, what is not stands behind one row that says how much there is.
void Navigator::foldUnbuilt() {
  for (int m = 1; m < topLevelItemCount(); ++m) {
    QTreeWidgetItem* module = topLevelItem(m);
    QList<QTreeWidgetItem*> unbuilt;
    for (int i = 0; i < module->childCount(); ++i)
      if (module->child(i)->isDisabled()) unbuilt << module->child(i);
    if (unbuilt.isEmpty() || unbuilt.size() == module->childCount()) continue;
    for (auto* item : unbuilt) item->setHidden(true);
    auto* more = new QTreeWidgetItem(module, {tr("%n more, not built yet", nullptr, static_cast<int>(unbuilt.size()))});
    more->setData(0, rowRole, static_cast<int>(NavigatorRow::More));
    more->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
  }
}

void Navigator::unfold(QTreeWidgetItem* more) {
  for (int i = 0; i < more->parent()->childCount(); ++i) more->parent()->child(i)->setHidden(false);
  more->setHidden(true);
}

/// Titles break into lines by the width that there is.
void Navigator::resizeEvent(QResizeEvent* event) {
  QTreeWidget::resizeEvent(event);
  if (event->size().width() != event->oldSize().width()) scheduleDelayedItemsLayout();
}

void Navigator::use(QTreeWidgetItem* item) {
  const QString id = item->data(0, Qt::UserRole).toString();
  if (item == map_) {
    Q_EMIT mapChosen();
  } else if (item->data(0, rowRole).toInt() == static_cast<int>(NavigatorRow::More)) {
    unfold(item);
  } else if (id.isEmpty()) {
    item->setExpanded(!item->isExpanded());
  } else if (!item->isDisabled()) {
    Q_EMIT lessonChosen(id);
  }
}

void Navigator::choose(const QString& lesson) { setCurrentItem(lesson.isEmpty() ? map_ : items_.value(lesson, map_)); }

void Navigator::refresh() {
  bool any = false, all = true;
  for (const LessonPlugin& plugin : shelf_.plugins()) {
    const Standing::Kind kind = standingIn(plugin, progress_).kind;
    any |= kind != Standing::Kind::Untouched;
    all &= kind == Standing::Kind::Done;
    if (auto* item = items_.value(plugin.id)) item->setData(0, standingRole, static_cast<int>(kind));
  }
  const auto course = all && any ? Standing::Kind::Done : any ? Standing::Kind::Begun : Standing::Kind::Untouched;
  map_->setData(0, standingRole, static_cast<int>(course));
}

}  // namespace gradarium::app
