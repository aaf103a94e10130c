// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quant/float_codec.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <map>

#include "core/base/random.h"
#include "tests/core/ml/reference.h"

namespace gradarium::quant {
namespace {

using testing::reference;
const std::vector<NumberFormat> floats{fp64, fp32, fp16, bf16};

std::uint64_t encodeText(const char* text, const NumberFormat& format) {
  Wide exact;
  EXPECT_TRUE(Wide::parse(text, exact));
  return encode(exact, format);
}

TEST(FloatCodec, KnownCodes) {
  EXPECT_EQ(encodeText("0.1", fp32), 0x3DCCCCCDU);
  EXPECT_EQ(encodeText("0.1", fp64), 0x3FB999999999999AU);
  EXPECT_EQ(encodeText("0.1", bf16), 0x3DCDU);
  EXPECT_EQ(encodeText("-0", fp16), 0x8000U);
  EXPECT_EQ(largest(fp16), 65504);
  EXPECT_EQ(decode(encodeText("65519.9999", fp16), fp16), 65504);
  EXPECT_EQ(decode(encodeText("65520", fp16), fp16), INFINITY);
  EXPECT_EQ(smallestSubnormal(fp64), 5e-324);
  EXPECT_EQ(largest(fp32), static_cast<double>(std::numeric_limits<float>::max()));
}

TEST(FloatCodec, EveryHalfIsTheSameSingleAsNumPys) {
  std::uint64_t fnv = 0xCBF29CE484222325U;
  for (std::uint64_t code = 0; code < 65536; ++code) {
    const double value = decode(code, fp16);
    if (std::isnan(value)) continue;
    const std::uint64_t single = encode(Wide(value), fp32);
    fnv = (fnv ^ single) * 0x100000001B3U;
    ASSERT_EQ(single, std::bit_cast<std::uint32_t>(static_cast<float>(value)));
    ASSERT_EQ(encode(Wide(decode(single, fp32)), fp16), code);
  }
  EXPECT_EQ(std::to_string(fnv), reference("quant/quant.json").at("fp16_as_fp32_fnv").get<std::string>());
}

TEST(FloatCodec, RoundsAsNumPyDoes) {
  const auto all = reference("quant/quant.json");
  for (const auto& [key, format] : std::map<std::string, NumberFormat>{{"halves", fp16}, {"singles", fp32}})
    for (const auto& item : all.at(key)) {
      const auto x = item[0].get<double>();
      EXPECT_EQ(encode(Wide(x), format), item[1].get<std::uint64_t>()) << x;
      const double quick = Rounder(format)(x), slow = decode(encode(Wide(x), format), format);
      EXPECT_TRUE(quick == slow && std::signbit(quick) == std::signbit(slow)) << x;
    }
}

TEST(FloatCodec, BrainFloatsAreSinglesCutInTheMiddle) {
  base::Random random(3);
  for (int i = 0; i < 5000; ++i) {
    const auto bits = static_cast<std::uint32_t>(random.next());
    const double x = std::bit_cast<float>(bits);
    if (std::isnan(x)) continue;
    const std::uint32_t nearest = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
    ASSERT_EQ(encode(Wide(x), bf16), nearest) << x;
    ASSERT_EQ(encode(Wide(x), bf16, Rounding::TowardZero), bits >> 16) << x;
  }
}

TEST(FloatCodec, DirectionsEncloseTheNumberAndNearestIsOneOfThem) {
  base::Random random(5);
  for (const NumberFormat& format : floats)
    for (int i = 0; i < 500; ++i) {
      const Wide x = Wide(random.normal()) * Wide(std::exp(random.normal() * 6)) / Wide(3.0);
      const double down = decode(encode(x, format, Rounding::Down), format),
                   up = decode(encode(x, format, Rounding::Up), format);
      ASSERT_TRUE(Wide(down) <= x && x <= Wide(up));
      if (std::isfinite(up) && std::isfinite(down)) {
        ASSERT_LE(ordinal(encode(x, format, Rounding::Up), format) -
                      ordinal(encode(x, format, Rounding::Down), format),
                  1);
      }
      const double nearest = decode(encode(x, format), format),
                   zero = decode(encode(x, format, Rounding::TowardZero), format);
      ASSERT_TRUE(nearest == down || nearest == up);
      ASSERT_EQ(zero, x.negative() ? up : down);
      if (std::isfinite(nearest)) {
        ASSERT_LE(errorInUlps(nearest, x, format), 0.5);
      }
    }
}

TEST(FloatCodec, StochasticRoundingIsUnbiased) {
  base::Random random(8);
  const Rounder round(bf16);
  double sum = 0;
  const int n = 20000;
  for (int i = 0; i < n; ++i) {
    const double u = random.uniform(), quick = round.stochastic(0.1, u);
    ASSERT_EQ(quick, decode(encode(Wide(0.1), bf16, Rounding::Stochastic, u), bf16));
    sum += quick;
  }
  const double unit = std::ldexp(1.0, -11);  // between neighbours of 0.1
  EXPECT_NEAR(sum / n, 0.1, 4 * unit / 2 / std::sqrt(n));
}

TEST(FloatCodec, NeighboursAreOneApartAndWrapAsTheyShould) {
  for (const NumberFormat& format : {fp16, bf16})
    for (std::uint64_t code = 0; code < 65536; ++code) {
      if (std::isnan(decode(code, format))) continue;
      const std::uint64_t up = next(code, format, true);
      if (code == format.infinity()) {
        ASSERT_EQ(up, code);
        continue;
      }
      ASSERT_GT(decode(up, format), decode(code, format));
      ASSERT_EQ(ordinal(up, format), ordinal(code, format) + 1);
      ASSERT_EQ(ordinal(next(up, format, false), format), ordinal(code, format));
    }
  EXPECT_EQ(next(0x3DCCCCCD, fp32, true), 0x3DCCCCCEU);
  EXPECT_EQ(decode(next(127, int8, true), int8), -128);
  EXPECT_EQ(decode(next(0x8000, int16, false), int16), 32767);
  EXPECT_EQ(decode(next(0, fp64, false), fp64), -5e-324);
}

TEST(FloatCodec, IntegersStopAtTheirEnds) {
  EXPECT_EQ(decode(encodeText("300", int8), int8), 127);
  EXPECT_EQ(decode(encodeText("-300", int8), int8), -128);
  EXPECT_EQ(decode(encodeText("-1", int32), int32), -1);
  EXPECT_EQ(decode(encodeText("2.5", int8), int8), 2);
  EXPECT_EQ(decode(encodeText("3.5", int8), int8), 4);
  EXPECT_EQ(encodeText("inf", int64), 0x7fffffffffffffffU);
  EXPECT_EQ(encodeText("nan", int16), 0U);
  Wide exact;
  ASSERT_TRUE(Wide::parse("9223372036854775807", exact));
  EXPECT_EQ(decodeExact(encode(exact, int64), int64), exact);
  EXPECT_EQ(decodeExact(encode(-exact, int64), int64), -exact);
}

TEST(FloatCodec, UlpsGoWithTheExponent) {
  EXPECT_EQ(ulp(1.0, fp32).toDouble(), std::ldexp(1.0, -23));
  EXPECT_EQ(ulp(1.99, fp64).toDouble(), std::ldexp(1.0, -52));
  EXPECT_EQ(ulp(16777216.0, fp32).toDouble(), 2);
  EXPECT_EQ(ulp(0.0, fp16).toDouble(), smallestSubnormal(fp16));
  EXPECT_EQ(errorInUlps(1 + std::ldexp(1.0, -22), Wide(1.0), fp32), 2);
  EXPECT_EQ(errorInUlps(INFINITY, Wide(1.0), fp32), INFINITY);
}

}  // namespace
}  // namespace gradarium::quant
