// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace gradarium::lab {

/// Who may compute now: any number of ordinary sessions, or one that measures. First come, first served:
/// neither those who never rest nor one that measures without end keeps the others waiting (std::shared_mutex
/// promises no such thing).
class MachineLock {
 public:
  void lock() {
    std::unique_lock lock(mutex_);
    const auto mine = drawn_++;
    free_.wait(lock, [&] { return served_ == mine && !alone_ && together_ == 0; });
    alone_ = true;
    ++served_;
    free_.notify_all();
  }
  void unlock() {
    const std::lock_guard lock(mutex_);
    alone_ = false;
    free_.notify_all();
  }
  void lock_shared() {
    std::unique_lock lock(mutex_);
    const auto mine = drawn_++;
    free_.wait(lock, [&] { return served_ == mine && !alone_; });
    ++together_;
    ++served_;
    free_.notify_all();
  }
  void unlock_shared() {
    const std::lock_guard lock(mutex_);
    if (--together_ == 0) free_.notify_all();
  }

  /// How many have come so far, those who still wait included.
  std::uint64_t drawn() const {
    const std::lock_guard lock(mutex_);
    return drawn_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable free_;
  std::uint64_t drawn_ = 0, served_ = 0;  // numbers, as at a counter
  int together_ = 0;
  bool alone_ = false;
};

}  // namespace gradarium::lab
