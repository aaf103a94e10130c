// SPDX-License-Identifier: GPL-3.0-or-later
#ifdef GRADARIUM_STD_THREADS

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/parallel_backend.h"

namespace gradarium::base {

namespace {

thread_local int threadLimit = 0;  // of the arena this thread works in; 0 = the whole machine

/// One loop. Its owner and any helpers take block numbers from a counter. A helper may come so late that the
/// loop has ended: it then finds no block left and never touches `block`, which died with the owner's call.
struct Loop {
  Loop(std::size_t count_, FunctionRef<void(std::size_t)> block_, int limit_)
      : count(count_), block(block_), limit(limit_) {}

  void work() {
    std::size_t done = 0;
    for (std::size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1)) {
      block(i);
      ++done;
    }
    if (done == 0) return;
    const std::lock_guard lock(mutex);
    finished += done;
    if (finished == count) ended.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex);
    ended.wait(lock, [this] { return finished == count; });
  }

  const std::size_t count;
  FunctionRef<void(std::size_t)> block;
  const int limit;
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::condition_variable ended;
  std::size_t finished = 0;
};

/// Threads that help. The owner of a loop always works at it too, so nested loops cannot starve each other.
class Pool {
 public:
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      closing_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void help(const std::shared_ptr<Loop>& loop, int helpers) {
    {
      const std::lock_guard lock(mutex_);
      while (static_cast<int>(threads_.size()) < helpers) threads_.emplace_back([this] { serve(); });
      for (int i = 0; i < helpers; ++i) waiting_.push_back(loop);
    }
    wake_.notify_all();
  }

 private:
  void serve() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
      if (closing_) return;
      const std::shared_ptr<Loop> loop = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      threadLimit = loop->limit;
      loop->work();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::shared_ptr<Loop>> waiting_;
  std::vector<std::thread> threads_;
  bool closing_ = false;
};

Pool& pool() {
  static Pool instance;
  return instance;
}

}  // namespace

namespace detail {

void runBlocks(std::size_t count, FunctionRef<void(std::size_t)> block) {
  const int limit = threadsHere();
  const int helpers = static_cast<int>(std::min<std::size_t>(static_cast<std::size_t>(limit), count)) - 1;
  const auto loop = std::make_shared<Loop>(count, block, limit);
  if (helpers > 0) pool().help(loop, helpers);
  loop->work();
  loop->wait();
}

}  // namespace detail

struct Arena::Impl {
  int threads;
};

Arena::Arena(int threads) {
  if (threads < 1) throw BadCall("an arena takes at least 1 thread");
  impl_ = std::make_unique<Impl>(Impl{threads});
}

Arena::~Arena() = default;

void Arena::run(FunctionRef<void()> body) {
  struct Restore {
    int before = threadLimit;
    ~Restore() { threadLimit = before; }
  } restore;
  threadLimit = impl_->threads;
  body();
}

int Arena::threads() const noexcept { return impl_->threads; }

int hardwareThreads() noexcept { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

int threadsHere() noexcept { return threadLimit > 0 ? threadLimit : hardwareThreads(); }

}  // namespace gradarium::base

#endif  // GRADARIUM_STD_THREADS
