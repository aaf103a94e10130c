// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/topic_tabs.h"

#include <QFontMetricsF>
#include <algorithm>
#include <limits>
#include <vector>

#include "widgets/views/words.h"

namespace gradarium::app {

TopicTabs::TopicTabs(QWidget* parent) : QTabBar(parent) {
  setDrawBase(false);
  setExpanding(false);
  setElideMode(Qt::ElideRight);
  setUsesScrollButtons(false);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

int TopicTabs::wholeWidth(int index) const {
  const QFontMetrics metrics = fontMetrics();
  const int frame = QTabBar::tabSizeHint(index).width() - metrics.horizontalAdvance(tabText(index));
  return frame + metrics.horizontalAdvance(names_.value(index));
}

int TopicTabs::naturalWidth() const {
  int sum = 0;
  for (int i = 0; i < count(); ++i) sum += wholeWidth(i);
  return sum;
}

int TopicTabs::widest() const {
  std::vector<int> widths;
  for (int i = 0; i < count(); ++i) widths.push_back(wholeWidth(i));
  std::ranges::sort(widths);
  // All that are narrower than an even share keep their width; what they leave is shared by the others.
  int room = width();
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const int share = room / static_cast<int>(widths.size() - i);
    if (widths[i] > share) return share;
    room -= widths[i];
  }
  return std::numeric_limits<int>::max();
}

QSize TopicTabs::tabSizeHint(int index) const {
  return {std::min(wholeWidth(index), widest()), QTabBar::tabSizeHint(index).height()};
}

void TopicTabs::tabInserted(int index) {
  names_.insert(index, tabText(index));
  setAccessibleTabName(index, tabText(index));
  QTabBar::tabInserted(index);
}

void TopicTabs::resizeEvent(QResizeEvent* event) {
  const int most = widest();
  const QFontMetrics metrics = fontMetrics();
  QFont chosen = font();  // the tab in front is written bolder, and any may be that
  chosen.setWeight(QFont::DemiBold);
  for (int i = 0; i < count(); ++i) {
    const int frame = QTabBar::tabSizeHint(i).width() - metrics.horizontalAdvance(tabText(i));
    const QString words = widgets::fitted(names_[i], QFontMetricsF(chosen), most - frame);
    if (words != tabText(i)) setTabText(i, words);
  }
  QTabBar::resizeEvent(event);
}

}  // namespace gradarium::app
