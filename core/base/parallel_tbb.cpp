// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef GRADARIUM_STD_THREADS

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <optional>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/base/parallel_backend.h"

namespace gradarium::base {

namespace detail {

namespace {

/// The loops that a thread starts share their places out alike: the thread that wrote a part of a tensor is
/// the first choice to read it, from its own cache. Who is free may still take a block from who is not.
struct Places {
  tbb::affinity_partitioner partitioner;
  bool busy = false;
};
thread_local Places places;

template <class Partitioner>
void run(std::size_t count, FunctionRef<void(std::size_t)> block, Partitioner& partitioner) {
  // Isolated: without it a thread that waits here may pick up another loop's block, and with it that block's
  // locks and thread-local buffers in the middle of ours.
  tbb::this_task_arena::isolate([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, count),
        [&](const tbb::blocked_range<std::size_t>& range) {
          for (std::size_t i = range.begin(); i != range.end(); ++i) block(i);
        },
        partitioner);
  });
}

}  // namespace

void runBlocks(std::size_t count, FunctionRef<void(std::size_t)> block) {
  if (places.busy) {  // a loop within a loop
    const tbb::auto_partitioner partitioner;
    return run(count, block, partitioner);
  }
  places.busy = true;
  run(count, block, places.partitioner);
  places.busy = false;
}

}  // namespace detail

struct Arena::Impl {
  explicit Impl(int threads) : arena(threads) {
    // TBB keeps no more workers than the machine has unless told; a test of 8 threads must have 8.
    if (threads > hardwareThreads()) {
      more.emplace(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
    }
  }
  std::optional<tbb::global_control> more;
  tbb::task_arena arena;
};

Arena::Arena(int threads) {
  if (threads < 1) throw BadCall("an arena takes at least 1 thread");
  impl_ = std::make_unique<Impl>(threads);
}

Arena::~Arena() = default;

void Arena::run(FunctionRef<void()> body) {
  impl_->arena.execute([&] { body(); });
}

int Arena::threads() const noexcept { return impl_->arena.max_concurrency(); }

int hardwareThreads() noexcept { return tbb::info::default_concurrency(); }

int threadsHere() noexcept { return tbb::this_task_arena::max_concurrency(); }

}  // namespace gradarium::base

#endif  // GRADARIUM_STD_THREADS
