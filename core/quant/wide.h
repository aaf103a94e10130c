// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

#include "core/export.h"

namespace gradarium::quant {

/// A binary floating-point number of 256 bits, about 77 decimal digits, with an exponent that never runs out:
/// what errors of narrower formats are measured against. Sums, products, quotients and parsed decimals are
/// rounded to odd (Boldo & Melquiond 2008), so rounding one again to a format of up to 254 bits gives what
/// rounding the exact result would give. Square roots are good to 2^-250 of themselves and exact where the
/// root is; exp and log to 2^-230. NaN and infinities are carried along as IEEE 754 says.
class GRADARIUM_CORE Wide {
 public:
  static constexpr int precision = 256;

  Wide() = default;    // 0
  Wide(double value);  // NOLINT: exact, so that it may stand for the number
  static Wide nan();
  static Wide infinity(bool negative = false);
  /// "0.1", "-6.02e23", "inf", "nan" and nothing else; false leaves `result` alone.
  static bool parse(std::string_view text, Wide& result);

  [[nodiscard]] bool isNaN() const noexcept { return kind_ == Kind::NaN; }
  [[nodiscard]] bool isInfinite() const noexcept { return kind_ == Kind::Infinite; }
  [[nodiscard]] bool isFinite() const noexcept { return kind_ == Kind::Zero || kind_ == Kind::Finite; }
  [[nodiscard]] bool isZero() const noexcept { return kind_ == Kind::Zero; }
  [[nodiscard]] bool negative() const noexcept { return negative_; }
  /// floor(log2 |x|) of a finite number other than 0.
  [[nodiscard]] std::int64_t exponent() const noexcept { return lowest_ + precision - 1; }
  /// |x| / 2^unit, cut to an integer below 2^64 (else all ones), and how what was cut off compares with a
  /// half: -1 less, 0 equal, 1 more; `exact` where nothing was cut off.
  struct Cut {
    std::uint64_t whole = 0;
    int half = -1;
    bool exact = true;
  };
  [[nodiscard]] Cut cut(std::int64_t unit) const noexcept;
  /// The part cut off there, 0 up to 1, to the precision of a double.
  [[nodiscard]] double rest(std::int64_t unit) const noexcept;

  /// The nearest double, ties to even.
  [[nodiscard]] double toDouble() const noexcept;
  [[nodiscard]] Wide scaled(std::int64_t powerOfTwo) const noexcept;
  [[nodiscard]] Wide magnitude() const noexcept;

  Wide operator-() const noexcept;
  friend GRADARIUM_CORE Wide operator+(const Wide& a, const Wide& b) noexcept;
  friend Wide operator-(const Wide& a, const Wide& b) noexcept { return a + -b; }
  friend GRADARIUM_CORE Wide operator*(const Wide& a, const Wide& b) noexcept;
  friend GRADARIUM_CORE Wide operator/(const Wide& a, const Wide& b) noexcept;
  friend GRADARIUM_CORE std::partial_ordering operator<=>(const Wide& a, const Wide& b) noexcept;
  friend bool operator==(const Wide& a, const Wide& b) noexcept { return (a <=> b) == 0; }

 private:
  enum class Kind { Zero, Finite, Infinite, NaN };
  static constexpr int limbs = precision / 32;
  using Limbs = std::array<std::uint32_t, limbs>;  // the least first; the top bit of a finite number is set

  template <std::size_t N>
  static Wide rounded(bool negative, std::int64_t lowest, std::array<std::uint32_t, N> digits,
                      bool sticky) noexcept;
  static Wide sum(const Wide& larger, const Wide& smaller) noexcept;
  static int compareMagnitudes(const Wide& a, const Wide& b) noexcept;

  Kind kind_ = Kind::Zero;
  bool negative_ = false;
  std::int64_t lowest_ = 0;  // what the lowest bit counts: 2^lowest
  Limbs digits_{};
};

GRADARIUM_CORE Wide sqrt(const Wide& x);
GRADARIUM_CORE Wide exp(const Wide& x);
GRADARIUM_CORE Wide log(const Wide& x);

}  // namespace gradarium::quant
