// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/export.h"

/// What a tokeniser needs to know of characters. ASCII, Latin, Greek and Cyrillic are known; letters of other
/// scripts count as letters and have no case here.
namespace gradarium::text {

/// The character at `at` of a UTF-8 text, and `at` moves behind it. A byte that begins none is U+FFFD by
/// itself.
GRADARIUM_CORE char32_t characterAt(std::string_view text, std::size_t& at) noexcept;

GRADARIUM_CORE bool isSpace(char32_t c) noexcept;
/// Marks, symbols and signs: whatever is no letter, no digit and no space.
GRADARIUM_CORE bool isPunctuation(char32_t c) noexcept;
GRADARIUM_CORE char32_t lowerCase(char32_t c) noexcept;

}  // namespace gradarium::text
