// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/navigator.h"

#include <QHeaderView>

#include "app/catalogue/plugin_shelf.h"
#include "app/catalogue/syllabus.h"
#include "widgets/theme/theme.h"

namespace gradarium::app {

Navigator::Navigator(const PluginShelf& shelf, QWidget* parent) : QTreeWidget(parent) {
  setObjectName("navigator");
  setAccessibleName(tr("Course"));
  setHeaderHidden(true);
  setIndentation(12);
  setRootIsDecorated(true);
  setUniformRowHeights(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setTextElideMode(Qt::ElideRight);
  QTreeWidgetItem* module = nullptr;
  QString moduleId;
  for (const auto& lesson : Syllabus::shipped().lessons()) {
    if (lesson.module != moduleId) {
      module = new QTreeWidgetItem(this, {lesson.module + "  " + lesson.moduleTitle});
      module->setFont(0, widgets::font(widgets::TextRole::Strong));
      module->setFlags(Qt::ItemIsEnabled);
      moduleId = lesson.module;
    }
    auto* item = new QTreeWidgetItem(module, {lesson.title});
    const bool built = shelf.find(lesson.id) != nullptr;
    item->setData(0, Qt::UserRole, lesson.id);
    item->setToolTip(0, lesson.title + "\n" + lesson.topics.join(", ") + (built ? "" : tr("\nNot built yet")));
    item->setDisabled(!built);
    if (built) module->setExpanded(true);
    items_[lesson.id] = item;
  }
  connect(this, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem* item) {
    const QString id = item->data(0, Qt::UserRole).toString();
    if (!id.isEmpty()) {
      Q_EMIT lessonChosen(id);
    } else {
      item->setExpanded(!item->isExpanded());
    }
  });
  connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
    const QString id = item->data(0, Qt::UserRole).toString();
    if (!id.isEmpty() && !item->isDisabled()) Q_EMIT lessonChosen(id);
  });
}

void Navigator::choose(const QString& lesson) {
  if (auto* item = items_.value(lesson)) setCurrentItem(item);
}

}  // namespace gradarium::app
