// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <vector>

#include "widgets/export.h"

namespace gradarium::widgets {

class View;

/// The samples that are pointed at in one of several views of them: all of the views mark them.
class GRADARIUM_WIDGETS Linked {
 public:
  /// Rows of the observables shown, sorted; empty: none.
  const std::vector<std::size_t>& rows() const { return rows_; }
  bool contains(std::size_t row) const;
  void point(std::vector<std::size_t> rows);
  /// Called whenever the rows change, until forgotten.
  int listen(std::function<void()> listener);
  void forget(int listener) { listeners_.erase(listener); }

 private:
  std::vector<std::size_t> rows_;
  std::map<int, std::function<void()>> listeners_;
  int next_ = 0;
};

/// From now on these views, which show the same samples in the same order, mark each other's.
GRADARIUM_WIDGETS void link(std::initializer_list<View*> views);

}  // namespace gradarium::widgets
