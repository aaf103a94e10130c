// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "core/export.h"
#include "core/quant/number_format.h"
#include "core/quant/wide.h"

/// Values and their bits, after IEEE 754-2019. A code is the format's bits, right-aligned in 64.
namespace gradarium::quant {

enum class NumberClass { Zero, Subnormal, Normal, Infinite, NaN };

struct Fields {
  bool negative = false;
  std::uint64_t exponent = 0, fraction = 0;  // as stored; of an integer `fraction` is all bits but the sign
  NumberClass kind = NumberClass::Zero;
};

/// The code of the value next to x in the direction of the rounding. `u` in [0, 1) decides a stochastic one
/// (Forsythe 1950): up in magnitude where it is below the part cut off. Beyond the largest value floats give
/// infinity where the direction allows it; integers stay at their ends, and NaN is 0 to them.
GRADARIUM_CORE std::uint64_t encode(const Wide& x, const NumberFormat& format,
                                    Rounding rounding = Rounding::NearestEven, double u = 0.5) noexcept;
/// Exact but for 64-bit integers above 2^53, which decodeExact() tells.
GRADARIUM_CORE double decode(std::uint64_t code, const NumberFormat& format) noexcept;
GRADARIUM_CORE Wide decodeExact(std::uint64_t code, const NumberFormat& format) noexcept;
GRADARIUM_CORE Fields fieldsOf(std::uint64_t code, const NumberFormat& format) noexcept;

/// Place in the order of values: neighbours differ by 1, and both zeros are 0. NaN has none, and gives that
/// beyond infinity.
GRADARIUM_CORE std::int64_t ordinal(std::uint64_t code, const NumberFormat& format) noexcept;
GRADARIUM_CORE std::uint64_t codeOf(std::int64_t ordinal, const NumberFormat& format) noexcept;
/// IEEE 754's nextUp and nextDown. An integer wraps around at its ends, as its adder does.
GRADARIUM_CORE std::uint64_t next(std::uint64_t code, const NumberFormat& format, bool up) noexcept;

/// Unit in the last place: how far apart the format's values are where x is (Goldberg 1991). Below the
/// smallest normal number it stays what it is there; beyond the largest it goes on doubling.
GRADARIUM_CORE Wide ulp(const Wide& x, const NumberFormat& format) noexcept;
/// |value - exact| in ulps of the exact number; infinite where the value is not finite and the exact one is.
GRADARIUM_CORE double errorInUlps(double value, const Wide& exact, const NumberFormat& format) noexcept;

GRADARIUM_CORE double largest(const NumberFormat& format) noexcept;
GRADARIUM_CORE double smallestNormal(const NumberFormat& format) noexcept;
GRADARIUM_CORE double smallestSubnormal(const NumberFormat& format) noexcept;

/// decode(encode(x)) of doubles, quickly, for long loops in a narrow float format. What a double adds,
/// subtracts, multiplies, divides or takes the root of two numbers of FP32 or narrower is so near that
/// rounding it again is the format's own operation (Figueroa 1995).
class GRADARIUM_CORE Rounder {
 public:
  explicit Rounder(const NumberFormat& format);
  double operator()(double x) const noexcept;  // nearest, ties to even
  double stochastic(double x, double u) const noexcept;

 private:
  double powerOf(double x) const noexcept;  // 2^floor(log2 |x|), at least that of the smallest normal number
  double bounded(double result, double x) const noexcept;
  bool asIs_;
  double least_, most_, unit_, shift_;
};

}  // namespace gradarium::quant
