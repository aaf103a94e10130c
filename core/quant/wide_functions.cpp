// SPDX-License-Identifier: GPL-3.0-or-later
// Decimals, and the functions that are not rational.
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/quant/wide.h"

namespace gradarium::quant {
namespace {

Wide tenTo(std::int64_t power) {
  Wide result = 1.0, square = 10.0;
  for (; power > 0; power /= 2) {
    if (power % 2 == 1) result = result * square;
    square = square * square;
  }
  return result;
}

/// ln 2 = the sum of 1 / (k 2^k).
const Wide& logOfTwo() {
  static const Wide value = [] {
    Wide sum;
    for (int k = Wide::precision + 8; k >= 1; --k) sum = sum + (Wide(1.0) / Wide(double(k))).scaled(-k);
    return sum;
  }();
  return value;
}

/// 1/k!: division takes longer than all else in exp.
const std::array<Wide, 24>& inverseFactorials() {
  static const auto values = [] {
    std::array<Wide, 24> all;
    all[0] = 1.0;
    for (std::size_t k = 1; k < all.size(); ++k) all[k] = all[k - 1] / Wide(double(k));
    return all;
  }();
  return values;
}

}  // namespace

bool Wide::parse(std::string_view text, Wide& result) {
  const auto rough = base::parseNumber(text);  // the grammar, and the words for what is not finite
  if (!rough) return false;
  const auto word = text.find_first_of("iInN");
  if (word != std::string_view::npos) {
    result = *rough;
    return true;
  }
  const bool negative = text.front() == '-';
  Wide digits;
  std::int64_t power = 0;
  bool fraction = false;
  std::size_t at = 0;
  for (; at < text.size() && text[at] != 'e' && text[at] != 'E'; ++at) {
    if (text[at] == '.') fraction = true;
    if (text[at] < '0' || text[at] > '9') continue;
    digits = digits * Wide(10.0) + Wide(double(text[at] - '0'));
    if (fraction) --power;
  }
  if (at < text.size()) {
    std::string_view exponent = text.substr(at + 1);
    const bool below = exponent.front() == '-';
    std::int64_t size = 0;
    for (const char c : exponent)
      if (c >= '0' && c <= '9') size = std::min<std::int64_t>(size * 10 + (c - '0'), 100000);
    power += below ? -size : size;
  }
  if (!digits.isZero()) digits = power < 0 ? digits / tenTo(-power) : digits * tenTo(power);
  result = negative ? -digits : digits;
  return true;
}

/// Newton's iteration from a double: 53, 106, 212, 424 good bits.
Wide sqrt(const Wide& x) {
  if (x.isNaN() || x.isZero()) return x;
  if (x.negative()) return Wide::nan();
  if (x.isInfinite()) return x;
  const std::int64_t half = x.exponent() >> 1;
  const Wide mantissa = x.scaled(-2 * half);  // 1 up to 4
  Wide root = std::sqrt(mantissa.toDouble());
  if (root * root == mantissa) return root.scaled(half);
  for (int i = 0; i < 3; ++i) root = (root + mantissa / root).scaled(-1);
  return root.scaled(half);
}

/// e^x = 2^k (e^(r / 2^16))^(2^16) with x = k ln 2 + r; the inner one by its series.
Wide exp(const Wide& x) {
  if (x.isNaN()) return x;
  if (x.isZero()) return 1.0;
  if (x.isInfinite() || x.exponent() > 30) return x.negative() ? Wide() : Wide::infinity();
  const double whole = std::round(x.toDouble() / 0.693147180559945309);
  constexpr int squarings = 16;
  const Wide r = (x - Wide(whole) * logOfTwo()).scaled(-squarings);
  const auto& inverse = inverseFactorials();
  Wide sum = inverse[16];
  for (std::size_t k = 16; k-- > 0;) sum = sum * r + inverse[k];
  for (int i = 0; i < squarings; ++i) sum = sum * sum;
  return sum.scaled(static_cast<std::int64_t>(whole));
}

/// x = m 2^k, and ln m by Halley's iteration on e^y = m, each of which triples the good bits.
Wide log(const Wide& x) {
  if (x.isNaN() || (x.isInfinite() && !x.negative())) return x;
  if (x.isZero()) return Wide::infinity(true);
  if (x.negative()) return Wide::nan();
  const std::int64_t k = x.exponent();
  const Wide m = x.scaled(-k);
  if (m == Wide(1.0)) return Wide(double(k)) * logOfTwo();
  Wide y = std::log(m.toDouble());
  for (int i = 0; i < 2; ++i) {
    const Wide e = exp(y);
    y = y + ((m - e) / (m + e)).scaled(1);
  }
  return y + Wide(double(k)) * logOfTwo();
}

}  // namespace gradarium::quant
