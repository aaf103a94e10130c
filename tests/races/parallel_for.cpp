// SPDX-License-Identifier: GPL-3.0-or-later
// A planted race: two blocks of one loop write the same counter. That the thread sanitizer reports it proves
// that it sees into our loops (tests/CMakeLists.txt expects the report).
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
  Arena(2).run([&] {
    parallelFor(2, 1, [&](std::size_t, std::size_t) {
      // Until both blocks are under way at once; relaxed, so that nothing here orders the two writes.
      inside.fetch_add(1, std::memory_order_relaxed);
      while (inside.load(std::memory_order_relaxed) < 2 && watch.seconds() < 30) std::this_thread::yield();
      for (int i = 0; i < 1000; ++i) ++counter;
    });
  });
  std::printf("%d\n", counter);
  return 0;
}
