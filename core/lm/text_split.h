// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"

namespace gradarium::lm {

/// A text to train on, and what is held out of it to see what was learnt rather than remembered.
struct TextSplit {
  std::vector<std::int32_t> training, heldOut;  ///< heldOut is empty where the text is too short
  std::string words;                            ///< what was held out, as one would say it
};

/// Five of a hundred equal parts, evenly spread (the end of a book is no fair sample of it); of a shorter
/// text the last tenth; of one whose tenth has no window of `context` and the token after it, nothing.
GRADARIUM_CORE TextSplit split(std::span<const std::int32_t> ids, std::size_t context);

/// Throws Error where the bytes are no text to train on with rows of `context`: too few, or with a NUL byte.
GRADARIUM_CORE void checkText(std::string_view bytes, std::size_t context, std::string_view name);

}  // namespace gradarium::lm
