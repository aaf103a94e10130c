// Files one can read at a sitting: none over 600 lines, nine in ten under 350, half of them at most 120.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/repo/house.h"

namespace gradarium::house {
namespace {

std::vector<std::size_t> lengths() {
  std::vector<std::size_t> all;
  for (const File& file : files()) all.push_back(file.lines.size());
  std::ranges::sort(all);
  return all;
}

TEST(Length, NoFileOver600) {
  for (const File& file : files()) EXPECT_LE(file.lines.size(), 600u) << file.path;
}

TEST(Length, NineInTenUnder350) { EXPECT_LT(lengths()[lengths().size() * 9 / 10], 350u); }

TEST(Length, MedianAtMost120) { EXPECT_LE(lengths()[lengths().size() / 2], 120u); }

}  // namespace
}  // namespace gradarium::house
