// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/surface.h"
#include "widgets/controls/glyphs.h"

class QMenu;
class QToolButton;

namespace gradarium::app {

class PluginShelf;
class SearchBox;
struct SyllabusLesson;

/// Along the window's upper edge: the way to here, the search, and what can be done with the lesson in front.
class HeadBar final : public Surface {
  Q_OBJECT
 public:
  explicit HeadBar(const PluginShelf& shelf, QWidget* parent = nullptr);

  /// Null: the map is in front.
  void setWay(const SyllabusLesson* lesson);
  void setCourseShown(bool shown);
  bool courseShown() const;
  /// What the lesson in front has to take back, or to do again.
  void setUndo(bool canUndo, bool canRedo);
  SearchBox& search() { return *search_; }

 Q_SIGNALS:
  void courseToggled(bool shown);
  void homeWanted();
  void undoWanted();
  void redoWanted();
  /// A menu is about to open: to be filled anew.
  void exportMenuOpens(QMenu& menu);
  void moreMenuOpens(QMenu& menu);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QToolButton* makeMenu(const QString& name, void (HeadBar::*opens)(QMenu&));
  class Way;
  QToolButton* makeTool(widgets::Glyph glyph, const QString& name, const QString& what, void (HeadBar::*clicked)());
  QToolButton *course_, *undo_, *redo_, *export_, *more_;
  Way* way_;
  SearchBox* search_;
};

}  // namespace gradarium::app
