// SPDX-License-Identifier: GPL-3.0-or-later
// Bringing the experiment to the present position.
#include <algorithm>
#include <cmath>

#include "core/base/clock.h"
#include "core/lab/engine.h"

namespace gradarium::lab {
namespace {

constexpr double alwaysSave = 1e9;

/// The number in a scalar or at the end of a series, where divergence shows first.
double leading(const Value& value) {
  if (const auto* scalar = std::get_if<value::Scalar>(&value)) return scalar->number;
  if (const auto* series = std::get_if<value::Series>(&value)) return series->empty() ? 0 : series->last();
  return 0;
}

}  // namespace

/// Brings the experiment itself to the present, from where it stands or from a saved state, whichever is
/// nearer.
void Engine::settle() {
  if (objectAt_ == position_) return;
  const auto* saved = history_.stateBefore(position_);
  const bool behind = objectAt_ && *objectAt_ < position_;
  if (!behind || (saved && saved->snapshot->step > *objectAt_)) {
    objectAt_.reset();  // a failure on the way leaves it nowhere; the next attempt starts again
    rebuildFrom(saved);
  }
  const auto from = *objectAt_;
  const std::string what = "to step " + std::to_string(position_);
  while (*objectAt_ < position_) {
    if (host_.progress)
      host_.progress(static_cast<double>(*objectAt_ - from) / static_cast<double>(position_ - from), what);
    if (advance(quietHost_) == Status::Cancelled) throw Stopped("stopped on the way " + what);
  }
}

/// A saved state, or step 0 built anew.
void Engine::rebuildFrom(const History::State* saved) {
  unsavedSeconds_ = 0;
  if (!saved) {
    toDefaults();
    needsReset_ = true;
    replayEntries(0);
    ensureReset();
    objectAt_ = 0;
    record();
    return;
  }
  const Snapshot& then = *saved->snapshot;
  for (Parameter* parameter : experiment_->parameters())
    if (const std::string& text = parameter->textIn(then); parameter->text() != text)
      parameter->restore(text);
  states_ = then.parameters;
  experiment_->restore(saved->state);
  for (ObservableBase* observable : experiment_->observables())
    observable->restore(then.values[observable->index()]);
  if (Clock* clock = experiment_->clock()) *clock = then.clock;
  status_ = then.status;
  message_ = then.message;
  needsReset_ = false;
  objectAt_ = then.step;
}

/// The parameters as they are at the present position, without moving the experiment there.
void Engine::settleParameters() {
  if (objectAt_ == position_) return;
  objectAt_.reset();
  toDefaults();
  for (const auto& [step, command] : timeline_.entries) {
    if (step > position_) break;
    if (command.verb == Verb::Set) experiment_->parameter(command.target).restore(command.value);
    if (command.verb == Verb::Patch) experiment_->parameter(command.target).patch(command.value);
  }
}

void Engine::toDefaults() {
  for (Parameter* parameter : experiment_->parameters())
    if (!parameter->isDefault()) parameter->restore(parameter->fallback());
  states_.reset();
}

/// What the journal did after that many steps. At step 0 it begins with the settings that the computation was
/// built from, up to the last that rebuilds; live ones after that were set when it stood.
void Engine::replayEntries(std::uint64_t step) {
  auto entry = std::lower_bound(timeline_.entries.begin(), timeline_.entries.end(), step,
                                [](const Journal::Entry& e, std::uint64_t s) { return e.step < s; });
  const auto last =
      std::find_if(entry, timeline_.entries.end(), [&](const auto& e) { return e.step != step; });
  if (needsReset_) {
    const auto rebuilds = [&](const Journal::Entry& e) {
      if (e.command.verb == Verb::Act) return false;
      return e.command.verb == Verb::Reset || !experiment_->parameter(e.command.target).live();
    };
    auto settingsEnd = entry;
    for (auto it = entry; it != last; ++it)
      if (rebuilds(*it)) settingsEnd = it + 1;
    for (; entry != settingsEnd; ++entry)
      if (entry->command.verb == Verb::Set)
        experiment_->parameter(entry->command.target).restore(entry->command.value);
    ensureReset();
  }
  for (; entry != last; ++entry) perform(entry->command, step);
}

/// Changes the experiment where it stands.
void Engine::perform(const Command& command, std::uint64_t step) {
  if (command.verb == Verb::Act) {
    experiment_->action(command.target).perform(command.value);
  } else {
    Parameter& parameter = experiment_->parameter(command.target);
    command.verb == Verb::Set ? parameter.restore(command.value) : parameter.patch(command.value);
    experiment_->changed(parameter);
  }
  states_.reset();
  forgetOnDemand();
  judge(Status::Running, step);
}

void Engine::ensureReset() {
  if (!needsReset_) return;
  for (ObservableBase* observable : experiment_->observables()) observable->clear();
  if (Clock* clock = experiment_->clock()) *clock = 0;
  experiment_->reset();
  needsReset_ = false;
  states_.reset();
  unsavedSeconds_ = alwaysSave;
  judge(Status::Running, 0);
}

/// One step of the experiment where it stands, then what the journal did there.
Status Engine::advance(const Run::Host& host) {
  const std::uint64_t next = *objectAt_ + 1;
  objectAt_.reset();  // until the step has ended well
  forgetOnDemand();
  const double begin = base::steadySeconds();
  Run run(host);
  const Status status = experiment_->step(run);
  forgetOnDemand();  // what a partial snapshot computed is out of date
  unsavedSeconds_ += base::steadySeconds() - begin;
  if (status == Status::Cancelled) return status;
  judge(status, next);
  replayEntries(next);
  objectAt_ = next;
  record();
  return status_;
}

/// A scalar or series that is no longer finite is a divergence, whoever notices.
void Engine::judge(Status status, std::uint64_t step) {
  status_ = status;
  message_ = status == Status::Diverged ? "diverged" : "";
  for (const ObservableBase* observable : experiment_->observables()) {
    const auto& value = observable->current();
    if (!value || observable->traits().nonFinite || observable->traits().measured) continue;
    if (std::isfinite(leading(*value))) continue;
    status_ = Status::Diverged;
    message_ = observable->label() + " is not finite";
    break;
  }
  if (status_ == Status::Diverged) message_ += " at step " + std::to_string(step);
}

}  // namespace gradarium::lab
