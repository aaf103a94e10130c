// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/export.h"
#include "core/ml/trees/sorted_columns.h"
#include "core/ml/trees/targets.h"
#include "core/ml/trees/tree.h"

namespace gradarium::ml {

/// One question and what it gains.
struct Split {
  int feature = -1;  ///< -1: there is none
  double threshold = 0;
  double gain = 0;       ///< of the target's score
  std::size_t left = 0;  ///< samples at most at the threshold
};

/// When a tree stops growing.
struct GrowthLimits {
  std::size_t maxDepth = 1000;
  std::size_t minLeaf = 1;   ///< samples on either side of a split, whatever they weigh
  std::size_t features = 0;  ///< looked at for a split, drawn anew each time (mtry; Breiman 2001); 0: all
};

/// Grows a tree split by split, by exact search: all thresholds half way between two neighbouring values. A
/// split of a node costs d n_t: the samples are kept in the order of each feature. Copies go on by
/// themselves.
template <class Target>
class GRADARIUM_CORE Grower {
 public:
  /// Weights 0 leave samples out; none given: all weigh 1. Sizes that differ throw BadCall, and no sample
  /// Error.
  Grower(std::shared_ptr<const SortedColumns> columns, Target target, std::vector<double> weights = {});

  [[nodiscard]] const Tree& tree() const noexcept { return tree_; }
  [[nodiscard]] const Target& target() const noexcept { return target_; }
  /// The samples of a node, in the order of a feature; of a node that is split, first those on the left, then
  /// the others.
  [[nodiscard]] std::span<const std::uint32_t> members(std::size_t node,
                                                       std::size_t feature = 0) const noexcept;
  [[nodiscard]] typename Target::Sums sumsOf(std::size_t node) const;
  /// Every question about one feature of a node's samples, by rising threshold.
  [[nodiscard]] std::vector<Split> cuts(std::size_t node, std::size_t feature, std::size_t minLeaf = 1) const;
  /// One of them at a threshold of the caller's choice. `left` may be 0 or all.
  [[nodiscard]] Split cutAt(std::size_t node, std::size_t feature, double threshold) const;
  /// The one that gains most, the lowest threshold of equals.
  [[nodiscard]] Split best(std::size_t node, std::size_t feature, std::size_t minLeaf = 1) const;
  /// The one that gains most over all features, or over `limits.features` of them, more where those offer
  /// none. Of equals the last feature of the samples, or the first drawn. None at the depth allowed, where
  /// nothing differs or where a leaf would be too small.
  [[nodiscard]] Split best(std::size_t node, const GrowthLimits& limits, base::Random& random) const;
  /// Throws BadCall where the node is no leaf, or a side would be empty.
  void split(std::size_t node, std::size_t feature, double threshold);
  /// Until nothing is left to split, depth first.
  void grow(const GrowthLimits& limits, base::Random& random);
  /// Bytes that a copy holds.
  [[nodiscard]] std::size_t bytes() const noexcept {
    return order_.size() * sizeof order_[0] + tree_.nodes.size() * sizeof(Tree::Node);
  }

 private:
  struct Range {
    std::size_t begin = 0, end = 0;
  };
  void addNode(int parent, Range range);
  template <class Visit>
  void scan(std::size_t node, std::size_t feature, std::size_t minLeaf, Visit&& visit) const;

  std::shared_ptr<const SortedColumns> columns_;
  Target target_;
  std::vector<double> weights_;       // n
  std::size_t active_ = 0;            // samples that weigh something
  std::vector<std::uint32_t> order_;  // d x active
  std::vector<Range> ranges_;         // of each node, in each feature's order
  std::vector<std::uint8_t> side_;    // n: of the split being made
  std::vector<std::uint32_t> rest_;
  Tree tree_;
};

using ClassGrower = Grower<ClassTarget>;
using MomentGrower = Grower<MomentTarget>;

extern template class Grower<ClassTarget>;
extern template class Grower<MomentTarget>;

}  // namespace gradarium::ml
