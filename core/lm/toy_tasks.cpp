// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/toy_tasks.h"

#include <algorithm>

#include "core/base/error.h"

namespace gradarium::lm {

TokenBatch bracketStrings(std::size_t rows, std::size_t pairs, std::int32_t kinds, base::Random& random) {
  if (rows == 0 || pairs == 0 || kinds < 1)
    throw base::BadCall("strings of brackets take rows, pairs and kinds of at least 1");
  TokenBatch batch{rows, 2 * pairs, {}, {}, {}};
  std::vector<std::int32_t> open;
  for (std::size_t r = 0; r < rows; ++r) {
    open.clear();
    std::size_t opened = 0;
    for (std::size_t t = 0; t < batch.length; ++t) {
      const bool mayOpen = opened < pairs, mayClose = !open.empty();
      const bool opens = mayOpen && (!mayClose || random.uniformInt(2) == 0);
      std::int32_t token = 0;
      if (opens) {
        token = static_cast<std::int32_t>(random.uniformInt(static_cast<std::uint64_t>(kinds)));
        open.push_back(token);
        ++opened;
      } else {
        token = kinds + open.back();
        open.pop_back();
      }
      batch.ids.push_back(token);
      if (t > 0) {
        batch.targets.push_back(token);
        batch.recalled.push_back(!opens);
      }
    }
    batch.targets.push_back(-1);
    batch.recalled.push_back(false);
  }
  return batch;
}

TokenBatch whoCameFirst(std::size_t rows, std::size_t length, std::int32_t fillers, base::Random& random) {
  if (rows == 0 || length < 3 || fillers < 1)
    throw base::BadCall("'who came first' takes rows, a length of at least 3 and fillers of at least 1");
  TokenBatch batch{rows,
                   length,
                   {},
                   std::vector<std::int32_t>(rows * length, -1),
                   std::vector<bool>(rows * length, false)};
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t t = 0; t + 1 < length; ++t)
      batch.ids.push_back(static_cast<std::int32_t>(random.uniformInt(static_cast<std::uint64_t>(fillers))));
    batch.ids.push_back(fillers + 2);
    const std::size_t one = random.uniformInt(length - 1);
    std::size_t other = random.uniformInt(length - 2);
    if (other >= one) ++other;
    batch.ids[r * length + one] = fillers;
    batch.ids[r * length + other] = fillers + 1;
    batch.targets[r * length + length - 1] = one < other ? fillers : fillers + 1;
    batch.recalled[r * length + length - 1] = true;
  }
  return batch;
}

TokenBatch textRows(std::span<const std::int32_t> text, std::size_t rows, std::size_t length,
                    base::Random& random) {
  if (rows == 0 || length == 0 || text.size() <= length)
    throw base::BadCall("rows of " + std::to_string(length) + " tokens cannot be cut from a text of " +
                        std::to_string(text.size()));
  TokenBatch batch{rows, length, {}, {}, {}};
  for (std::size_t r = 0; r < rows; ++r) {
    const auto row = text.subspan(random.uniformInt(text.size() - length), length + 1);
    batch.ids.insert(batch.ids.end(), row.begin(), row.end() - 1);
    batch.targets.insert(batch.targets.end(), row.begin() + 1, row.end());
    for (std::size_t t = 0; t < length; ++t) {
      bool before = false;
      for (std::size_t s = 1; s < t && !before; ++s)
        before = row[s - 1] == row[t - 1] && row[s] == row[t] && row[s + 1] == row[t + 1];
      batch.recalled.push_back(t > 0 && before);
    }
  }
  return batch;
}

}  // namespace gradarium::lm
