// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/toy_tasks.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace gradarium::lm {
namespace {

TEST(ToyTasks, BracketsCloseWhatIsOpen) {
  base::Random random(1);
  const TokenBatch batch = bracketStrings(40, 6, 3, random);
  ASSERT_EQ(batch.ids.size(), 40U * 12);
  for (std::size_t r = 0; r < 40; ++r) {
    std::vector<std::int32_t> open;
    for (std::size_t t = 0; t < 12; ++t) {
      const std::int32_t token = batch.ids[r * 12 + t];
      if (t > 0) {
        EXPECT_EQ(batch.targets[r * 12 + t - 1], token);
        EXPECT_EQ(batch.recalled[r * 12 + t - 1], token >= 3);
      }
      if (token < 3) {
        open.push_back(token);
        continue;
      }
      ASSERT_FALSE(open.empty());
      ASSERT_EQ(token - 3, open.back());
      open.pop_back();
    }
    EXPECT_TRUE(open.empty());
    EXPECT_EQ(batch.targets[r * 12 + 11], -1);
  }
}

TEST(ToyTasks, TheAnswerIsWhoCameFirst) {
  base::Random random(2);
  const TokenBatch batch = whoCameFirst(200, 10, 24, random);
  int first = 0;
  for (std::size_t r = 0; r < 200; ++r) {
    const auto row = batch.ids.begin() + static_cast<std::ptrdiff_t>(r * 10);
    EXPECT_EQ(std::count(row, row + 10, 24), 1);
    EXPECT_EQ(std::count(row, row + 10, 25), 1);
    EXPECT_EQ(row[9], 26);
    const bool one = std::find(row, row + 10, 24) < std::find(row, row + 10, 25);
    EXPECT_EQ(batch.targets[r * 10 + 9], one ? 24 : 25);
    EXPECT_EQ(batch.targets[r * 10 + 8], -1);
    first += one ? 1 : 0;
  }
  EXPECT_NEAR(first, 100, 35);  // five deviations
}

TEST(ToyTasks, RowsOfATextKnowWhatCameBefore) {
  base::Random random(3);
  const std::vector<std::int32_t> text = {1, 2, 3, 1, 2, 3};
  const TokenBatch batch = textRows(text, 1, 5, random);
  EXPECT_EQ(batch.ids, (std::vector<std::int32_t>{1, 2, 3, 1, 2}));
  EXPECT_EQ(batch.targets, (std::vector<std::int32_t>{2, 3, 1, 2, 3}));
  EXPECT_EQ(batch.recalled, (std::vector<bool>{false, false, false, false, true}));  // 1 2 -> 3 was there
}

TEST(ToyTasks, RefuseWhatDoesNotFit) {
  base::Random random(1);
  EXPECT_THROW(bracketStrings(1, 0, 3, random), base::BadCall);
  EXPECT_THROW(whoCameFirst(1, 2, 24, random), base::BadCall);
  EXPECT_THROW(textRows(std::vector<std::int32_t>{1, 2}, 1, 2, random), base::BadCall);
}

}  // namespace
}  // namespace gradarium::lm
