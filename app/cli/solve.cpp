// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.h"
#include "app/cli/headless.h"
#include "core/base/parallel.h"
#include "core/lab/exercise_check.h"

namespace gradarium::app {

int solveExercises(const Call& call, PluginShelf& shelf) {
  const auto word = [](bool passed) { return passed ? "passes" : "fails"; };
  auto all = nlohmann::ordered_json::array();
  bool sound = true;
  base::Arena arena(base::hardwareThreads());
  for (const auto& entry : experimentsOf(lessonOf(call, shelf))) {
    for (const auto* exercise : entry.schema->exercises()) {
      lab::Verdict verdict;
      arena.run([&] { verdict = lab::tryExercise(entry.make, exercise->name()); });
      sound = sound && verdict.sound();
      nlohmann::ordered_json row{{"id", exercise->name()}, {"experiment", entry.schema->id()}, {"start", word(verdict.atStart)},
                                 {"near_misses", nlohmann::ordered_json::array()}, {"solution", word(verdict.onSolution)}, {"sound", verdict.sound()}};
      for (const bool passed : verdict.onNearMisses) row["near_misses"].push_back(word(passed));
      if (!call.has("json")) {
        std::cout << exercise->name() << ": start " << word(verdict.atStart);
        for (const bool passed : verdict.onNearMisses) std::cout << ", near-miss " << word(passed);
        std::cout << ", solution " << word(verdict.onSolution) << (verdict.sound() ? "" : "   WRONG") << "\n";
      }
      all.push_back(std::move(row));
    }
  }
  if (call.has("json")) std::cout << all.dump(1) << "\n";
  return sound ? 0 : 1;
}

}  // namespace gradarium::app
