// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>

#include "core/base/parallel_backend.h"

namespace gradarium::base {

namespace {

/// Keeps the exception of the lowest block that throws. Blocks below it still run, so which one that is does
/// not depend on timing: a failing computation fails with the same sentence on any number of threads.
class FirstFailure {
 public:
  [[nodiscard]] bool before(std::size_t block) const noexcept {
    return lowest_.load(std::memory_order_relaxed) < block;
  }
  void record(std::size_t block, std::exception_ptr exception) noexcept {
    const std::lock_guard lock(mutex_);
    if (block < lowest_.load(std::memory_order_relaxed)) {
      lowest_.store(block, std::memory_order_relaxed);
      exception_ = std::move(exception);
    }
  }
  void rethrow() const {
    if (exception_) std::rethrow_exception(exception_);
  }

 private:
  std::atomic<std::size_t> lowest_{std::numeric_limits<std::size_t>::max()};
  std::mutex mutex_;
  std::exception_ptr exception_;
};

}  // namespace

void parallelFor(std::size_t n, std::size_t grain, FunctionRef<void(std::size_t, std::size_t)> body) {
  if (n == 0) return;
  if (grain == 0) grain = 1;
  if (n <= grain) {
    body(0, n);
    return;
  }
  FirstFailure failure;
  const std::size_t blocks = n / grain + (n % grain != 0 ? 1 : 0);
  detail::runBlocks(blocks, [&](std::size_t block) {
    if (failure.before(block)) return;
    try {
      const std::size_t begin = block * grain;
      body(begin, begin + std::min(grain, n - begin));
    } catch (...) {
      failure.record(block, std::current_exception());
    }
  });
  failure.rethrow();
}

}  // namespace gradarium::base
