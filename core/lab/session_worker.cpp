// SPDX-License-Identifier: GPL-3.0-or-later
// What the other threads call. The worker's own side: session_loop.cpp.
#include "core/lab/session_worker.h"

#include <utility>

namespace gradarium::lab {

Session::Worker::Worker(std::unique_ptr<Experiment> experiment, SessionOptions options,
                        std::function<void()> notify)
    : options_(options),
      engine_(std::make_unique<Engine>(std::move(experiment), options.history)),
      arena_(options.threads),
      measures_(engine_->experiment().measures()),
      notify_(std::move(notify)),
      wants_(std::make_unique<std::atomic<int>[]>(engine_->experiment().observables().size())) {
  engine_->setHost(host());
}

void Session::Worker::launch() {
  add({[](Engine&) {}}, false);  // the first snapshot
  thread_ = std::thread([self = shared_from_this()] { self->loop(); });
}

void Session::Worker::add(Task task, bool interrupts) {
  Task replaced;  // dies unlocked: what it holds is not ours
  const std::lock_guard lock(mutex_);
  if (closing_) return;
  if (!tasks_.empty() && tasks_.back().open && tasks_.back().drag == task.drag) {
    replaced = std::exchange(tasks_.back(), std::move(task));
  } else {
    tasks_.push_back(std::move(task));
  }
  if (interrupts && givesWay_) stop_.request();
  wake_.notify_one();
}

void Session::Worker::setNotify(std::function<void()> notify) {
  const std::lock_guard lock(notifyMutex_);
  notify_.swap(notify);
}

void Session::Worker::close() {
  setNotify({});
  std::deque<Task> dropped;
  const std::lock_guard lock(mutex_);
  closing_ = true;
  dropped.swap(tasks_);
  stop_.request();
  wake_.notify_one();
}

void Session::Worker::join() {
  if (thread_.joinable()) thread_.join();
}

bool Session::Worker::rebuilds(const Command& command) const {
  if (command.verb == Verb::Reset) return true;
  if (command.verb != Verb::Set && command.verb != Verb::Patch) return false;
  // Names and traits never change after construction, so this may be read beside the worker.
  for (const Parameter* parameter : engine_->experiment().parameters())
    if (parameter->name() == command.target) return !parameter->live();
  return false;
}

void Session::Worker::setPlaying(bool playing, std::uint64_t steps) {
  const std::lock_guard lock(mutex_);
  const bool counting = playing && playing_ && steps > 0 && stepsLeft_ > 0;
  playing_ = playing;
  stepsLeft_ = counting ? stepsLeft_ + steps : steps;  // three quick clicks are three steps
  nextStep_ = std::chrono::steady_clock::now();
  wake_.notify_one();
  idle_.notify_all();
}

void Session::Worker::setSpeed(double stepsPerSecond) {
  const std::lock_guard lock(mutex_);
  stepsPerSecond_ = stepsPerSecond;
  nextStep_ = std::chrono::steady_clock::now();
  wake_.notify_one();
}

void Session::Worker::cancel() {
  const std::lock_guard lock(mutex_);
  playing_ = false;
  if (busy_) stop_.request();
  wake_.notify_one();
  idle_.notify_all();
}

void Session::Worker::want(std::size_t observable, bool wanted) {
  wants_[observable].fetch_add(wanted ? 1 : -1, std::memory_order_relaxed);
  if (wanted) add({[](Engine&) {}, "want", true}, false);  // publishes again, with it
}

std::shared_ptr<const Snapshot> Session::Worker::latest() const {
  const std::lock_guard lock(mutex_);
  return slot_;
}

SessionState Session::Worker::state() const {
  const std::lock_guard lock(mutex_);
  SessionState state = state_;
  state.playing = playing_;
  state.busy = busy_;
  return state;
}

std::vector<std::string> Session::Worker::takeErrors() {
  const std::lock_guard lock(mutex_);
  return std::exchange(errors_, {});
}

void Session::Worker::wait() {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [this] { return tasks_.empty() && !busy_ && !playing_; });
}

}  // namespace gradarium::lab
