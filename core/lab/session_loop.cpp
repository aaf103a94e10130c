// SPDX-License-Identifier: GPL-3.0-or-later
// The worker's own side of a session: commands and steps, one at a time, and what is shown of them.
#include <algorithm>
#include <new>
#include <shared_mutex>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/lab/machine_lock.h"
#include "core/lab/session_worker.h"

namespace gradarium::lab {
namespace {

constexpr std::size_t mostErrors = 100;

MachineLock& machine() {
  static auto& lock = *new MachineLock;  // never destroyed: see Session's retired workers
  return lock;
}

}  // namespace

Run::Host Session::Worker::host() {
  Run::Host host;
  host.stop = &stop_;
  host.wants = [this](std::size_t i) { return wants_[i].load(std::memory_order_relaxed) > 0; };
  host.progress = [this](double fraction, std::string_view what) {
    progress_ = fraction;
    activity_ = what;
    publishPartial();
  };
  host.publish = [this] {
    if (due()) offer(engine_->partialSnapshot(progress_, activity_));
  };
  return host;
}

void Session::Worker::loop() {
  for (;;) {
    Task task;
    {
      std::unique_lock lock(mutex_);
      if (!awaitWork(lock)) break;
      if (!tasks_.empty()) {
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      busy_ = true;
      givesWay_ = !task.work;  // a command is never lost to the one after it
      stop_.clear();
    }
    if (task.work) {
      perform(task);
    } else {
      advance();
    }
  }
  engine_.reset();
  ended_.store(true, std::memory_order_release);
}

/// Until there is a command, or it is time for a step; false when the session closes. Comes to rest with
/// everything published.
bool Session::Worker::awaitWork(std::unique_lock<std::mutex>& lock) {
  givesWay_ = false;
  while (!closing_ && tasks_.empty()) {
    if (!playing_ && unpublished_) {
      lock.unlock();
      publish(true);
      lock.lock();
    } else if (!playing_ && busy_) {
      busy_ = false;
      idle_.notify_all();
      lock.unlock();
      tell();
      lock.lock();
    } else if (!playing_) {
      wake_.wait(lock);
    } else if (std::chrono::steady_clock::now() < nextStep_) {
      busy_ =
          unpublished_;  // between two slow steps it rests, unless wait() would miss what is not shown yet
      wake_.wait_until(lock, nextStep_);
    } else {
      break;
    }
  }
  return !closing_;
}

void Session::Worker::fail(std::string error) {
  const std::lock_guard lock(mutex_);
  if (errors_.size() < mostErrors) errors_.push_back(std::move(error));
}

/// Whatever a lesson's code throws ends as a sentence, never as the end of the program. False when it failed.
bool Session::Worker::guarded(const std::function<void()>& work) {
  std::string error;
  const auto inArena = [&] {
    try {
      arena_.run(work);
    } catch (const Stopped&) {
      // Somebody asked for it; what they want instead is next.
    } catch (const std::bad_alloc&) {
      error = "not enough memory for that";
    } catch (const std::exception& failure) {
      error = failure.what();
      if (error.empty()) error = "the experiment failed";
    } catch (...) {
      error = "the experiment failed for a reason that it did not give";
    }
  };
  if (measures_) {
    const std::unique_lock alone(machine());
    inArena();
  } else {
    const std::shared_lock together(machine());
    inArena();
  }
  if (error.empty()) return true;
  fail(std::move(error));
  return false;
}

void Session::Worker::perform(Task& task) {
  guarded([&] { task.work(*engine_); });
  task = {};
  unpublished_ = true;
  bool more = false;
  {
    const std::lock_guard lock(mutex_);
    more = !tasks_.empty();
    givesWay_ = true;  // the way to a place that nobody waits for any more
  }
  publish(!more);
}

void Session::Worker::advance() {
  const double begin = base::steadySeconds();
  const auto before = engine_->position();
  Status status = Status::Finished;
  const bool well = guarded([&] { status = engine_->step(); });
  const double seconds = base::steadySeconds() - begin;
  const bool moved = engine_->position() != before;
  // Walking along a known future goes on whatever a step of it was called; a step that was given up for a
  // command is made again after it (cancel() has stopped playing itself).
  const bool gaveWay = status == Status::Cancelled && stop_.requested();
  const bool on =
      well && (status == Status::Running || gaveWay || (moved && engine_->position() < engine_->end()));
  if (well && status == Status::Cancelled && !gaveWay) fail("the step gave up, although nobody asked it to");
  unpublished_ = true;
  bool follows = false;
  {
    const std::lock_guard lock(mutex_);
    state_.stepSeconds = seconds;
    if (!on) playing_ = false;
    if (moved && stepsLeft_ > 0 && --stepsLeft_ == 0) playing_ = false;
    if (stepsPerSecond_ > 0) {
      nextStep_ += std::chrono::duration_cast<std::chrono::steady_clock::duration>(
          std::chrono::duration<double>(1 / stepsPerSecond_));
      nextStep_ = std::max(nextStep_, std::chrono::steady_clock::now() - std::chrono::milliseconds(100));
    }
    follows = playing_ || !tasks_.empty();
  }
  publish(!follows);
}

bool Session::Worker::due() const {
  return std::chrono::steady_clock::now() - lastPublished_ >=
         std::chrono::duration<double>(1 / options_.publishHz);
}

/// Puts the present into the slot. While something follows at once, only as often as a screen can show it.
void Session::Worker::publish(bool always) {
  if (!always && !due()) return;
  unpublished_ = false;
  progress_ = 1;
  activity_.clear();
  std::shared_ptr<const Snapshot> snapshot;
  if (!guarded([&] { snapshot = engine_->snapshot(); })) {
    const std::lock_guard lock(mutex_);
    playing_ = false;  // else the same sentence would come again with each step
  }
  // Given up on the way to a place: stay at the one that is shown.
  if (!snapshot && engine_->remembered(shown_)) engine_->goTo(shown_);
  if (snapshot) shown_ = engine_->position();
  offer(std::move(snapshot));
}

void Session::Worker::publishPartial() {
  if (due()) offer(nullptr);
}

void Session::Worker::offer(std::shared_ptr<const Snapshot> snapshot) {
  lastPublished_ = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(mutex_);
    if (snapshot) slot_.swap(snapshot);
    state_.progress = progress_;
    state_.activity = activity_;
    state_.position = engine_->position();
    state_.end = engine_->end();
    state_.canUndo = engine_->canUndo();
    state_.canRedo = engine_->canRedo();
    state_.bytes = engine_->bytes();
    if (branchesSeen_ != engine_->branchesMade())
      state_.branches = std::make_shared<const std::vector<Journal>>(engine_->branches());
    branchesSeen_ = engine_->branchesMade();
  }
  tell();
}

void Session::Worker::tell() {
  const std::lock_guard lock(notifyMutex_);
  if (!notify_) return;
  try {
    notify_();
  } catch (...) {  // it may not end the program, and nobody else can be told
  }
}

}  // namespace gradarium::lab
