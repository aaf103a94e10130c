// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/export.h"

namespace gradarium::base {

// Numbers as text, never touched by the learner's locale.

/// The shortest text that reads back as exactly this number: "0.1", "1e-300", "nan", "inf", "-inf".
GRADARIUM_CORE std::string shortest(double value);

/// The number that the whole text writes ("1.5", "-2e3", "+4", "inf", "nan" in any case), or nothing: no
/// surrounding space, no hexadecimal, no comma. Beyond the range of double it gives infinity or zero.
GRADARIUM_CORE std::optional<double> parseNumber(std::string_view text) noexcept;

}  // namespace gradarium::base
