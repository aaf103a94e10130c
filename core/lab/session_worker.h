// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "core/base/parallel.h"
#include "core/lab/session.h"

namespace gradarium::lab {

/// The thread behind a session. Members above the mutex belong to the worker alone; those below are shared.
class Session::Worker : public std::enable_shared_from_this<Session::Worker> {
 public:
  struct Task {
    std::function<void(Engine&)> work;
    std::string drag = {};  // a waiting task of the same drag is replaced by the next, while it is open
    bool open = false;
  };

  Worker(std::unique_ptr<Experiment> experiment, SessionOptions options, std::function<void()> notify);
  void launch();
  void add(Task task, bool interrupts);
  void setNotify(std::function<void()> notify);
  void close();
  void join();
  bool ended() const { return ended_.load(std::memory_order_acquire); }
  bool rebuilds(const Command& command) const;  // whether it makes the step under way worthless

  void setPlaying(bool playing, std::uint64_t steps);
  void setSpeed(double stepsPerSecond);
  void cancel();
  void want(std::size_t observable, bool wanted);
  std::shared_ptr<const Snapshot> latest() const;
  SessionState state() const;
  std::vector<std::string> takeErrors();
  void wait();

 private:
  using Time = std::chrono::steady_clock::time_point;
  void loop();
  bool awaitWork(std::unique_lock<std::mutex>& lock);
  void perform(Task& task);
  void advance();
  bool guarded(const std::function<void()>& work);
  void fail(std::string error);
  void publish(bool always);
  void publishPartial();
  void offer(std::shared_ptr<const Snapshot> snapshot);
  void tell();
  bool due() const;
  Run::Host host();

  const SessionOptions options_;
  std::unique_ptr<Engine> engine_;  // gone once the worker has ended
  base::Arena arena_;
  const bool measures_;
  Time lastPublished_{};
  bool unpublished_ = false;  // the slot is behind the engine
  std::uint64_t shown_ = 0;   // the step in the slot
  std::uint64_t branchesSeen_ = 0;
  double progress_ = 1;
  std::string activity_;

  mutable std::mutex mutex_;
  std::condition_variable wake_, idle_;
  std::deque<Task> tasks_;
  bool closing_ = false, busy_ = false, playing_ = false;
  bool givesWay_ = false;        // what is under way may be given up for a command that makes it worthless
  std::uint64_t stepsLeft_ = 0;  // of a run with an end; 0: none set
  double stepsPerSecond_ = 0;
  Time nextStep_{};
  std::shared_ptr<const Snapshot> slot_;
  SessionState state_;
  std::vector<std::string> errors_;

  std::mutex notifyMutex_;  // held while the notification runs
  std::function<void()> notify_;

  base::StopFlag stop_;
  std::unique_ptr<std::atomic<int>[]> wants_;
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

}  // namespace gradarium::lab
