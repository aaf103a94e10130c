// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bigram_counts.h"

#include <algorithm>
#include <map>
#include <string>

#include "core/base/error.h"

namespace gradarium::text {

BigramCounts::BigramCounts(std::size_t vocabulary) : size_(vocabulary) {
  if (vocabulary > mostTokens)
    throw base::BadCall("a table of pairs takes a vocabulary of at most " + std::to_string(mostTokens) +
                        " tokens, not " + std::to_string(vocabulary));
  cells_.resize(size_ * size_);
  rowSums_.resize(size_);
}

void BigramCounts::count(std::span<const std::int32_t> tokens) {
  for (const std::int32_t token : tokens)
    if (token >= static_cast<std::int32_t>(size_))
      throw base::BadCall("token " + std::to_string(token) + " is outside 0 to " + std::to_string(size_ - 1));
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (tokens[i - 1] < 0 || tokens[i] < 0) continue;
    const auto before = static_cast<std::size_t>(tokens[i - 1]);
    ++cells_[before * size_ + static_cast<std::size_t>(tokens[i])];
    ++rowSums_[before];
    ++total_;
  }
}

void BigramCounts::set(std::size_t before, std::size_t after, std::uint32_t count) {
  if (before >= size_ || after >= size_)
    throw base::BadCall("a pair's tokens are 0 to " + std::to_string(size_ - 1));
  std::uint32_t& cell = cells_[before * size_ + after];
  rowSums_[before] += std::uint64_t{count} - cell;
  total_ += std::uint64_t{count} - cell;
  cell = count;
}

std::vector<std::uint64_t> BigramCounts::columnSums() const {
  std::vector<std::uint64_t> sums(size_, 0);
  for (std::size_t before = 0; before < size_; ++before)
    for (std::size_t after = 0; after < size_; ++after) sums[after] += at(before, after);
  return sums;
}

std::size_t BigramCounts::empty() const { return static_cast<std::size_t>(std::ranges::count(cells_, 0U)); }

std::vector<CountOfCount> BigramCounts::countsOfCounts() const {
  std::map<std::uint64_t, std::uint64_t> pairs;
  for (const std::uint32_t cell : cells_)
    if (cell > 0) ++pairs[cell];
  std::vector<CountOfCount> all;
  for (const auto& [count, number] : pairs) all.push_back({count, number});
  return all;
}

}  // namespace gradarium::text
