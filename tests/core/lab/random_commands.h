// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/lab/engine.h"

namespace gradarium::lab {

/// Commands that a learner might give to any experiment: its probes, actions with arguments that often fit,
/// steps.
class RandomCommands {
 public:
  RandomCommands(const Experiment& schema, std::uint64_t seed) : schema_(schema), random_(seed) {}

  Command next() {
    const auto pick = random_.uniformInt(10);
    if (pick < 3) return Command::run(1 + random_.uniformInt(6));
    if (pick < 5 && !schema_.actions().empty()) return action(*one(schema_.actions()));
    if (pick == 9 && random_.uniformInt(4) == 0) return Command::reset();
    return setting(*one(schema_.parameters()));
  }
  Edit edit() { return random_.uniformInt(4) == 0 ? Edit::Update : Edit::Whole; }
  std::uint64_t below(std::uint64_t n) { return random_.uniformInt(n); }

 private:
  template <class T>
  const T& one(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(random_.uniformInt(all.size()))];
  }
  Command setting(const Parameter& parameter) {
    const auto patches = parameter.patchProbes();
    if (!patches.empty() && random_.uniformInt(2) == 0) return Command::patch(parameter.name(), one(patches));
    return Command::set(parameter.name(), one(parameter.probes()));
  }
  std::string number(double high) { return base::shortest(std::round(random_.uniform() * high * 16) / 16); }
  std::string index(std::uint64_t n) { return std::to_string(random_.uniformInt(n)); }
  Command action(const ActionBase& action) {
    const auto kind = action.argumentKind();
    std::string argument;
    if (kind == "pick") argument = "[" + index(4) + "]";
    if (kind == "move") argument = "[" + index(3) + "," + number(4) + "]";
    if (kind == "edit") argument = "[" + index(3) + "," + index(3) + "," + number(8) + "]";
    if (kind == "split") argument = "[" + index(4) + "," + index(2) + "," + number(1) + "]";
    return Command::act(action.name(), argument);
  }
  const Experiment& schema_;
  base::Random random_;
};

}  // namespace gradarium::lab
