// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

namespace gradarium::app {

class PluginShelf;

/// The course: modules with the lessons that are built; modules without one stay folded.
class Navigator final : public QTreeWidget {
  Q_OBJECT
 public:
  explicit Navigator(const PluginShelf& shelf, QWidget* parent = nullptr);
  void choose(const QString& lesson);

 Q_SIGNALS:
  void lessonChosen(const QString& id);

 private:
  QHash<QString, QTreeWidgetItem*> items_;
};

}  // namespace gradarium::app
