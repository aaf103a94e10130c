// SPDX-License-Identifier: GPL-3.0-or-later
// Whole scripts: presets, links, tutorial blocks, solutions, and sessions that come back from their journal.
#include <utility>

#include "core/lab/engine.h"

namespace gradarium::lab {
namespace {

bool isSetting(const Command& command) {
  return command.verb == Verb::Set || command.verb == Verb::Patch || command.verb == Verb::Reset;
}

}  // namespace

void Engine::play(const Script& script, bool fresh) {
  const Moment before = now();
  auto undo = std::exchange(undo_, {});
  auto redo = std::exchange(redo_, {});
  const auto branches = branches_;
  try {
    if (fresh) restoreMoment({});
    for (std::size_t i = 0; i < script.size();) {
      const std::size_t done = playSettings(script, i);
      if (done == 0) apply(script[i]);
      i += done == 0 ? 1 : done;
      if (cancelled()) throw Stopped("stopped before it was done");
    }
    settle();
  } catch (...) {
    undo_ = std::move(undo);
    redo_ = std::move(redo);
    branches_ = branches;
    ++branchesMade_;  // whoever copied them looks again
    objectAt_.reset();
    restoreMoment(before);
    throw;
  }
  undo_ = std::move(undo);
  if (timeline_ != before.timeline || position_ != before.position) remember(before);
  drag_ = {};
}

/// Settings that follow each other, up to the last that rebuilds the experiment: one rebuild takes them all
/// up, so that a combination need only be possible as a whole, in whatever order it is written. Says how many
/// commands that were; 0 where none rebuilds.
std::size_t Engine::playSettings(const Script& script, std::size_t first) {
  if (!isSetting(script[first])) return 0;
  settleParameters();
  const std::vector<std::string> before = texts();
  const auto give = [&](std::size_t i) {
    const Command& command = script[i];
    if (command.verb == Verb::Reset) return true;
    Parameter& parameter = experiment_->parameter(command.target);
    const std::string old = parameter.text();
    if (command.verb == Verb::Patch) {
      parameter.patch(command.value);
    } else if (parameter.dependent()) {
      parameter.restore(command.value);  // what its bounds depend on may come later
    } else {
      parameter.set(command.value);
    }
    return !parameter.live() && parameter.text() != old;
  };
  std::size_t end = 0;
  for (std::size_t i = first; i < script.size() && isSetting(script[i]); ++i)
    if (give(i)) end = i + 1;
  restoreTexts(before);
  if (end == 0) return 0;
  for (std::size_t i = first; i < end; ++i) give(i);
  for (std::size_t i = first; i < end; ++i)
    if (script[i].verb == Verb::Set) {
      Parameter& parameter = experiment_->parameter(script[i].target);
      if (parameter.dependent()) parameter.set(parameter.text());  // refuses it now, or never
    }
  clampAll();
  restart();
  return end - first;
}

}  // namespace gradarium::lab
