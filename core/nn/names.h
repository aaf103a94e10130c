// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "core/nn/transformer.h"

namespace gradarium::nn {

// The choices of a transformer by name, as files and the command line write them: "rotary", "swiglu",
// "before".

GRADARIUM_CORE std::string_view name(Positions value) noexcept;
GRADARIUM_CORE std::string_view name(FeedForward value) noexcept;
GRADARIUM_CORE std::string_view name(NormKind value) noexcept;
GRADARIUM_CORE std::string_view name(NormPlace value) noexcept;

/// Back again; another word throws BadCall that lists those there are.
GRADARIUM_CORE void parse(std::string_view word, Positions& value);
GRADARIUM_CORE void parse(std::string_view word, FeedForward& value);
GRADARIUM_CORE void parse(std::string_view word, NormKind& value);
GRADARIUM_CORE void parse(std::string_view word, NormPlace& value);

}  // namespace gradarium::nn
