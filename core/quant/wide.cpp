// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quant/wide.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace gradarium::quant {
namespace {

template <std::size_t N>
using Digits = std::array<std::uint32_t, N>;

template <std::size_t N>
int topBit(const Digits<N>& digits) noexcept {  // -1: all are 0
  for (std::size_t i = N; i-- > 0;)
    if (digits[i] != 0) return static_cast<int>(i) * 32 + 31 - std::countl_zero(digits[i]);
  return -1;
}

template <std::size_t N>
Digits<N> shiftedLeft(const Digits<N>& digits, int by) noexcept {
  Digits<N> result{};
  const auto words = static_cast<std::size_t>(by / 32);
  const int bits = by % 32;
  for (std::size_t i = N; i-- > words;) {
    std::uint64_t both = std::uint64_t{digits[i - words]} << 32;
    if (i > words) both |= digits[i - words - 1];
    result[i] = static_cast<std::uint32_t>((both << bits) >> 32);
  }
  return result;
}

/// What is shifted out sets `lost`.
template <std::size_t N>
Digits<N> shiftedRight(const Digits<N>& digits, std::int64_t by, bool& lost) noexcept {
  Digits<N> result{};
  const auto words = static_cast<std::size_t>(std::min<std::int64_t>(by / 32, N));
  const int bits = static_cast<int>(by % 32);
  for (std::size_t i = 0; i < words; ++i) lost = lost || digits[i] != 0;
  if (words == N) return result;
  lost = lost || (digits[words] & ((std::uint32_t{1} << bits) - 1)) != 0;
  for (std::size_t i = words; i < N; ++i) {
    std::uint64_t both = digits[i];
    if (i + 1 < N) both |= std::uint64_t{digits[i + 1]} << 32;
    result[i - words] = static_cast<std::uint32_t>(both >> bits);
  }
  return result;
}

template <std::size_t N>
bool subtractIfNotLess(Digits<N>& from, const Digits<N>& what) noexcept {
  if (std::lexicographical_compare(from.rbegin(), from.rend(), what.rbegin(), what.rend())) return false;
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < N; ++i) {
    const std::uint64_t difference = std::uint64_t{from[i]} - what[i] - borrow;
    from[i] = static_cast<std::uint32_t>(difference);
    borrow = difference >> 63;
  }
  return true;
}

}  // namespace

/// The number digits * 2^lowest, and a little more where `sticky`: cut to the top bits, the last of them set
/// where anything was cut off.
template <std::size_t N>
Wide Wide::rounded(bool negative, std::int64_t lowest, Digits<N> digits, bool sticky) noexcept {
  Wide result;
  result.negative_ = negative;
  const int top = topBit(digits);
  if (top < 0) return result;
  const int by = top - (precision - 1);
  if (by > 0) digits = shiftedRight(digits, by, sticky);
  Digits<std::max<std::size_t>(N, limbs)> whole{};
  std::copy(digits.begin(), digits.end(), whole.begin());
  if (by < 0) whole = shiftedLeft(whole, -by);
  std::copy_n(whole.begin(), limbs, result.digits_.begin());
  if (sticky) result.digits_[0] |= 1;
  result.kind_ = Kind::Finite;
  result.lowest_ = lowest + by;
  return result;
}

Wide::Wide(double value) {
  if (std::isnan(value)) {
    kind_ = Kind::NaN;
  } else if (std::isinf(value)) {
    *this = infinity(value < 0);
  } else {
    int power = 0;
    const double fraction = std::frexp(std::abs(value), &power);
    const auto whole = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
    *this =
        rounded(std::signbit(value), power - 53,
                Digits<2>{static_cast<std::uint32_t>(whole), static_cast<std::uint32_t>(whole >> 32)}, false);
  }
}

Wide Wide::nan() {
  Wide result;
  result.kind_ = Kind::NaN;
  return result;
}

Wide Wide::infinity(bool negative) {
  Wide result;
  result.kind_ = Kind::Infinite;
  result.negative_ = negative;
  return result;
}

Wide Wide::operator-() const noexcept {
  Wide result = *this;
  result.negative_ = !negative_;
  return result;
}

Wide Wide::magnitude() const noexcept {
  Wide result = *this;
  result.negative_ = false;
  return result;
}

Wide Wide::scaled(std::int64_t powerOfTwo) const noexcept {
  Wide result = *this;
  result.lowest_ += powerOfTwo;
  return result;
}

int Wide::compareMagnitudes(const Wide& a, const Wide& b) noexcept {
  if (a.isZero() || b.isZero()) return int(!a.isZero()) - int(!b.isZero());
  if (a.lowest_ != b.lowest_) return a.lowest_ < b.lowest_ ? -1 : 1;
  for (std::size_t i = limbs; i-- > 0;)
    if (a.digits_[i] != b.digits_[i]) return a.digits_[i] < b.digits_[i] ? -1 : 1;
  return 0;
}

std::partial_ordering operator<=>(const Wide& a, const Wide& b) noexcept {
  if (a.isNaN() || b.isNaN()) return std::partial_ordering::unordered;
  if (a.isZero() && b.isZero()) return std::partial_ordering::equivalent;
  const auto sign = [](const Wide& x) { return x.isZero() ? 0 : x.negative_ ? -1 : 1; };
  if (sign(a) != sign(b)) return sign(a) <=> sign(b);
  if (a.isInfinite() || b.isInfinite())
    return int(a.isInfinite()) * sign(a) <=> int(b.isInfinite()) * sign(b);
  return Wide::compareMagnitudes(a, b) * sign(a) <=> 0;
}

