// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

namespace gradarium::app {

/// Tabs that are always all there: where they have too little room the longest give way first, and a short
/// name stays whole.
class TopicTabs final : public QTabBar {
 public:
  explicit TopicTabs(QWidget* parent = nullptr);
  /// The width in which every name is whole.
  int naturalWidth() const;

 protected:
  QSize tabSizeHint(int index) const override;
  QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
};

}  // namespace gradarium::app
