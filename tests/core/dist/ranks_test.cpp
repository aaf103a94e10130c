// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/dist/communicator.h"

namespace gradarium::dist {
namespace {

TEST(Ranks, SumsAreEqualOnEachAndInOrder) {
  for (const int size : {1, 2, 3, 5}) {
    std::vector<std::vector<float>> sums(static_cast<std::size_t>(size));
    runOnThreads(size, [&](Communicator& ranks) {
      const auto rank = static_cast<std::size_t>(ranks.rank());
      for (int round = 0; round < 20; ++round) {
        std::vector<float>& mine = sums[rank];
        mine.assign(7 + static_cast<std::size_t>(round), 0.1F * static_cast<float>(rank + 1));
        mine[3] = static_cast<float>(round);
        ranks.sum(mine);
      }
    });
    float expected = 0;
    for (int rank = 0; rank < size; ++rank) expected += 0.1F * static_cast<float>(rank + 1);
    for (const auto& sum : sums) {
      EXPECT_EQ(sum.size(), 26U);
      EXPECT_EQ(sum[0], expected);
      EXPECT_EQ(sum[25], expected);
      EXPECT_EQ(sum[3], 19.0F * static_cast<float>(size));
    }
  }
}

TEST(Ranks, ABroadcastComesFromItsRoot) {
  runOnThreads(3, [](Communicator& ranks) {
    EXPECT_EQ(ranks.size(), 3);
    std::array<int, 2> numbers{ranks.rank(), ranks.rank()};
    ranks.broadcast(std::as_writable_bytes(std::span(numbers)), 2);
    EXPECT_EQ(numbers, (std::array<int, 2>{2, 2}));
    EXPECT_EQ(broadcast(ranks, ranks.rank() == 0 ? "a text" : ""), "a text");
    EXPECT_EQ(broadcast(ranks, ""), "");
  });
}

TEST(Ranks, ABarrierHoldsAll) {
  std::atomic<int> arrived{0};
  runOnThreads(4, [&](Communicator& ranks) {
    for (int round = 1; round <= 50; ++round) {
      ++arrived;
      ranks.barrier();
      EXPECT_GE(arrived.load(), 4 * round);
      ranks.barrier();
    }
  });
}

std::string failure(int size, const std::function<void(Communicator&)>& body) {
  try {
    runOnThreads(size, body);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

TEST(Ranks, OneThatFailsEndsTheOthers) {
  const std::string said = failure(3, [](Communicator& ranks) {
    if (ranks.rank() == 1) throw base::Error("the disk is full");
    for (;;) ranks.barrier();
  });
  EXPECT_EQ(said, "the disk is full");
  EXPECT_EQ(failure(2,
                    [](Communicator& ranks) {
                      std::vector<float> numbers(ranks.rank() == 0 ? 3 : 4);
                      ranks.sum(numbers);
                    }),
            "every rank must give equally many numbers");
  EXPECT_THROW(runOnThreads(0, [](Communicator&) {}), base::BadCall);
}

TEST(Ranks, WhatFailsOnOneFailsOnAllInItsWords) {
  std::array<std::string, 3> said;
  std::array<bool, 3> bad{};
  const auto each = [&](int failing, bool wrongCall) {
    runOnThreads(3, [&](Communicator& ranks) {
      const auto rank = static_cast<std::size_t>(ranks.rank());
      said[rank] = "";
      try {
        together(ranks, [&] {
          if (ranks.rank() < failing) return;
          if (wrongCall) throw base::BadCall("no file " + std::to_string(rank));
          throw base::Error("no file " + std::to_string(rank));
        });
      } catch (const base::Error& error) {
        said[rank] = error.what();
        bad[rank] = dynamic_cast<const base::BadCall*>(&error) != nullptr;
      }
    });
  };
  each(1, false);
  EXPECT_THAT(said, ::testing::Each("rank 1: no file 1"));
  EXPECT_THAT(bad, ::testing::Each(false));
  each(0, true);
  EXPECT_THAT(said, ::testing::Each("no file 0"));
  EXPECT_THAT(bad, ::testing::Each(true));
  each(3, true);
  EXPECT_THAT(said, ::testing::Each(""));
}

TEST(Ranks, AloneThereIsOne) {
  const auto ranks = alone();
  EXPECT_EQ(ranks->size(), 1);
  EXPECT_EQ(broadcast(*ranks, "a"), "a");
  EXPECT_THROW(together(*ranks, [] { throw base::BadCall("no"); }), base::BadCall);
  EXPECT_GE(ranksOnThisMachine(), 1);
}

}  // namespace
}  // namespace gradarium::dist
