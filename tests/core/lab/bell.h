// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace gradarium::lab {

/// What a session rings. A test waits for a condition by it, looking again at each ring; it gives up after a
/// minute, so that a lost notification fails the test instead of hanging it.
class Bell {
 public:
  std::function<void()> ringer() {
    return [state = state_] {
      const std::lock_guard lock(state->mutex);
      ++state->rings;
      state->changed.notify_all();
    };
  }
  bool await(const std::function<bool()>& condition) {
    for (int seen = -1;;) {
      if (condition()) return true;
      std::unique_lock lock(state_->mutex);
      if (!state_->changed.wait_for(lock, std::chrono::minutes(1), [&] { return state_->rings != seen; }))
        return condition();
      seen = state_->rings;
    }
  }
  int rings() const {
    const std::lock_guard lock(state_->mutex);
    return state_->rings;
  }

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable changed;
    int rings = 0;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace gradarium::lab
