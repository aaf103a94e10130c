// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace gradarium::ml::detail {

/// Sets that only ever join (Galler & Fischer 1964; path halving, union by size). Private to core/ml/cluster.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t n) : parent_(n), size_(n, 1) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }

  [[nodiscard]] std::size_t find(std::size_t i) noexcept {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  /// Joins the sets of two roots; returns the root of both.
  std::size_t join(std::size_t a, std::size_t b) noexcept {
    if (a == b) return a;
    if (size_[a] < size_[b]) std::swap(a, b);
    parent_[b] = a;
    size_[a] += size_[b];
    return a;
  }
  [[nodiscard]] std::size_t size(std::size_t root) const noexcept { return size_[root]; }

 private:
  std::vector<std::size_t> parent_, size_;
};

}  // namespace gradarium::ml::detail
