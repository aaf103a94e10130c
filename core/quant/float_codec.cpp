// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quant/float_codec.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace gradarium::quant {
namespace {

bool roundsUp(const Wide& x, const Wide::Cut& cut, std::int64_t unit, Rounding rounding, double u) noexcept {
  if (cut.exact) return false;
  switch (rounding) {
    case Rounding::NearestEven:
      return cut.half > 0 || (cut.half == 0 && cut.whole % 2 == 1);
    case Rounding::TowardZero:
      return false;
    case Rounding::Up:
      return !x.negative();
    case Rounding::Down:
      return x.negative();
    case Rounding::Stochastic:
      return u < x.rest(unit);
  }
  return false;
}

std::uint64_t encodeInteger(const Wide& x, const NumberFormat& format, Rounding rounding, double u) noexcept {
  if (x.isNaN() || x.isZero()) return 0;
  const std::uint64_t most = x.negative() ? format.signBit() : format.signBit() - 1;
  std::uint64_t size = most;
  if (x.isFinite() && x.exponent() < format.bits) {
    const Wide::Cut cut = x.cut(0);
    size = std::min(most, cut.whole + (roundsUp(x, cut, 0, rounding, u) ? 1 : 0));
  }
  return (x.negative() ? ~size + 1 : size) & format.mask();
}

}  // namespace

std::uint64_t encode(const Wide& x, const NumberFormat& format, Rounding rounding, double u) noexcept {
  if (format.isInteger()) return encodeInteger(x, format, rounding, u);
  const std::uint64_t sign = x.negative() ? format.signBit() : 0;
  if (x.isNaN()) return format.infinity() | std::uint64_t{1} << (format.fractionBits - 1);  // a quiet one
  if (x.isInfinite()) return sign | format.infinity();
  if (x.isZero()) return sign;
  const bool stopsShort =
      rounding == Rounding::TowardZero || rounding == (x.negative() ? Rounding::Up : Rounding::Down);
  if (x.exponent() > format.highestExponent()) return sign | (format.infinity() - (stopsShort ? 1 : 0));
  const std::int64_t exponent = std::max<std::int64_t>(x.exponent(), format.lowestExponent());
  const std::int64_t unit = exponent - format.fractionBits;
  const Wide::Cut cut = x.cut(unit);
  const std::uint64_t whole = cut.whole + (roundsUp(x, cut, unit, rounding, u) ? 1 : 0);
  // The hidden bit adds one to the exponent; a carry out of the fraction adds another one, up to infinity.
  const auto below = static_cast<std::uint64_t>(exponent - format.lowestExponent()) << format.fractionBits;
  return sign | (below + whole);
}

Fields fieldsOf(std::uint64_t code, const NumberFormat& format) noexcept {
  Fields fields;
  fields.negative = (code & format.signBit()) != 0;
  if (format.isInteger()) {
    fields.fraction = code & (format.signBit() - 1);
    fields.kind = (code & format.mask()) == 0 ? NumberClass::Zero : NumberClass::Normal;
    return fields;
  }
  fields.fraction = code & format.fractionMask();
  fields.exponent = (code & (format.signBit() - 1)) >> format.fractionBits;
  const bool last = fields.exponent == format.infinity() >> format.fractionBits;
  if (last) {
    fields.kind = fields.fraction == 0 ? NumberClass::Infinite : NumberClass::NaN;
  } else if (fields.exponent == 0) {
    fields.kind = fields.fraction == 0 ? NumberClass::Zero : NumberClass::Subnormal;
  } else {
    fields.kind = NumberClass::Normal;
  }
  return fields;
}

double decode(std::uint64_t code, const NumberFormat& format) noexcept {
  const Fields fields = fieldsOf(code, format);
  if (format.isInteger()) {
    const int unused = 64 - format.bits;
    return static_cast<double>(static_cast<std::int64_t>(code << unused) >> unused);
  }
  const double sign = fields.negative ? -1 : 1;
  if (fields.kind == NumberClass::NaN) return NAN;
  if (fields.kind == NumberClass::Infinite) return sign * INFINITY;
  const std::uint64_t hidden = fields.exponent == 0 ? 0 : std::uint64_t{1} << format.fractionBits;
  const int power = std::max<int>(static_cast<int>(fields.exponent), 1) - format.bias() - format.fractionBits;
  return sign * std::ldexp(static_cast<double>(hidden | fields.fraction), power);
}

