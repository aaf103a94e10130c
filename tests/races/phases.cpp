// SPDX-License-Identifier: GPL-3.0-or-later
// A planted race within one phase: two pieces write the same counter. parallelPhases orders phases, not the
// pieces of one, and the thread sanitizer must see the difference (tests/CMakeLists.txt expects the report).
#include <array>
#include <atomic>
#include <cstdio>
#include <thread>

#include "core/base/clock.h"
#include "core/base/parallel.h"

int main() {
  using namespace gradarium::base;
  int counter = 0;
  std::atomic<int> inside{0};
  const Stopwatch watch;
  const std::array<std::size_t, 1> units{2};
  Arena(2).run([&] {
    parallelPhases(units, [&](std::size_t, std::size_t, std::size_t) {
      // Until both pieces are under way at once; relaxed, so that nothing here orders the two writes.
      inside.fetch_add(1, std::memory_order_relaxed);
      while (inside.load(std::memory_order_relaxed) < 2 && watch.seconds() < 30) std::this_thread::yield();
      for (int i = 0; i < 1000; ++i) ++counter;
    });
  });
  std::printf("%d\n", counter);
  return 0;
}
