// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/cli/call.h"
#include "core/lab/engine.h"
#include "widgets/lesson.h"

namespace gradarium::app {

class PluginShelf;

/// The lesson that a call names, loaded.
const widgets::Lesson& lessonOf(const Call& call, PluginShelf& shelf);

/// Each experiment of a lesson once, in the order of its topics.
struct ExperimentEntry {
  std::unique_ptr<lab::Experiment> schema;  // never run
  std::function<std::unique_ptr<lab::Experiment>()> make;
};
std::vector<ExperimentEntry> experimentsOf(const widgets::Lesson& lesson);

/// The one that --experiment names, or the first. Throws base::BadCall that lists them.
ExperimentEntry chosenExperiment(const Call& call, const widgets::Lesson& lesson);

/// --set, --do, --seed, --steps and --until-finished, in the order written.
lab::Script scriptOf(const Call& call);

/// An engine that ran the call's script on all cores. On-demand observables outside `wanted` are left out; Ctrl-C
/// stops between two steps, or inside a step that listens.
struct Headless {
  std::unique_ptr<lab::Engine> engine;
  double seconds = 0;
  bool interrupted = false;
};
Headless runHeadless(std::unique_ptr<lab::Experiment> experiment, const lab::Script& script, const std::set<std::size_t>& wanted,
                     lab::HistoryLimits history = {.snapshots = 0});

/// "1440x900" as numbers; throws base::BadCall.
std::pair<int, int> sizeOf(const std::string& text);

}  // namespace gradarium::app
