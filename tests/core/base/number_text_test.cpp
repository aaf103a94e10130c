// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "core/base/random.h"

namespace gradarium::base {
namespace {

TEST(NumberText, ShortestReadsBackExactly) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(3), "3");
  EXPECT_EQ(shortest(-0.0), "-0");
  EXPECT_EQ(shortest(1e-300), "1e-300");
  EXPECT_EQ(shortest(std::numeric_limits<double>::infinity()), "inf");
  EXPECT_EQ(shortest(-std::numeric_limits<double>::infinity()), "-inf");
  EXPECT_EQ(shortest(std::nan("")), "nan");
  Random random(1);
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t bits = random.next();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    const auto back = parseNumber(shortest(value));
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(*back, value);
  }
}

TEST(NumberText, ReadsNumbersAndNothingElse) {
  EXPECT_EQ(parseNumber("1.5"), 1.5);
  EXPECT_EQ(parseNumber("+4"), 4.0);
  EXPECT_EQ(parseNumber("-2e3"), -2000.0);
  EXPECT_EQ(parseNumber(".5"), 0.5);
  EXPECT_EQ(parseNumber("5."), 5.0);
  EXPECT_EQ(parseNumber("1E+2"), 100.0);
  EXPECT_EQ(parseNumber("-Infinity"), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(parseNumber("inf"), std::numeric_limits<double>::infinity());
  EXPECT_EQ(parseNumber("1e999"), std::numeric_limits<double>::infinity());
  EXPECT_EQ(parseNumber("-1e-999"), -0.0);
  EXPECT_TRUE(std::isnan(parseNumber("NaN").value()));
  for (const char* text : {"", " 1", "1 ", "1,5", "0x10", "abc", "1.2.3", "--1", "+-1", "1e", "e5", ".", "-",
                           "infin", "nan(1)", "1_000", "\xd9\xa1"}) {
    EXPECT_FALSE(parseNumber(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace gradarium::base
