// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/export.h"
#include "core/ml/trees/grower.h"

namespace gradarium::ml {

struct ForestOptions {
  GrowthLimits limits = {};  ///< limits.features is mtry
  double share = 1;          ///< of the samples that a tree draws, with replacement
  bool bootstrap = true;     ///< without it every tree sees every sample once
  std::uint64_t seed = 0;
};

/// How good the trees are and how alike, from out-of-bag votes (Breiman 2001, section 2 and appendix II).
struct ForestStrength {
  double strength = 0;  ///< mean margin: share of votes for the true class over the best other one
  double correlation =
      0;  ///< of the raw margins of two trees: the variance of the mean margin over deviation^2
  double deviation = 0;  ///< of a tree's raw margin over the samples, the mean over the trees
};

/// Classification trees on bootstrap samples, each split over a random few of the features (Breiman 2001).
/// One tree a call, so that the forest can be watched as it grows; tree t depends on the seed and on t alone.
class GRADARIUM_CORE RandomForest {
 public:
  struct Member {
    Tree tree;
    std::vector<std::uint32_t> outOfBag;  ///< rows that it did not see, rising
    std::vector<int> votes;               ///< its class for each of those
  };

  RandomForest(std::shared_ptr<const SortedColumns> columns, ClassTarget target, ForestOptions options);

  /// Grows one more.
  const Member& add();
  [[nodiscard]] const std::vector<std::shared_ptr<const Member>>& members() const noexcept {
    return members_;
  }
  /// Shares of the classes, the mean over the trees.
  [[nodiscard]] std::vector<double> predict(std::span<const double> row) const;
  /// Of each sample, by the mean shares of the trees that did not see it; -1 where all did.
  [[nodiscard]] std::vector<int> outOfBagClasses() const;
  /// Wrong ones of those, as a share; NaN while there are none.
  [[nodiscard]] double outOfBagError() const;
  /// The mean error of single trees on what they did not see; NaN while there is none.
  [[nodiscard]] double memberError() const;
  /// NaN while too little is out of bag, or the margins do not vary.
  [[nodiscard]] ForestStrength strength() const;

 private:
  std::shared_ptr<const SortedColumns> columns_;
  ClassTarget target_;
  ForestOptions options_;
  std::vector<std::shared_ptr<const Member>> members_;
  std::vector<double> shares_, votes_;  // n x K: summed over the trees that a sample is out of the bag of
  double errors_ = 0;                   // of members, summed
  std::size_t judged_ = 0;
};

}  // namespace gradarium::ml
