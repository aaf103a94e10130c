// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/random.h"
#include "core/export.h"

namespace gradarium::lm {

/// A batch of token rows with the next token of each position, for next-token training.
struct TokenBatch {
  std::size_t rows = 0, length = 0;
  std::vector<std::int32_t> ids, targets;  ///< rows x length; target -1: not asked
  std::vector<bool> recalled;              ///< rows x length: what came before in the row tells this target
};

/// Random strings that come twice: r1 .. rn r1 .. rn. The first half cannot be predicted (ln V a token), the
/// second can, by looking up what followed the last time: the task on which induction heads form (Olsson et
/// al. 2022). Lengths vary from row to row: a copy at one fixed distance would be learnt by position alone.
/// Rows are cut to 2 `most`. Tokens are 0 .. vocabulary - 1; 2 <= least <= most.
GRADARIUM_CORE TokenBatch repeatedStrings(std::size_t rows, std::size_t least, std::size_t most,
                                          std::int32_t vocabulary, base::Random& random);

}  // namespace gradarium::lm
