// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/ml/cluster/kmeans.h"

namespace gradarium::ml {

/// The best of several starts of k-means.
struct KMeansRestarts {
  KMeans best;                   ///< lowest inertia; of equals the earliest
  std::size_t bestRestart = 0;   ///< which one that was
  std::vector<double> inertias;  ///< one a restart, in order; NaN for those that a stop request left out
};

/// Fits `restarts` times, in parallel; start i is seeded by the stream split(i) of options.seed, so more
/// restarts only add to fewer. A stop request leaves out what has not begun, though never the first. restarts
/// = 0 throws BadCall, the rest as the constructor of KMeans.
GRADARIUM_CORE KMeansRestarts bestOf(const Samples& samples, const KMeansOptions& options,
                                     std::size_t restarts, std::size_t maxMoves = 300,
                                     const base::StopFlag* stop = nullptr);

}  // namespace gradarium::ml
