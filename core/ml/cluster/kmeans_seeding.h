// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/random.h"
#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// How k-means chooses its first centres.
enum class Seeding {
  Random,          ///< k different samples, all equally likely (Forgy 1965)
  PlusPlus,        ///< each next one with probability proportional to D^2 (Arthur & Vassilvitskii 2007)
  GreedyPlusPlus,  ///< each the best of 2 + ln k such draws, as in scikit-learn (their section 7)
};

/// How the first centres were drawn, so that a view can show it.
struct SeedingTrace {
  std::vector<std::size_t> chosen;  ///< the sample that became each centre
  /// k x n: the probability with which each sample would have been drawn, at each draw.
  std::vector<std::vector<double>> probability;
};

/// Draws k first centres; returns k x d row-major. k outside 1 .. n throws BadCall. With fewer than k
/// different samples the D^2 draws end up repeating one. O(n k d) time, times ln k if greedy; O(n) memory,
/// O(n k) with a trace.
GRADARIUM_CORE std::vector<double> seedCentres(const Samples& samples, std::size_t k, Seeding seeding,
                                               base::Random random, SeedingTrace* trace = nullptr);

}  // namespace gradarium::ml
