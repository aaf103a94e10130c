// SPDX-License-Identifier: GPL-3.0-or-later
// Commands, undo and moving along the timeline. How the experiment is brought there: engine_replay.cpp.
#include "core/lab/engine.h"

#include <algorithm>
#include <utility>

namespace gradarium::lab {
namespace {

constexpr std::size_t mostBranches = 16, mostUndo = 500, mostUndoBytes = 32u << 20;
constexpr std::uint64_t mostStepsToFinish = 1'000'000;

std::string editKey(const Command& command) {
  return std::to_string(static_cast<int>(command.verb)) + " " + command.target;
}

}  // namespace

Engine::Engine(std::unique_ptr<Experiment> experiment, HistoryLimits limits)
    : experiment_(std::move(experiment)), history_(limits) {}

void Engine::setHost(Run::Host host) {
  host_ = std::move(host);
  quietHost_ = host_;
  quietHost_.publish = {};
  quietHost_.progress = {};
}

void Engine::apply(const Command& command, Edit edit) {
  switch (command.verb) {
    case Verb::Step:
    case Verb::Run:
      runFor(command.count);
      return;
    case Verb::Answer:
      return;
    default:
      change(command, edit);
  }
}

void Engine::change(const Command& command, Edit edit) {
  const std::string key = editKey(command);
  const bool continues = edit != Edit::Whole && drag_.key == key;
  if (!continues) drag_ = {};
  Effect effect = Effect::Live;
  if (command.verb == Verb::Act) {
    experiment_->action(command.target).check(command.value);
  } else if (command.verb == Verb::Reset) {
    settleParameters();
    effect = Effect::Rebuild;
  } else {
    effect = tryValue(command, continues);  // throws with nothing changed
    if (continues && edit == Edit::Commit && drag_.home && !drag_.stepped) return forgetDrag();
  }
  if (effect != Effect::None) {
    const Moment before = now();
    const auto branches = branchesMade_;
    try {
      effect == Effect::Live ? changeLive(command, continues) : restart();
    } catch (...) {
      const Drag drag = drag_;  // goes on: the next place may do
      objectAt_.reset();
      restoreMoment(before);
      drag_ = drag;
      throw;
    }
    if (!continues && (timeline_ != before.timeline || position_ != before.position)) {
      remember(before);
      redo_.clear();
    }
    if (branches != branchesMade_) drag_.parted = true;
    drag_.key = key;
  }
  if (edit != Edit::Update) drag_ = {};
}

/// Gives the parameter its new value and says what that asks for. A live one has its old value afterwards:
/// perform() will set it when the experiment stands where it should. A value that moves another parameter
/// rebuilds.
Engine::Effect Engine::tryValue(const Command& command, bool continues) {
  Parameter& target = experiment_->parameter(command.target);
  settleParameters();
  const std::vector<std::string> now = texts();
  if (!continues) drag_.base = now;
  try {
    if (continues) restoreTexts(drag_.base);
    command.verb == Verb::Set ? target.set(command.value) : target.patch(command.value);
    clampAll();
  } catch (...) {
    restoreTexts(now);
    throw;
  }
  const std::vector<std::string> next = texts();
  drag_.home = next == drag_.base;
  Effect effect = Effect::None;
  for (const Parameter* parameter : experiment_->parameters()) {
    if (next[parameter->index()] == now[parameter->index()]) continue;
    const bool live = parameter == &target && target.live();
    effect = live && effect != Effect::Rebuild ? Effect::Live : Effect::Rebuild;
  }
  if (effect == Effect::Live) restoreTexts(now);
  return effect;
}

/// A slider that ends where it began.
void Engine::forgetDrag() {
  Moment before = std::move(undo_.back());
  undo_.pop_back();
  if (drag_.parted) branches_.pop_back();
  objectAt_.reset();
  restoreMoment(std::move(before));
}

void Engine::changeLive(Command command, bool continues) {
  settle();
  auto future = part();
  history_.dropFrom(position_);  // what is remembered of this step was before the change
  const bool patches = continues && command.verb == Verb::Patch;
  if (patches)
    experiment_->parameter(command.target)
        .restore(drag_.base[experiment_->parameter(command.target).index()]);
  perform(command, position_);
  const bool replaces = continues && drag_.entry;
  // A patch speaks of the value that the drag began with, which an entry of an earlier step has changed.
  if (patches && !replaces)
    command = Command::set(command.target, experiment_->parameter(command.target).text());
  if (replaces) timeline_.entries.pop_back();
  drag_.entry =
      !(continues && drag_.home && !drag_.stepped);  // where it began there is nothing to write down
  if (drag_.entry) timeline_.entries.push_back({position_, std::move(command)});
  record();
  keepBranch(std::move(future));
}

/// A new computation from step 0: the parameters as they are, and nothing that was done to the old one.
void Engine::restart() {
  auto future = part();
  history_.dropFrom(0);
  timeline_ = {settings(), 0};
  position_ = 0;
  drag_.entry = false;
  needsReset_ = true;
  objectAt_.reset();
  ensureReset();
  objectAt_ = 0;
  record();
  keepBranch(std::move(future));
}

/// A command given in the past parts from the future that was known.
std::optional<Journal> Engine::part() {
  if (position_ >= timeline_.steps) return std::nullopt;
  Journal now = timeline_.until(position_);
  history_.dropFrom(position_ + 1);
  return std::exchange(timeline_, std::move(now));
}

void Engine::keepBranch(std::optional<Journal> future) {
  if (!future) return;
  branches_.push_back(std::move(*future));
  if (branches_.size() > mostBranches) branches_.erase(branches_.begin());
  ++branchesMade_;
}

/// The parameters as entries of step 0. Those whose bounds depend on others come last; where a live one ends
/// the list, a reset says that the computation was built with it.
std::vector<Journal::Entry> Engine::settings() const {
  std::vector<Journal::Entry> entries;
  bool live = false;
  for (const bool dependent : {false, true}) {
    for (const Parameter* parameter : experiment_->parameters()) {
      if (parameter->dependent() != dependent || parameter->isDefault()) continue;
      entries.push_back({0, Command::set(parameter->name(), parameter->text())});
      live = parameter->live();
    }
  }
  if (live) entries.push_back({0, Command::reset()});
  return entries;
}

std::vector<std::string> Engine::texts() const {
  std::vector<std::string> all;
  for (const Parameter* parameter : experiment_->parameters()) all.push_back(parameter->text());
  return all;
}

void Engine::restoreTexts(const std::vector<std::string>& texts) {
  for (Parameter* parameter : experiment_->parameters())
    if (parameter->text() != texts[parameter->index()]) parameter->restore(texts[parameter->index()]);
  states_.reset();
}

/// A bound may follow from a value that is brought down itself.
void Engine::clampAll() {
  bool moved = true;
  for (std::size_t pass = 0; moved && pass < experiment_->parameters().size(); ++pass) {
    moved = false;
    for (Parameter* parameter : experiment_->parameters()) moved = parameter->clamp() || moved;
  }
  states_.reset();
}

void Engine::remember(Moment before) {
  undo_.push_back(std::move(before));
  std::size_t bytes = 0, keep = 0;
  for (auto it = undo_.rbegin(); it != undo_.rend() && keep < mostUndo; ++it, ++keep) {
    bytes += it->bytes;
    if (bytes > mostUndoBytes && keep > 0) break;
  }
  undo_.erase(undo_.begin(), undo_.end() - static_cast<std::ptrdiff_t>(keep));
}

Status Engine::runFor(std::uint64_t count) {
  const std::uint64_t most = count == 0 ? mostStepsToFinish : count;
  Status status = Status::Running;
  for (std::uint64_t i = 0; i < most; ++i) {
    const auto before = position_;
    status = step();
    if (status == Status::Cancelled || position_ == before) break;
    if (status != Status::Running && position_ == timeline_.steps) break;
  }
  return status;
}

Status Engine::step() {
  drag_.entry = false;
  drag_.stepped = true;
  try {
    if (position_ < timeline_.steps) {
      ++position_;
      try {
        return present()->status;
      } catch (...) {
        --position_;
        throw;
      }
    }
    settle();
  } catch (const Stopped&) {
    return Status::Cancelled;
  }
  if (status_ != Status::Running) return status_;
  if (advance(host_) == Status::Cancelled) return Status::Cancelled;
  timeline_.steps = position_ = *objectAt_;
  return status_;
}

void Engine::goTo(std::uint64_t step) {
  drag_ = {};
  position_ = std::min(step, timeline_.steps);
}

bool Engine::undo() {
  if (undo_.empty()) return false;
  redo_.push_back(now());
  Moment moment = std::move(undo_.back());
  undo_.pop_back();
  restoreMoment(std::move(moment));
  return true;
}

bool Engine::redo() {
  if (redo_.empty()) return false;
  undo_.push_back(now());
  Moment moment = std::move(redo_.back());
  redo_.pop_back();
  restoreMoment(std::move(moment));
  return true;
}

void Engine::restoreMoment(Moment moment) {
  drag_ = {};
  const std::uint64_t parting = Journal::parting(timeline_, moment.timeline);
  history_.dropFrom(parting);
  if (objectAt_ && *objectAt_ >= parting) objectAt_.reset();
  timeline_ = std::move(moment.timeline);
  position_ = moment.position;
}

Arithmetic Engine::ask(const Query& query, Cell cell) {
  settle();
  return query.answer(cell);
}

std::string Engine::write(const Artifact& artifact, Format format) {
  settle();
  return artifact.write(format);
}

}  // namespace gradarium::lab