/// Of finite numbers other than 0, |larger| >= |smaller|. One guard limb holds what the smaller has below.
Wide Wide::sum(const Wide& larger, const Wide& smaller) noexcept {
  constexpr std::size_t room = limbs + 2;
  Digits<room> a{}, b{};
  std::copy(larger.digits_.begin(), larger.digits_.end(), a.begin() + 1);
  std::copy(smaller.digits_.begin(), smaller.digits_.end(), b.begin() + 1);
  bool lost = false;
  b = shiftedRight(b, larger.lowest_ - smaller.lowest_, lost);
  const bool apart = larger.negative_ != smaller.negative_;
  // A lost part makes the difference a little less: one unit of the guard less, and a little more.
  std::uint64_t carry = apart && lost ? 1 : 0;
  for (std::size_t i = 0; i < room; ++i) {
    const std::uint64_t value =
        apart ? std::uint64_t{a[i]} - b[i] - carry : std::uint64_t{a[i]} + b[i] + carry;
    a[i] = static_cast<std::uint32_t>(value);
    carry = apart ? value >> 63 : value >> 32;
  }
  Wide result = rounded(larger.negative_, larger.lowest_ - 32, a, lost);
  if (result.isZero()) result.negative_ = false;
  return result;
}

Wide operator+(const Wide& a, const Wide& b) noexcept {
  if (a.isNaN() || b.isNaN()) return Wide::nan();
  if (a.isInfinite()) return b.isInfinite() && a.negative_ != b.negative_ ? Wide::nan() : a;
  if (b.isInfinite()) return b;
  if (a.isZero()) return b.isZero() && a.negative_ != b.negative_ ? Wide() : b;
  if (b.isZero()) return a;
  return Wide::compareMagnitudes(a, b) >= 0 ? Wide::sum(a, b) : Wide::sum(b, a);
}

Wide operator*(const Wide& a, const Wide& b) noexcept {
  const bool negative = a.negative_ != b.negative_;
  if (a.isNaN() || b.isNaN()) return Wide::nan();
  if (a.isInfinite() || b.isInfinite())
    return a.isZero() || b.isZero() ? Wide::nan() : Wide::infinity(negative);
  Digits<2 * Wide::limbs> product{};
  for (std::size_t i = 0; i < Wide::limbs; ++i) {
    std::uint64_t carry = 0;
    if (a.digits_[i] == 0) continue;
    for (std::size_t k = 0; k < Wide::limbs; ++k) {
      carry += std::uint64_t{a.digits_[i]} * b.digits_[k] + product[i + k];
      product[i + k] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    product[i + Wide::limbs] = static_cast<std::uint32_t>(carry);
  }
  return Wide::rounded(negative, a.lowest_ + b.lowest_, product, false);
}

/// Long division, a bit at a time: 257 bits of the quotient, and whether a remainder is left.
Wide operator/(const Wide& a, const Wide& b) noexcept {
  const bool negative = a.negative_ != b.negative_;
  if (a.isNaN() || b.isNaN() || (a.isZero() && b.isZero()) || (a.isInfinite() && b.isInfinite()))
    return Wide::nan();
  if (a.isInfinite() || b.isZero()) return Wide::infinity(negative);
  if (a.isZero() || b.isInfinite()) return negative ? -Wide() : Wide();
  constexpr std::size_t room = Wide::limbs + 1;
  Digits<room> remainder{}, divisor{}, quotient{};
  std::copy(a.digits_.begin(), a.digits_.end(), remainder.begin());
  std::copy(b.digits_.begin(), b.digits_.end(), divisor.begin());
  constexpr int last = Wide::precision;
  for (int bit = last; bit >= 0; --bit) {
    if (subtractIfNotLess(remainder, divisor))
      quotient[static_cast<std::size_t>(bit / 32)] |= std::uint32_t{1} << bit % 32;
    remainder = shiftedLeft(remainder, 1);
  }
  return Wide::rounded(negative, a.lowest_ - b.lowest_ - last, quotient, topBit(remainder) >= 0);
}

Wide::Cut Wide::cut(std::int64_t unit) const noexcept {
  if (isZero()) return {};
  const std::int64_t by = unit - lowest_;  // bits that count less than the unit
  if (by > precision + 1) return {0, -1, false};
  if (precision - by > 64) return {~std::uint64_t{0}, -1, true};
  bool below = false, lost = false;
  if (by <= 0) return {~std::uint64_t{0}, -1, true};
  const Limbs halves = shiftedRight(digits_, by - 1, below);  // in units of a half
  const Limbs whole = shiftedRight(halves, 1, lost);
  Cut result;
  result.whole = std::uint64_t{whole[1]} << 32 | whole[0];
  result.half = lost ? (below ? 1 : 0) : -1;
  result.exact = !lost && !below;
  return result;
}

double Wide::rest(std::int64_t unit) const noexcept {
  const Wide inUnits = magnitude().scaled(-unit);
  const Cut parts = cut(unit);
  if (parts.exact || parts.whole >> 53 != 0) return 0;
  return std::min((inUnits - Wide(static_cast<double>(parts.whole))).toDouble(), std::nextafter(1.0, 0.0));
}

double Wide::toDouble() const noexcept {
  const double sign = negative_ ? -1 : 1;
  if (isNaN()) return NAN;
  if (isInfinite()) return sign * INFINITY;
  if (isZero()) return sign * 0.0;
  if (exponent() > 1023) return sign * INFINITY;
  const std::int64_t unit = std::max<std::int64_t>(exponent(), -1022) - 52;
  const Cut parts = cut(unit);
  const bool up = parts.half > 0 || (parts.half == 0 && parts.whole % 2 == 1);
  return sign * std::ldexp(static_cast<double>(parts.whole + (up ? 1 : 0)), static_cast<int>(unit));
}

}  // namespace gradarium::quant
