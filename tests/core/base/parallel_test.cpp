// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <numeric>
#include <set>
#include <string>
#include <thread>

#include "core/base/error.h"

namespace gradarium::base {
namespace {

using Block = std::pair<std::size_t, std::size_t>;

std::set<Block> blocksOf(std::size_t n, std::size_t grain, int threads) {
  std::set<Block> blocks;
  std::mutex mutex;
  Arena(threads).run([&] {
    parallelFor(n, grain, [&](std::size_t begin, std::size_t end) {
      const std::lock_guard lock(mutex);
      EXPECT_TRUE(blocks.emplace(begin, end).second);
    });
  });
  return blocks;
}

TEST(Parallel, BlocksDependOnNAndGrainAlone) {
  const std::set<Block> expected{{0, 4}, {4, 8}, {8, 10}};
  for (const int threads : {1, 2, 8}) EXPECT_EQ(blocksOf(10, 4, threads), expected);
  EXPECT_TRUE(blocksOf(0, 4, 2).empty());
  EXPECT_EQ(blocksOf(3, 4, 2), (std::set<Block>{{0, 3}}));
  EXPECT_EQ(blocksOf(2, 0, 2), (std::set<Block>{{0, 1}, {1, 2}}));
}

TEST(Parallel, ReductionIsTheSameBitsOnAnyNumberOfThreads) {
  const auto sum = [](int threads) {
    double result = 0;
    Arena(threads).run([&] {
      result = parallelReduce(
          100000, 333, 0.0,
          [](std::size_t begin, std::size_t end) {
            double part = 0;
            for (std::size_t i = begin; i < end; ++i) part += 1.0 / static_cast<double>(i + 1);
            return part;
          },
          [](double a, double b) { return a + b; });
    });
    return result;
  };
  EXPECT_NEAR(sum(1), 12.090146129863428, 1e-12);
  for (int run = 0; run < 20; ++run) EXPECT_EQ(sum(1), sum(run % 8 + 1));
}

TEST(Parallel, CombinesInBlockOrder) {
  const std::string text = parallelReduce(
      10, 3, std::string(">"),
      [](std::size_t begin, std::size_t end) { return std::to_string(end - begin) + std::to_string(begin); },
      [](std::string a, const std::string& b) { return a + " " + b; });
  EXPECT_EQ(text, "> 30 33 36 19");
  const bool any = parallelReduce(
      1000, 1, false, [](std::size_t begin, std::size_t) { return begin == 999; },
      [](bool a, bool b) { return a || b; });
  EXPECT_TRUE(any);
}

TEST(Parallel, NestedLoopsFinish) {
  for (const int threads : {1, 2, 8}) {
    std::atomic<int> count{0};
    Arena(threads).run([&] {
      parallelFor(20, 1, [&](std::size_t, std::size_t) {
        parallelFor(20, 1, [&](std::size_t, std::size_t) {
          parallelFor(20, 3,
                      [&](std::size_t begin, std::size_t end) { count += static_cast<int>(end - begin); });
        });
      });
    });
    EXPECT_EQ(count, 8000);
  }
}

TEST(Parallel, TheLowestFailingBlockIsReported) {
  for (int run = 0; run < 50; ++run) {
    try {
      Arena(1 + run % 8).run([] {
        parallelFor(100, 1, [](std::size_t begin, std::size_t) {
          if (begin >= 17) throw Error("block " + std::to_string(begin));
        });
      });
      FAIL();
    } catch (const Error& error) {
      EXPECT_STREQ(error.what(), "block 17");
    }
  }
}

TEST(Parallel, AWaitingThreadTakesNoForeignWork) {
  std::atomic<bool> entered{false};
  Arena(4).run([&] {
    parallelFor(64, 1, [&](std::size_t, std::size_t) {
      thread_local bool inside = false;
      if (inside) entered = true;
      inside = true;
      parallelFor(
          8, 1, [](std::size_t, std::size_t) { std::this_thread::sleep_for(std::chrono::microseconds(50)); });
      inside = false;
    });
  });
  EXPECT_FALSE(entered);
}

TEST(Parallel, AnArenaUsesNoMoreThreadsThanItHas) {
  for (const int threads : {1, 2, 3}) {
    Arena arena(threads);
    EXPECT_EQ(arena.threads(), threads);
    std::set<std::thread::id> seen;
    std::mutex mutex;
    arena.run([&] {
      parallelFor(64, 1, [&](std::size_t, std::size_t) {
        std::this_thread::sleep_for(std::chrono::microseconds(200));
        const std::lock_guard lock(mutex);
        seen.insert(std::this_thread::get_id());
      });
    });
    EXPECT_LE(static_cast<int>(seen.size()), threads);
  }
  EXPECT_THROW(Arena(0), BadCall);
  EXPECT_GE(hardwareThreads(), 1);
}

TEST(Parallel, ArenasWorkSideBySide) {
  std::atomic<int> count{0};
  const auto session = [&] {
    Arena arena(2);
    for (int step = 0; step < 200; ++step) {
      arena.run([&] { parallelFor(16, 1, [&](std::size_t, std::size_t) { ++count; }); });
    }
  };
  std::thread a(session), b(session), c(session);
  a.join();
  b.join();
  c.join();
  EXPECT_EQ(count, 3 * 200 * 16);
}

}  // namespace
}  // namespace gradarium::base
