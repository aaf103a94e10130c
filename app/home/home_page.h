// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <vector>

class QGridLayout;

namespace gradarium::app {

class ModuleCard;
class PluginShelf;
class Progress;

/// The map: where the learner is, and the twelve modules with all their lessons.
class HomePage final : public QScrollArea {
  Q_OBJECT
 public:
  HomePage(const PluginShelf& shelf, const Progress& progress, QWidget* parent = nullptr);
  ~HomePage() override;
  /// Progress was made.
  void refresh();
  /// Brings a module's card into view.
  void reveal(const QString& module);

 Q_SIGNALS:
  void lessonChosen(const QString& id);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* makeTop();
  void layCards(int columns);
  const PluginShelf& shelf_;
  const Progress& progress_;
  class Welcome;
  Welcome* welcome_ = nullptr;
  QGridLayout* grid_ = nullptr;
  std::vector<ModuleCard*> cards_;
  int columns_ = 0;
};

}  // namespace gradarium::app
