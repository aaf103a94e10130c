// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/stop.h"
#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

struct GapOptions {
  std::size_t references =
      20;                    ///< data sets without clusters, uniform in the samples' bounding box; 1 or more
  std::size_t restarts = 5;  ///< starts of k-means++ for each; 1 or more
  std::uint64_t seed = 0;
};

/// How much lower the log of the inertia is than on data without clusters.
struct Gap {
  double logInertia = 0;  ///< log W(k) of the samples; -infinity where k-means leaves none
  double expected = 0;    ///< mean of log W(k) over the references
  double gap = 0;         ///< expected - logInertia
  double error = 0;       ///< deviation over the references, times sqrt(1 + 1 / references)
};

/// The gap statistic for one k (Tibshirani, Walther & Hastie 2001). Reference b is drawn from stream b of the
/// seed, the same for every k. A stop request leaves references out, though never the first. k outside 1 ..
/// n, or options out of range, throw BadCall; samples that are NaN or infinite throw Error.
GRADARIUM_CORE Gap gapStatistic(const Samples& samples, std::size_t k, const GapOptions& options,
                                const base::StopFlag* stop = nullptr);

/// Their rule: the least k, counted from 1, whose gap is at least the next one's less its error; the last
/// where there is none. 0 for none at all.
GRADARIUM_CORE std::size_t clustersByGap(std::span<const Gap> gaps);

/// The elbow of a falling curve over k = 1, 2 ..: the k that lies farthest below the straight line from its
/// first point to its last (after Satopaa et al. 2011). 0 for fewer than 3 points.
GRADARIUM_CORE std::size_t elbow(std::span<const double> inertias);

}  // namespace gradarium::ml
