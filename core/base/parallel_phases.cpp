// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdint>
#include <exception>
#include <limits>
#include <mutex>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/parallel_backend.h"

#if defined(__x86_64__) || defined(_M_X64)
#include <immintrin.h>
#endif

namespace gradarium::base {

namespace {

constexpr std::uint32_t mostShares = 16;  // as many bits of a word tell which are taken
constexpr int patience = 1000;            // looks, some tens of microseconds, before a waiting thread sleeps

void rest() noexcept {
#if defined(__x86_64__) || defined(_M_X64)
  _mm_pause();
#endif
}

/// Every phase is cut in as many shares as threads may come. One word says which phase it is (high half) and
/// which of its shares are taken (low half); who ends the last share turns the word to the next phase. Only
/// running threads hold shares, so whoever waits, waits for someone who works.
class Phases {
 public:
  using Body = FunctionRef<void(std::size_t, std::size_t, std::size_t)>;
  Phases(std::span<const std::size_t> units, Body body, std::uint32_t shares)
      : units_(units), body_(body), shares_(shares), all_((1U << shares) - 1U) {}

  /// What a thread does here, from its arrival to the end of the last phase. The share of its own number is
  /// its first choice in every phase: what it reads again there may still be in its cache.
  void work(std::size_t number) noexcept {
    const std::uint32_t own = 1U << number;
    std::uint32_t word = word_.load(std::memory_order_acquire);
    while (word >> 16U < units_.size()) {
      const std::uint32_t free = ~word & all_;
      if (free == 0) {
        word = changed(word);
        continue;
      }
      const std::uint32_t mine = (free & own) != 0 ? own : free & (~free + 1U);
      if (!word_.compare_exchange_weak(word, word | mine, std::memory_order_acq_rel,
                                       std::memory_order_acquire)) {
        continue;
      }
      const std::uint32_t phase = word >> 16U;
      run(phase, static_cast<std::size_t>(std::countr_zero(mine)));
      if (ended_.fetch_add(1, std::memory_order_acq_rel) + 1 == (phase + std::uint64_t{1}) * shares_) {
        word_.store((phase + 1) << 16U, std::memory_order_release);
        word_.notify_all();
      }
      word = word_.load(std::memory_order_acquire);
    }
  }

  void rethrow() const {
    if (exception_) std::rethrow_exception(exception_);
  }

 private:
  std::uint32_t changed(std::uint32_t from) const noexcept {
    for (int look = 0; look < patience; ++look) {
      rest();
      if (const std::uint32_t now = word_.load(std::memory_order_acquire); now != from) return now;
    }
    word_.wait(from, std::memory_order_acquire);
    return word_.load(std::memory_order_acquire);
  }

  void run(std::size_t phase, std::size_t share) noexcept {
    const std::size_t begin = units_[phase] * share / shares_, end = units_[phase] * (share + 1) / shares_;
    if (begin == end || failedIn_.load(std::memory_order_relaxed) < phase) return;
    try {
      body_(phase, begin, end);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (exception_ && failedShare_ < share) return;  // all failures are of one phase
      failedIn_.store(phase, std::memory_order_relaxed);
      failedShare_ = share;
      exception_ = std::current_exception();
    }
  }

  std::span<const std::size_t> units_;
  Body body_;
  const std::uint32_t shares_, all_;
  alignas(64) std::atomic<std::uint32_t> word_{0};
  alignas(64) std::atomic<std::uint64_t> ended_{0};  // shares, of all phases
  std::atomic<std::size_t> failedIn_{std::numeric_limits<std::size_t>::max()};
  std::mutex mutex_;
  std::size_t failedShare_ = 0;
  std::exception_ptr exception_;
};

}  // namespace

void parallelPhases(std::span<const std::size_t> units,
                    FunctionRef<void(std::size_t, std::size_t, std::size_t)> body) {
  if (units.empty()) return;
  if (units.size() > 0xffffU) {
    throw BadCall(std::to_string(units.size()) + " phases are more than the 65535 that fit");
  }
  const std::size_t threads =
      std::min({static_cast<std::size_t>(std::max(1, threadsHere())), *std::ranges::max_element(units),
                static_cast<std::size_t>(mostShares)});
  if (threads <= 1) {
    for (std::size_t phase = 0; phase < units.size(); ++phase) {
      if (units[phase] > 0) body(phase, 0, units[phase]);
    }
    return;
  }
  Phases phases(units, body, static_cast<std::uint32_t>(threads));
  detail::runBlocks(threads, [&](std::size_t number) { phases.work(number); });
  phases.rethrow();
}

}  // namespace gradarium::base
