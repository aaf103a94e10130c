// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/lab/values.h"
#include "core/quant/float_codec.h"

/// Numbers as a learner types and reads them.
namespace gradarium::lessons {

/// "0.1", "-1e-3", "2^24", "-2^-149", "inf"; nothing where it is no number.
std::optional<quant::Wide> typedNumber(std::string_view text);

/// A double in all its decimal digits, which may be many: "0.100000001490116119384765625"; past some 40 cut
/// with a "…".
std::string everyDigit(double value);
/// "0x3DCCCCCD"
std::string hexadecimal(std::uint64_t code, const quant::NumberFormat& format);
/// So many significant digits, for a sentence: "0.000488", "1e9", "6.1e-5".
std::string few(double value, int digits = 4);

inline lab::value::Text words(std::string text) { return {std::move(text)}; }

}  // namespace gradarium::lessons
