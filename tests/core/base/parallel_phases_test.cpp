// SPDX-License-Identifier: GPL-3.0-or-later
// parallelPhases: every unit once, phases in order, exceptions, threads that come late or not at all.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace gradarium::base {
namespace {

/// Each phase sums what the one before it wrote, in an order of its own: plain numbers, so that a thread that
/// runs ahead or does not see another's writes gives another sum (and a race, under the thread sanitizer).
std::vector<std::uint64_t> chain(const std::vector<std::size_t>& units, int threads) {
  std::vector<std::vector<std::uint64_t>> rooms;
  for (const std::size_t count : units) rooms.emplace_back(count, 0);
  const auto phase = [&](std::size_t p, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      std::uint64_t sum = i;
      for (std::size_t q = p; q-- > 0;) {
        if (rooms[q].empty()) continue;
        for (const std::uint64_t value : rooms[q]) sum = sum * 31 + value;
        break;
      }
      ++rooms[p][i];  // once
      rooms[p][i] += sum;
    }
  };
  Arena(threads).run([&] { parallelPhases(units, phase); });
  std::vector<std::uint64_t> all;
  for (const auto& room : rooms) all.insert(all.end(), room.begin(), room.end());
  return all;
}

TEST(ParallelPhases, EachPhaseSeesAllOfTheOneBefore) {
  std::vector<std::size_t> units{0, 1, 7, 0, 40, 3};
  for (std::size_t i = 0; i < 300; ++i) units.push_back(1 + i * 7 % 13);
  const auto serial = chain(units, 1);
  for (const int threads : {2, 3, 8, 20}) {
    for (int run = 0; run < 10; ++run) EXPECT_EQ(chain(units, threads), serial);
  }
}

TEST(ParallelPhases, NothingToDo) {
  EXPECT_TRUE(chain({}, 4).empty());
  EXPECT_TRUE(chain({0, 0}, 4).empty());
  const std::vector<std::size_t> many(1U << 16U, 0);
  EXPECT_THROW(parallelPhases(many, [](std::size_t, std::size_t, std::size_t) {}), BadCall);
}

TEST(ParallelPhases, TheLowestFailureOfTheFirstFailingPhase) {
  const std::array<std::size_t, 3> units{20, 20, 20};
  for (int run = 0; run < 50; ++run) {
    std::atomic<bool> later{false};
    try {
      Arena(1 + run % 8).run([&] {
        parallelPhases(units, [&](std::size_t phase, std::size_t begin, std::size_t end) {
          if (phase == 2) later = true;
          for (std::size_t i = begin; i < end; ++i) {
            if (phase == 1 && i >= 7) throw Error("unit " + std::to_string(i));
          }
        });
      });
      FAIL();
    } catch (const Error& error) {
      EXPECT_STREQ(error.what(), "unit 7");
    }
    EXPECT_FALSE(later);
  }
}

/// Threads that are elsewhere are not waited for, and a long wait is slept through.
TEST(ParallelPhases, OneThreadIsEnough) {
  Arena arena(4);
  std::atomic<int> count{0};
  const std::vector<std::size_t> units(50, 4);
  arena.run([&] {
    parallelFor(4, 1, [&](std::size_t, std::size_t) {  // all threads are taken
      parallelPhases(units, [&](std::size_t phase, std::size_t begin, std::size_t end) {
        if (phase == 10 && begin == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        count += static_cast<int>(end - begin);
      });
    });
  });
  EXPECT_EQ(count, 4 * 50 * 4);
}

TEST(ParallelPhases, LoopsWithinPieces) {
  const std::vector<std::size_t> units(20, 6);
  std::atomic<int> count{0};
  Arena(3).run([&] {
    parallelPhases(units, [&](std::size_t, std::size_t begin, std::size_t end) {
      parallelFor(end - begin, 1,
                  [&](std::size_t first, std::size_t last) { count += static_cast<int>(last - first); });
    });
  });
  EXPECT_EQ(count, 120);
}

TEST(ParallelPhases, SideBySide) {
  const std::vector<std::size_t> units(40, 5);
  const auto serial = chain(units, 1);
  const auto session = [&] {
    for (int run = 0; run < 40; ++run) EXPECT_EQ(chain(units, 2), serial);
  };
  std::thread a(session), b(session), c(session);
  a.join();
  b.join();
  c.join();
}

}  // namespace
}  // namespace gradarium::base
