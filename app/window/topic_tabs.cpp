// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/topic_tabs.h"

#include <algorithm>
#include <vector>

namespace gradarium::app {

TopicTabs::TopicTabs(QWidget* parent) : QTabBar(parent) {
  setDrawBase(false);
  setExpanding(false);
  setElideMode(Qt::ElideRight);
  setUsesScrollButtons(false);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

int TopicTabs::naturalWidth() const {
  int sum = 0;
  for (int i = 0; i < count(); ++i) sum += QTabBar::tabSizeHint(i).width();
  return sum;
}

QSize TopicTabs::tabSizeHint(int index) const {
  std::vector<int> widths;
  for (int i = 0; i < count(); ++i) widths.push_back(QTabBar::tabSizeHint(i).width());
  const QSize wanted = QTabBar::tabSizeHint(index);
  std::ranges::sort(widths);
  // All that are narrower than an even share keep their width; what they leave is shared by the others.
  int room = width(), cap = widths.back();
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const int share = room / static_cast<int>(widths.size() - i);
    if (widths[i] > share) {
      cap = share;
      break;
    }
    room -= widths[i];
  }
  return {std::min(wanted.width(), cap), wanted.height()};
}

}  // namespace gradarium::app
