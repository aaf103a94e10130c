// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bench/bench.h"

#include "core/base/error.h"

namespace gradarium::widgets {

View& Bench::view(std::string_view name) const {
  std::string names;
  for (const Placed& placed : views_) {
    if (placed.view->name() == name) return *placed.view;
    names += (names.empty() ? "" : ", ") + placed.view->name();
  }
  throw base::BadCall("there is no view '" + std::string(name) + "'; there are " + names);
}

}  // namespace gradarium::widgets
