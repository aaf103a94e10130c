// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one door for parallelism. Blocks are cut from n and grain alone and partial results are combined in
// block order, so every result is the same whatever the number of threads. Behind the door stands oneTBB, or,
// with GRADARIUM_STD_THREADS, a small pool of std::thread that the thread sanitizer can see through.

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/base/function_ref.h"
#include "core/export.h"

namespace gradarium::base {

/// Calls body(begin, end) once for each block [0, grain), [grain, 2 grain) ... of [0, n), in any order, on
/// the threads of the current Arena; returns when all have ended. Calls may nest. A waiting thread takes no
/// foreign work, so thread-local buffers are safe across a nested call. If bodies throw, the exception of the
/// lowest block reaches the caller and later blocks may not have run. grain = 0 counts as 1.
GRADARIUM_CORE void parallelFor(std::size_t n, std::size_t grain,
                                FunctionRef<void(std::size_t begin, std::size_t end)> body);

/// combine(... combine(combine(zero, map(block 0)), map(block 1)) ...): the blocks run in parallel, the
/// combining is serial and in order. T is copied; allocates one T a block.
template <class T, class Map, class Combine>
T parallelReduce(std::size_t n, std::size_t grain, T zero, Map&& map, Combine&& combine) {
  struct Slot {  // not a bare T, so that std::vector<bool> never packs two blocks' results into one byte
    T value;
  };
  if (grain == 0) grain = 1;
  std::vector<Slot> partial(n / grain + (n % grain != 0 ? 1 : 0), Slot{zero});
  parallelFor(n, grain,
              [&](std::size_t begin, std::size_t end) { partial[begin / grain].value = map(begin, end); });
  T result = std::move(zero);
  for (Slot& slot : partial) result = combine(std::move(result), std::move(slot.value));
  return result;
}

/// One phase after another: body(phase, begin, end) for pieces that together make up [0, units[phase]), on
/// the threads of the current Arena; a phase begins when all of the one before it has ended, and sees what
/// that wrote. For phases too short for a parallelFor each: to pass from one to the next costs a threads'
/// handshake, well below a microsecond. How a phase is cut depends on the threads, so what becomes of a unit
/// must not depend on its neighbours in the piece; the body takes the units of a piece in order. No thread is
/// ever waited for that has not begun a piece: where fewer come than were called, those that did do the work,
/// and who waits long sleeps. The exception of the lowest unit that throws reaches the caller, and later
/// phases are not run. At most 65,535 phases, else BadCall. Allocates nothing.
GRADARIUM_CORE void parallelPhases(
    std::span<const std::size_t> units,
    FunctionRef<void(std::size_t phase, std::size_t begin, std::size_t end)> body);

/// A bounded set of threads. Loops started inside run() use at most threads() of them, the caller's included.
class GRADARIUM_CORE Arena {
 public:
  /// threads >= 1, more than the machine has is allowed (tests do so); less than 1 throws BadCall.
  explicit Arena(int threads);
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Runs the body here and now; returns when it has ended. Exceptions pass through.
  void run(FunctionRef<void()> body);
  [[nodiscard]] int threads() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// How many threads the machine runs at once; at least 1.
GRADARIUM_CORE int hardwareThreads() noexcept;

/// Of the current Arena, else of the machine. For cutting work whose result does not depend on the cut.
GRADARIUM_CORE int threadsHere() noexcept;

}  // namespace gradarium::base
