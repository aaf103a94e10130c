// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quant/wide.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "core/base/random.h"
#include "tests/core/ml/reference.h"

namespace gradarium::quant {
namespace {

using testing::reference;

Wide parsed(const std::string& text) {
  Wide result;
  EXPECT_TRUE(Wide::parse(text, result)) << text;
  return result;
}

/// |a - b| / |b|
double apart(const Wide& a, const Wide& b) { return ((a - b).magnitude() / b.magnitude()).toDouble(); }

TEST(Wide, OperationsOnDoublesRoundAsTheProcessorDoes) {
  base::Random random(1);
  for (int i = 0; i < 4000; ++i) {
    const double a = random.normal() * std::exp(8 * random.normal()),
                 b = random.normal() * std::exp(8 * random.normal());
    ASSERT_EQ((Wide(a) + Wide(b)).toDouble(), a + b);
    ASSERT_EQ((Wide(a) - Wide(b)).toDouble(), a - b);
    ASSERT_EQ((Wide(a) * Wide(b)).toDouble(), a * b);
    ASSERT_EQ((Wide(a) / Wide(b)).toDouble(), a / b);
    ASSERT_EQ(sqrt(Wide(std::abs(a))).toDouble(), std::sqrt(std::abs(a)));
    ASSERT_EQ(Wide(a) < Wide(b), a < b);
    ASSERT_EQ(Wide(a).toDouble(), a);
  }
}

TEST(Wide, SubnormalsAndEndsOfTheRange) {
  for (const double x : {5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e-310})
    EXPECT_EQ(Wide(x).toDouble(), x);
  EXPECT_EQ((Wide(5e-324) / Wide(2.0)).toDouble(), 0);  // a tie, to even
  EXPECT_EQ((Wide(5e-324) * Wide(0.75)).toDouble(), 5e-324);
  EXPECT_EQ((Wide(1e308) * Wide(10.0)).toDouble(), INFINITY);
  EXPECT_TRUE(std::signbit(Wide(-0.0).toDouble()));
}

TEST(Wide, WhatIsNotFiniteGoesAsInIeee754) {
  const Wide infinity = Wide::infinity();
  EXPECT_TRUE((infinity - infinity).isNaN());
  EXPECT_TRUE((infinity * Wide()).isNaN());
  EXPECT_TRUE((infinity / infinity).isNaN());
  EXPECT_TRUE((Wide() / Wide()).isNaN());
  EXPECT_TRUE(sqrt(Wide(-1.0)).isNaN());
  EXPECT_EQ((Wide(1.0) / Wide()).toDouble(), INFINITY);
  EXPECT_EQ((Wide(1.0) / -infinity).toDouble(), 0);
  EXPECT_EQ(log(Wide()).toDouble(), -INFINITY);
  EXPECT_FALSE(Wide::nan() < infinity);
  EXPECT_FALSE(Wide::nan() == Wide::nan());
  EXPECT_TRUE(-infinity < Wide(-1e300));
}

TEST(Wide, DecimalsAreNumPysDoubles) {
  const auto known = reference("quant/quant.json");  // kept: a loop would not keep what it takes a part of
  for (const auto& item : known.at("decimals")) {
    const auto text = item[0].get<std::string>();
    EXPECT_EQ(std::to_string(std::bit_cast<std::uint64_t>(parsed(text).toDouble())),
              item[1].get<std::string>())
        << text;
  }
  Wide kept(7.0);
  for (const char* text : {"", "x", "1 ", "0x10", "1,5", "--1", "1e", "."}) {
    EXPECT_FALSE(Wide::parse(text, kept)) << text;
  }
  EXPECT_EQ(kept.toDouble(), 7);
  EXPECT_EQ(parsed("1e-400").toDouble(), 0);
  EXPECT_FALSE(parsed("1e-400").isZero());
}

TEST(Wide, FunctionsAgreeTo75Digits) {
  const auto known = reference("quant/quant.json");
  for (const auto& item : known.at("functions")) {
    const Wide x = parsed(item.at("x").get<std::string>());
    EXPECT_LT(apart(sqrt(x), parsed(item.at("sqrt").get<std::string>())), 1e-73) << item;
    EXPECT_LT(apart(exp(x), parsed(item.at("exp").get<std::string>())), 1e-67) << item;
    EXPECT_LT(apart(log(x), parsed(item.at("log").get<std::string>())), 1e-66) << item;
  }
}

TEST(Wide, RoundingToOddKeepsATieApartFromAlmostATie) {
  const Wide tie = Wide(1.0) + Wide(std::ldexp(1.0, -53));
  EXPECT_EQ(tie.toDouble(), 1);
  EXPECT_EQ((tie + Wide(1e-300)).toDouble(), std::nextafter(1.0, 2.0));
  EXPECT_EQ((tie + Wide(std::ldexp(1.0, -52)) - Wide(1e-300)).toDouble(), std::nextafter(1.0, 2.0));
}

}  // namespace
}  // namespace gradarium::quant
