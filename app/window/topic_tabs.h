// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTabBar>

namespace gradarium::app {

/// Tabs that are always all there: where they have too little room the longest give way first, by shorter
/// words, and a short name stays whole.
class TopicTabs final : public QTabBar {
 public:
  explicit TopicTabs(QWidget* parent = nullptr);
  /// The width in which every name is whole.
  int naturalWidth() const;

 protected:
  QSize tabSizeHint(int index) const override;
  QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
  void tabInserted(int index) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  int wholeWidth(int index) const;
  int widest() const;  // that a tab may be, if all are to have room

  QStringList names_;  // in full, one a tab
};

}  // namespace gradarium::app
