// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshots of where the experiment stands, and what the history keeps of them.
#include "core/lab/engine.h"

namespace gradarium::lab {

void Engine::forgetOnDemand() {
  for (ObservableBase* observable : experiment_->observables())
    if (observable->onDemand()) observable->clear();
}

/// Remembers where the experiment stands; a step that is made again is known already.
void Engine::record() {
  if (!history_.enabled()) return;
  auto snapshot = history_.at(*objectAt_);
  if (!snapshot) {
    snapshot = take(false);
    history_.record(snapshot);
  }
  if (unsavedSeconds_ < history_.stateSpacing()) return;
  std::any state = experiment_->save();
  if (!state.has_value()) return;
  history_.recordState(std::move(snapshot), std::move(state), experiment_->savedBytes());
  unsavedSeconds_ = 0;
}

/// What is computed on demand is left out unless asked for: most steps are seen by nobody.
std::shared_ptr<Snapshot> Engine::take(bool onDemand) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->version = ++version_;
  snapshot->step = objectAt_.value_or(position_);
  snapshot->status = status_;
  snapshot->message = message_;
  if (!states_) {
    auto states = std::make_shared<ParameterStates>();
    for (const Parameter* parameter : experiment_->parameters()) states->push_back(parameter->state());
    states_ = std::move(states);
  }
  snapshot->parameters = states_;
  snapshot->values.reserve(experiment_->observables().size());
  for (ObservableBase* observable : experiment_->observables()) {
    if (onDemand && observable->onDemand() && wants(*observable) && !observable->current())
      observable->compute();
    snapshot->values.push_back(observable->onDemand() && !onDemand ? nullptr : observable->current());
  }
  const Clock* clock = experiment_->clock();
  snapshot->clock = clock ? clock->now() : static_cast<double>(snapshot->step);
  return snapshot;
}

bool Engine::lacks(const Snapshot& snapshot) const {
  for (const ObservableBase* observable : experiment_->observables())
    if (observable->onDemand() && !snapshot.values[observable->index()] && wants(*observable)) return true;
  return false;
}

/// The present, perhaps without what is computed on demand.
std::shared_ptr<const Snapshot> Engine::present() {
  if (auto known = history_.at(position_)) return known;
  settle();
  if (auto known = history_.at(position_)) return known;
  auto snapshot = take(false);
  history_.record(snapshot);
  return snapshot;
}

std::shared_ptr<const Snapshot> Engine::snapshot() {
  auto known = present();
  if (!lacks(*known)) return known;
  if (known == bare_ && !lacks(*complete_)) return complete_;
  settle();
  auto full = std::make_shared<Snapshot>(*known);
  std::size_t bytes = 0;
  for (ObservableBase* observable : experiment_->observables()) {
    if (!observable->onDemand()) continue;
    if (wants(*observable) && !observable->current()) observable->compute();
    if (!observable->current()) continue;
    full->values[observable->index()] = observable->current();
    bytes += bytesOf(*observable->current());
  }
  full->version = ++version_;
  if (history_.keeps(bytes)) {
    history_.record(full);
  } else {
    bare_ = std::move(known);
    complete_ = full;
  }
  return full;
}

std::shared_ptr<const Snapshot> Engine::partialSnapshot(double progress, std::string message) {
  auto snapshot = take(true);
  snapshot->step = position_;
  snapshot->partial = true;
  snapshot->progress = progress;
  snapshot->message = std::move(message);
  return snapshot;
}

std::size_t Engine::bytes() const {
  std::size_t sum = history_.bytes();
  for (const Journal& branch : branches_) sum += branch.bytes();
  for (const auto* moments : {&undo_, &redo_})
    for (const Moment& moment : *moments) sum += moment.bytes;
  if (complete_)
    for (const auto& value : complete_->values)
      if (value) sum += bytesOf(*value);
  return sum;
}

}  // namespace gradarium::lab
