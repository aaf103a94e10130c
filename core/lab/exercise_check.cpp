// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/exercise_check.h"

#include <algorithm>

namespace gradarium::lab {
namespace {

bool passesAfter(const std::function<std::unique_ptr<Experiment>()>& make, std::string_view name,
                 const std::string& journal) {
  Engine engine(make(), HistoryLimits{.snapshots = 0});
  const Script script = parseScript(journal);
  std::string answer;
  for (const Command& command : script)
    if (command.verb == Verb::Answer) answer = command.value;
  engine.play(script);
  return engine.experiment().exercise(name).passes(*engine.snapshot(), answer);
}

}  // namespace

bool Verdict::sound() const {
  return !atStart && onSolution &&
         std::none_of(onNearMisses.begin(), onNearMisses.end(), [](bool passed) { return passed; });
}

Verdict tryExercise(const std::function<std::unique_ptr<Experiment>()>& make, std::string_view name) {
  const auto experiment = make();
  const ExerciseSpec& spec = experiment->exercise(name).spec();
  Verdict verdict;
  verdict.atStart = passesAfter(make, name, spec.start);
  for (const std::string& journal : spec.nearMisses)
    verdict.onNearMisses.push_back(passesAfter(make, name, journal));
  verdict.onSolution = passesAfter(make, name, spec.solution);
  return verdict;
}

}  // namespace gradarium::lab
