// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/stop.h"
#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

struct StabilityOptions {
  std::size_t k = 3;           ///< 1 .. number of samples
  std::size_t resamples = 20;  ///< 1 or more
  std::size_t restarts = 5;    ///< starts of k-means++ for each; 1 or more
  std::uint64_t seed = 0;
};

/// Do the clusters come back when the samples are drawn anew?
struct Stability {
  std::vector<double> together;   ///< n x n: the share of resamples that put a pair into one cluster
  std::vector<double> agreement;  ///< one a resample: adjusted Rand index with the clusters of all samples
  std::vector<int> labels;        ///< n: those clusters
};

/// Clusters bootstrap samples by k-means and labels all samples by their nearest centres (the consensus
/// matrix of Monti et al. 2003, by the bootstrap of Jain & Moreau 1987). O(resamples n^2) time, n^2 numbers.
/// A stop request leaves resamples out, though never the first. Options out of range throw BadCall, samples
/// that are NaN or infinite Error.
GRADARIUM_CORE Stability bootstrapStability(const Samples& samples, const StabilityOptions& options,
                                            const base::StopFlag* stop = nullptr);

}  // namespace gradarium::ml
