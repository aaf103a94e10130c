// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/linked.h"

#include <algorithm>
#include <memory>

#include "widgets/views/view.h"

namespace gradarium::widgets {

bool Linked::contains(std::size_t row) const { return std::ranges::binary_search(rows_, row); }

void Linked::point(std::vector<std::size_t> rows) {
  std::ranges::sort(rows);
  if (rows == rows_) return;
  rows_ = std::move(rows);
  for (const auto& [key, listener] : listeners_) listener();
}

int Linked::listen(std::function<void()> listener) {
  listeners_.emplace(next_, std::move(listener));
  return next_++;
}

void link(std::initializer_list<View*> views) {
  const auto linked = std::make_shared<Linked>();
  for (View* view : views) view->setLinked(linked);
}

}  // namespace gradarium::widgets
