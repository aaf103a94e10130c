// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/function_ref.h"
#include "core/export.h"

namespace gradarium::text {

/// What a token is.
enum class Unit {
  Character,  ///< of Unicode
  Byte,       ///< of UTF-8
  Word        ///< letters and digits with apostrophes inside; each other sign is a token, spaces are none
};

struct Normalisation {
  bool lowerCase = true;
  bool punctuation = true;  ///< false: left out
};

/// The text with every run of spaces and line ends as one space, none at either end, and as the options say.
GRADARIUM_CORE std::string normalise(std::string_view text, const Normalisation& options);

/// Hands over each token of a normalised text, in order.
GRADARIUM_CORE void forEachToken(std::string_view text, Unit unit,
                                 base::FunctionRef<void(std::string_view)> take);

GRADARIUM_CORE std::vector<std::string> tokens(std::string_view text, Unit unit);

}  // namespace gradarium::text
