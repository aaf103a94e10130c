// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#ifndef __cpp_lib_to_chars  // libc++ before 20: no from_chars for double
#include <locale>
#include <sstream>
#endif

namespace gradarium::base {

std::string shortest(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
#ifdef __cpp_lib_to_chars
  std::array<char, 32> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), result.ptr};
#else
  for (int digits = 1; digits < 17; ++digits) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out.precision(digits);
    out << value;
    if (parseNumber(out.str()) == value) return out.str();
  }
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out.precision(17);
  out << value;
  return out.str();
#endif
}

namespace {

bool equalsIgnoringCase(std::string_view text, std::string_view lower) noexcept {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] | 0x20) != lower[i]) return false;
  }
  return true;
}

/// from_chars says only "out of range"; the exponent's sign tells a huge number from a tiny one. A number
/// that overflows without an exponent has over 300 digits before its point.
double beyondRange(std::string_view digits) noexcept {
  const auto e = digits.find_first_of("eE");
  if (e != std::string_view::npos) {
    return e + 1 < digits.size() && digits[e + 1] == '-' ? 0.0 : std::numeric_limits<double>::infinity();
  }
  return digits.find('.') > 300 ? std::numeric_limits<double>::infinity() : 0.0;
}

}  // namespace

std::optional<double> parseNumber(std::string_view text) noexcept {
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  const auto signedValue = [negative](double value) { return negative ? -value : value; };
  if ((text.front() < '0' || text.front() > '9') && text.front() != '.') {
    if (equalsIgnoringCase(text, "inf") || equalsIgnoringCase(text, "infinity")) {
      return signedValue(std::numeric_limits<double>::infinity());
    }
    if (equalsIgnoringCase(text, "nan")) return std::numeric_limits<double>::quiet_NaN();
    return std::nullopt;
  }
  double value = 0;
#ifdef __cpp_lib_to_chars
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ptr != text.data() + text.size() || result.ec == std::errc::invalid_argument)
    return std::nullopt;
  if (result.ec == std::errc::result_out_of_range) value = beyondRange(text);
#else
  if (text.find_first_not_of("0123456789.eE+-") != std::string_view::npos) return std::nullopt;
  std::istringstream in{std::string(text)};
  in.imbue(std::locale::classic());
  in >> value;
  if (in.peek() != std::char_traits<char>::eof()) return std::nullopt;
  if (in.fail() && value != 0) value = beyondRange(text);
#endif
  return signedValue(value);
}

}  // namespace gradarium::base
