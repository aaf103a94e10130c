// SPDX-License-Identifier: GPL-3.0-or-later
#include "typed_number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "core/base/number_text.h"

namespace gradarium::lessons {

std::optional<quant::Wide> typedNumber(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  quant::Wide result;
  if (quant::Wide::parse(text, result)) return result;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (!text.starts_with("2^")) return std::nullopt;
  const auto power = base::parseNumber(text.substr(2));
  if (!power || std::abs(*power) > 5000 || *power != std::floor(*power)) return std::nullopt;
  const auto value = quant::Wide(1.0).scaled(static_cast<std::int64_t>(*power));
  return negative ? -value : value;
}

std::string few(double value, int digits) {
  if (!std::isfinite(value)) return base::shortest(value);
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, value);
  // The learner's locale never touches a number: as the shortest text of the rounded one.
  for (char& c : buffer)
    if (c == ',') c = '.';
  const auto rounded = base::parseNumber(std::string_view(buffer.data()));
  std::string text = rounded ? base::shortest(*rounded) : buffer.data();
  // "1e9" for "1e+09".
  if (const auto e = text.find('e'); e != std::string::npos) {
    const bool below = text[e + 1] == '-';
    const auto from = text.find_first_not_of("+-0", e + 1);
    text = text.substr(0, e + 1)
               .append(below ? "-" : "")
               .append(from == std::string::npos ? "0" : text.substr(from));
  }
  return text;
}

std::string everyDigit(double value) {
  if (!std::isfinite(value) || value == 0)
    return std::signbit(value) && value == 0 ? "-0" : base::shortest(value);
  // Without an exponent while that can be read; all digits are there within 1,100 of them.
  const bool plain = std::abs(value) >= 1e-7 && std::abs(value) < 1e21;
  constexpr std::size_t most = 44;
  std::array<char, 1500> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                    plain ? std::chars_format::fixed : std::chars_format::scientific, plain ? 80 : 1100);
  std::string text(buffer.data(), end.ptr), power;
  if (const auto e = text.find('e'); e != std::string::npos) power = text.substr(e), text.resize(e);
  if (text.find('.') != std::string::npos) {
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
  }
  if (text.size() > most) {
    text.resize(most);
    text.append("…");
  }
  return text + power;
}

std::string hexadecimal(std::uint64_t code, const quant::NumberFormat& format) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "0x%0*llX", format.bits / 4,
                static_cast<unsigned long long>(code));
  return buffer.data();
}

}  // namespace gradarium::lessons
