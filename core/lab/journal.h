// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/lab/command.h"

namespace gradarium::lab {

/// How a state came about: what was done after how many steps, and how many steps were made. Replaying it on
/// a fresh experiment gives the same unmeasured observables. A change that rebuilds the experiment compacts
/// it: what led to the old computation is left out: then the entries of step 0 begin with the settings that
/// it was built from.
struct Journal {
  struct Entry {
    std::uint64_t step = 0;  // steps made when the command was given
    Command command;         // set, patch, act, or the reset that took the settings before it up
    bool operator==(const Entry&) const = default;
  };
  std::vector<Entry> entries;  // in order of step
  std::uint64_t steps = 0;
  bool operator==(const Journal&) const = default;

  /// What of it happened until `step`, entries given at that step included.
  GRADARIUM_CORE Journal until(std::uint64_t step) const;
  /// Roughly what it holds in memory.
  GRADARIUM_CORE std::size_t bytes() const;
  /// As commands: entries with "run n" between them.
  GRADARIUM_CORE Script script() const;
  /// The first step at which two journals differ; both lengths are left out of it.
  GRADARIUM_CORE static std::uint64_t parting(const Journal& a, const Journal& b);
};

}  // namespace gradarium::lab
