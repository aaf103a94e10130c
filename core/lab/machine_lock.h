// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>

namespace gradarium::lab {

/// Who may compute now: any number of ordinary sessions, or one that measures. A measuring one that waits lets nobody
/// else begin (std::shared_mutex promises no such thing: with two busy sessions it would never come to measure).
class MachineLock {
 public:
  void lock() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    free_.wait(lock, [this] { return !alone_ && together_ == 0; });
    --waiting_;
    alone_ = true;
  }
  void unlock() {
    const std::lock_guard lock(mutex_);
    alone_ = false;
    free_.notify_all();
  }
  void lock_shared() {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [this] { return !alone_ && waiting_ == 0; });
    ++together_;
  }
  void unlock_shared() {
    const std::lock_guard lock(mutex_);
    if (--together_ == 0) free_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable free_;
  int waiting_ = 0, together_ = 0;
  bool alone_ = false;
};

}  // namespace gradarium::lab
