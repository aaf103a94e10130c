// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/export.h"
#include "core/ml/cluster/dendrogram.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// How far apart two clusters are, given the distances between their samples.
enum class Linkage {
  Single,    ///< the nearest pair (Florek et al. 1951; Sneath 1957)
  Complete,  ///< the farthest pair (Sorensen 1948)
  Average,   ///< the mean over all pairs, UPGMA (Sokal & Michener 1958)
  Ward,  ///< sqrt(2 a b / (a + b)) times the distance of the means: the root of twice the rise of the sum of
         ///< squares that merging a and b samples costs (Ward 1963)
};

/// Agglomerative clustering of Euclidean distances: starting from single samples, the two nearest clusters
/// merge, n - 1 times. Single linkage follows the minimum spanning tree (Gower & Ross 1969), the others the
/// nearest-neighbour chain (Benzecri 1982; Murtagh 1983; Muellner 2011), by the rule of Lance & Williams
/// (1967) or, for Ward, the means themselves. O(n^2 d) time. Complete and average linkage keep 4 n^2 bytes of
/// distances, single and Ward O(n d). Of equal distances one is taken, always the same. Samples that are NaN
/// or infinite throw Error; so do more than 30,000 for complete and average linkage (3.6 GB).
GRADARIUM_CORE Dendrogram agglomerate(const Samples& samples, Linkage linkage);

/// The same from n (n - 1) / 2 distances in the order of Dendrogram::copheneticDistances(). Ward then takes
/// them to be Euclidean. A count that is no n (n - 1) / 2, or a distance that is negative or not finite,
/// throws BadCall.
GRADARIUM_CORE Dendrogram agglomerate(std::vector<double> distances, Linkage linkage);

/// Euclidean distances of all pairs, in that order.
GRADARIUM_CORE std::vector<double> pairDistances(const Samples& samples);

/// The distance of the cluster a + b to another by the rule of Lance & Williams (1967), from the distances of
/// the three and their sizes.
GRADARIUM_CORE double lanceWilliams(Linkage linkage, double aToOther, double bToOther, double aToB, double a,
                                    double b, double other);

}  // namespace gradarium::ml
