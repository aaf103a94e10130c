// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gradarium::io::detail {

/// The text as UTF-8 without a byte order mark: from UTF-8 or UTF-16 (with its mark), else from Latin-1,
/// which is noted. Bytes that are no text (NUL, an odd half of UTF-16, a zip file) throw Error; `name` begins
/// the sentence.
std::string toUtf8(std::string bytes, std::string_view name, std::vector<std::string>& notes);

/// Well-formed UTF-8: no overlong form, no surrogate, nothing beyond U+10FFFF.
bool isUtf8(std::string_view text) noexcept;

/// One more character at the end of a UTF-8 text.
void appendUtf8(std::string& text, std::uint32_t code);

}  // namespace gradarium::io::detail
