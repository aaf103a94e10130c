// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/repeat_task.h"

#include "core/base/error.h"

namespace gradarium::lm {

TokenBatch repeatedStrings(std::size_t rows, std::size_t least, std::size_t most, std::int32_t vocabulary,
                           base::Random& random) {
  if (rows == 0 || least < 2 || least > most || vocabulary < 2)
    throw base::BadCall(
        "repeated strings take rows, a vocabulary of at least 2, and lengths 2 <= least <= most");
  TokenBatch batch{rows, 2 * most, {}, {}, {}};
  batch.ids.reserve(rows * batch.length);
  std::vector<std::int32_t> row(batch.length + 1);
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t period = least + random.uniformInt(most - least + 1);
    for (std::size_t t = 0; t < row.size(); ++t)
      row[t] = t < period
                   ? static_cast<std::int32_t>(random.uniformInt(static_cast<std::uint64_t>(vocabulary)))
                   : row[t - period];
    batch.ids.insert(batch.ids.end(), row.begin(), row.end() - 1);
    batch.targets.insert(batch.targets.end(), row.begin() + 1, row.end());
    for (std::size_t t = 0; t < batch.length; ++t) batch.recalled.push_back(t + 1 > period);
  }
  return batch;
}

}  // namespace gradarium::lm
