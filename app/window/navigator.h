// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QTreeWidget>

namespace gradarium::app {

class PluginShelf;
class Progress;

/// The whole course as a tree. A dot says how far the learner is in a lesson; what is not
/// built yet is folded away.
class Navigator final : public QTreeWidget {
  Q_OBJECT
 public:
  Navigator(const PluginShelf& shelf, const Progress& progress, QWidget* parent = nullptr);
  /// An empty id: the map.
  void choose(const QString& lesson);
  /// Progress was made.
  void refresh();

 Q_SIGNALS:
  void lessonChosen(const QString& id);
  void mapChosen();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void use(QTreeWidgetItem* item);
  void foldUnbuilt();
  void unfold(QTreeWidgetItem* more);
  const PluginShelf& shelf_;
  const Progress& progress_;
  QTreeWidgetItem* map_ = nullptr;
  QHash<QString, QTreeWidgetItem*> items_;
};

}  // namespace gradarium::app
