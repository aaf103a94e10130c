// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "core/export.h"
#include "core/lab/engine.h"

namespace gradarium::lab {

/// How an exercise judges its own recorded answers. A sound one fails at its start, fails on each near-miss
/// and passes with its solution.
struct GRADARIUM_CORE Verdict {
  bool atStart = false;
  std::vector<bool> onNearMisses;
  bool onSolution = false;
  bool sound() const;
};

/// Tries them, each on a fresh experiment.
GRADARIUM_CORE Verdict tryExercise(const std::function<std::unique_ptr<Experiment>()>& make,
                                   std::string_view exercise);

}  // namespace gradarium::lab
