// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace gradarium::lab::strain {

/// A gate in the middle of a step that only a test opens. Who stands before it polls, as a long loop would.
class Gate {
 public:
  void close() { set(true); }
  void open() { set(false); }
  /// Lets one through and stays closed.
  void letOne() {
    const std::lock_guard lock(mutex_);
    ++passes_;
    waiting_ = false;  // the one who stands there is as good as through
  }
  /// On the worker: waits while the gate is closed, unless `givesUp`.
  void pass(const std::function<bool()>& givesUp) {
    if (!mayPass(true)) {
      while (!givesUp() && !mayPass(false)) std::this_thread::yield();
    }
    const std::lock_guard lock(mutex_);
    waiting_ = false;
  }
  /// In the test: until somebody stands before the closed gate.
  void awaitVisitor() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return waiting_; });
  }

 private:
  void set(bool closed) {
    const std::lock_guard lock(mutex_);
    closed_ = closed;
    waiting_ = false;
  }
  bool mayPass(bool arrives) {
    const std::lock_guard lock(mutex_);
    if (!closed_) return true;
    if (passes_ > 0) {
      --passes_;
      return true;
    }
    if (arrives) {
      waiting_ = true;
      arrived_.notify_all();
    }
    return false;
  }
  std::mutex mutex_;
  std::condition_variable arrived_;
  bool closed_ = false, waiting_ = false;
  int passes_ = 0;
};

}  // namespace gradarium::lab::strain
