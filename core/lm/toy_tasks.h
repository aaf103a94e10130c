// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/lm/repeat_task.h"

namespace gradarium::lm {

/// Balanced strings of brackets of some kinds, 2 `pairs` long: opening bracket of kind i is token i, closing
/// kinds + i. While both are possible, a bracket opens or closes with probability 1/2 each; what closes is
/// told by what is open, so `recalled` are the closing ones. Their loss can fall to about ln 2, not to 0:
/// whether one closes cannot be known. rows, pairs and kinds of at least 1.
GRADARIUM_CORE TokenBatch bracketStrings(std::size_t rows, std::size_t pairs, std::int32_t kinds,
                                         base::Random& random);

/// Rows of `length` random tokens 0 .. fillers - 1, among which the tokens fillers and fillers + 1 stand once
/// each; the last token is fillers + 2, a question whose answer (the one target of the row) is which of the
/// two came first. Chance is ln 2. Order is all that matters here: an attention without it cannot tell.
/// length of at least 3.
GRADARIUM_CORE TokenBatch whoCameFirst(std::size_t rows, std::size_t length, std::int32_t fillers,
                                       base::Random& random);

/// Rows cut from random places of a text, with the next token of each as its target. `recalled` are the
/// targets that continued the same two tokens earlier in the row: what an induction head can know. The text
/// must be longer than `length`.
GRADARIUM_CORE TokenBatch textRows(std::span<const std::int32_t> text, std::size_t rows, std::size_t length,
                                   base::Random& random);

}  // namespace gradarium::lm
