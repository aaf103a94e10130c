// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/export.h"

namespace gradarium::text {

/// How many pairs of a kind there are: N_r, the number of pairs seen exactly r times.
struct CountOfCount {
  std::uint64_t count = 0;  ///< r, at least 1
  std::uint64_t pairs = 0;  ///< N_r, at least 1
};

/// How often each token follows each other one: a V x V table, the token before by row, the token after by
/// column.
class GRADARIUM_CORE BigramCounts {
 public:
  static constexpr std::size_t mostTokens = 4096;  ///< a vocabulary whose table is 64 MB

  /// All zero. More tokens than mostTokens throw BadCall.
  explicit BigramCounts(std::size_t vocabulary);

  /// Adds each pair of neighbours; one with a token below 0 is passed over. Ids beyond the vocabulary throw
  /// BadCall.
  void count(std::span<const std::int32_t> tokens);
  void set(std::size_t before, std::size_t after, std::uint32_t count);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }  ///< V
  [[nodiscard]] std::uint32_t at(std::size_t before, std::size_t after) const {
    return cells_[before * size_ + after];
  }
  [[nodiscard]] std::span<const std::uint32_t> row(std::size_t before) const {
    return std::span(cells_).subspan(before * size_, size_);
  }
  [[nodiscard]] std::span<const std::uint32_t> cells() const noexcept { return cells_; }
  [[nodiscard]] std::uint64_t rowSum(std::size_t before) const { return rowSums_[before]; }
  [[nodiscard]] std::uint64_t total() const noexcept { return total_; }
  [[nodiscard]] std::vector<std::uint64_t> columnSums() const;
  [[nodiscard]] std::size_t empty() const;  ///< pairs never seen
  /// N_r for each r that there is, rising.
  [[nodiscard]] std::vector<CountOfCount> countsOfCounts() const;

 private:
  std::size_t size_;
  std::vector<std::uint32_t> cells_;
  std::vector<std::uint64_t> rowSums_;
  std::uint64_t total_ = 0;
};

}  // namespace gradarium::text
