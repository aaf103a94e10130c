// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/export.h"

namespace gradarium::quant {

/// How a number is laid out in bits: IEEE 754's binary interchange formats, bfloat16, or two's complement.
struct NumberFormat {
  std::string_view name;
  int bits = 0;
  int exponentBits = 0;  // 0: an integer
  int fractionBits = 0;  // stored, without the hidden bit

  constexpr bool isInteger() const noexcept { return exponentBits == 0; }
  constexpr int bias() const noexcept { return isInteger() ? 0 : (1 << (exponentBits - 1)) - 1; }
  /// Significant bits p, the hidden one included; of an integer all but the sign.
  constexpr int precision() const noexcept { return isInteger() ? bits - 1 : fractionBits + 1; }
  constexpr int lowestExponent() const noexcept {
    return isInteger() ? 0 : 1 - bias();
  }  // of a normal number
  constexpr int highestExponent() const noexcept { return isInteger() ? bits - 2 : bias(); }
  constexpr std::uint64_t mask() const noexcept { return ~std::uint64_t{0} >> (64 - bits); }
  constexpr std::uint64_t signBit() const noexcept { return std::uint64_t{1} << (bits - 1); }
  constexpr std::uint64_t fractionMask() const noexcept { return (std::uint64_t{1} << fractionBits) - 1; }
  /// Every exponent bit set: infinity, and with a fraction NaN.
  constexpr std::uint64_t infinity() const noexcept { return (signBit() - 1) & ~fractionMask(); }
  bool operator==(const NumberFormat&) const = default;
};

inline constexpr NumberFormat fp64{"FP64", 64, 11, 52}, fp32{"FP32", 32, 8, 23}, fp16{"FP16", 16, 5, 10},
    bf16{"BF16", 16, 8, 7}, int8{"int8", 8, 0, 0}, int16{"int16", 16, 0, 0}, int32{"int32", 32, 0, 0},
    int64{"int64", 64, 0, 0};

/// To nearest, ties to even; toward zero; up; down; or up with the probability of the part that is cut off.
enum class Rounding { NearestEven, TowardZero, Up, Down, Stochastic };

}  // namespace gradarium::quant
