// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

// How good is a partition? Labels are one non-negative cluster number a sample; the numbers may have gaps.
// A negative label, or as many labels as do not fit the samples, throws BadCall.

/// Sum of squared distances of the samples to `centres` (k x d, row-major) by label.
GRADARIUM_CORE double inertia(const Samples& samples, std::span<const int> labels,
                              std::span<const double> centres);

/// Silhouette of each sample (Rousseeuw 1987): (b - a) / max(a, b), Euclidean, in [-1, 1]; 0 for a cluster of
/// one. O(n^2 d) time, O(n) memory. Fewer than 2 clusters, or as many as samples, throws Error.
GRADARIUM_CORE std::vector<double> silhouettes(const Samples& samples, std::span<const int> labels);
/// Their mean.
GRADARIUM_CORE double silhouette(const Samples& samples, std::span<const int> labels);

/// Mean over clusters of the worst (s_i + s_j) / d_ij (Davies & Bouldin 1979); lower is better. Errors as
/// above.
GRADARIUM_CORE double daviesBouldin(const Samples& samples, std::span<const int> labels);

/// Between- over within-cluster variance (Calinski & Harabasz 1974); higher is better. Errors as above.
GRADARIUM_CORE double calinskiHarabasz(const Samples& samples, std::span<const int> labels);

/// Rand index adjusted for chance (Hubert & Arabie 1985): 1 for equal partitions, near 0 for independent
/// ones.
GRADARIUM_CORE double adjustedRand(std::span<const int> a, std::span<const int> b);

/// Mutual information over the arithmetic mean of the entropies, in [0, 1].
GRADARIUM_CORE double normalisedMutualInformation(std::span<const int> a, std::span<const int> b);

}  // namespace gradarium::ml
