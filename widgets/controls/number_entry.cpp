// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/number_entry.h"

#include <cmath>

#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::widgets {
namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

}  // namespace

bool isWhole(const lab::ParameterInfo& info) { return info.kind != "real"; }

double numberOf(const lab::ParameterInfo& info, const std::string& text) {
  if (!info.word.empty() && text == info.word) return info.wordValue;
  return base::parseNumber(text).value_or(info.min);
}

std::string textOf(const lab::ParameterInfo& info, double number) {
  if (!info.word.empty() && number == info.wordValue) return info.word;
  return isWhole(info) ? std::to_string(static_cast<long long>(std::llround(number)))
                       : base::shortest(number);
}

std::string accepted(const lab::ParameterInfo& info, double min, double max, std::string typed) {
  typed = trimmed(typed);
  if (!info.word.empty() && typed == info.word) return info.word;
  const std::string& unit = info.traits.unit;
  if (!unit.empty() && typed.size() > unit.size() && typed.ends_with(unit))
    typed = trimmed(typed.substr(0, typed.size() - unit.size()));
  if (typed.find('.') == std::string::npos && typed.find(',') == typed.rfind(',') &&
      typed.find(',') != std::string::npos)
    typed[typed.find(',')] = '.';
  const auto number = base::parseNumber(typed);
  const bool fits =
      number && *number >= min && *number <= max && (!isWhole(info) || *number == std::floor(*number));
  if (fits) return textOf(info, *number);
  const bool fraction = isWhole(info) && number && std::isfinite(*number) && *number != std::floor(*number);
  throw base::BadCall(info.label + " takes " + (fraction ? "whole numbers, " : "") + base::shortest(min) +
                      " to " + base::shortest(max) + (info.word.empty() ? "" : " or " + info.word));
}

}  // namespace gradarium::widgets