Wide decodeExact(std::uint64_t code, const NumberFormat& format) noexcept {
  if (!format.isInteger()) return decode(code, format);
  const int unused = 64 - format.bits;
  const auto value = static_cast<std::int64_t>(code << unused) >> unused;
  const auto low = static_cast<double>(static_cast<std::uint64_t>(value) & 0xffffffffU);
  return Wide(static_cast<double>(value >> 32)).scaled(32) + Wide(low);
}

std::int64_t ordinal(std::uint64_t code, const NumberFormat& format) noexcept {
  if (format.isInteger()) {
    const int unused = 64 - format.bits;
    return static_cast<std::int64_t>(code << unused) >> unused;
  }
  const auto size = static_cast<std::int64_t>(std::min(code & (format.signBit() - 1), format.infinity() + 1));
  return (code & format.signBit()) != 0 ? -size : size;
}

std::uint64_t codeOf(std::int64_t place, const NumberFormat& format) noexcept {
  if (format.isInteger()) return static_cast<std::uint64_t>(place) & format.mask();
  return place < 0 ? format.signBit() | static_cast<std::uint64_t>(-place)
                   : static_cast<std::uint64_t>(place);
}

std::uint64_t next(std::uint64_t code, const NumberFormat& format, bool up) noexcept {
  if (format.isInteger()) return (code + (up ? 1 : format.mask())) & format.mask();
  const Fields fields = fieldsOf(code, format);
  if (fields.kind == NumberClass::NaN || (fields.kind == NumberClass::Infinite && fields.negative != up))
    return code;
  return codeOf(ordinal(code, format) + (up ? 1 : -1), format);
}

Wide ulp(const Wide& x, const NumberFormat& format) noexcept {
  if (format.isInteger()) return 1.0;
  if (!x.isFinite()) return Wide::nan();
  const std::int64_t exponent = x.isZero() ? format.lowestExponent() : x.exponent();
  return Wide(1.0).scaled(std::max<std::int64_t>(exponent, format.lowestExponent()) - format.fractionBits);
}

double errorInUlps(double value, const Wide& exact, const NumberFormat& format) noexcept {
  if (!std::isfinite(value) || !exact.isFinite()) {
    const bool same = std::isnan(value) ? exact.isNaN() : Wide(value) == exact;
    return same ? 0 : INFINITY;
  }
  return ((Wide(value) - exact).magnitude() / ulp(exact, format)).toDouble();
}

double largest(const NumberFormat& format) noexcept {
  return format.isInteger() ? decode(format.signBit() - 1, format) : decode(format.infinity() - 1, format);
}

double smallestNormal(const NumberFormat& format) noexcept {
  return format.isInteger() ? 1 : std::ldexp(1.0, format.lowestExponent());
}

double smallestSubnormal(const NumberFormat& format) noexcept {
  return format.isInteger() ? 1 : std::ldexp(1.0, format.lowestExponent() - format.fractionBits);
}

Rounder::Rounder(const NumberFormat& format)
    : asIs_(format == fp64),
      least_(smallestNormal(format)),
      most_(largest(format)),
      unit_(std::ldexp(1.0, -format.fractionBits)),
      shift_(std::ldexp(1.5, 52 - format.fractionBits)) {}

double Rounder::powerOf(double x) const noexcept {
  return std::max(std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & fp64.infinity()), least_);
}

double Rounder::bounded(double result, double x) const noexcept {
  return std::copysign(std::abs(result) > most_ ? INFINITY : result, x);
}

double Rounder::operator()(double x) const noexcept {
  if (asIs_ || !std::isfinite(x)) return x;
  // Beside a number whose last bit counts one unit, the processor does the rounding.
  const double shift = powerOf(x) * shift_;
  return bounded((x + shift) - shift, x);
}

double Rounder::stochastic(double x, double u) const noexcept {
  if (asIs_ || !std::isfinite(x)) return x;
  const double unit = powerOf(x) * unit_, inUnits = std::abs(x) / unit,
               whole = std::trunc(inUnits);  // all exact
  return bounded((whole + (u < inUnits - whole ? 1 : 0)) * unit, x);
}

}  // namespace gradarium::quant
