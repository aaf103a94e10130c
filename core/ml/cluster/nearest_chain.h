// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/ml/cluster/linkage.h"

namespace gradarium::ml::detail {

// The nearest-neighbour chain: walk from a cluster to its nearest one, from there to the nearest again, until
// two are each other's nearest, and merge those. Merging never brings others nearer ("reducible" linkages),
// so what is left of the chain stays valid, and n - 1 merges take O(n) searches. Private to core/ml/cluster.

/// Over the distances of all pairs, used up by the way. Meetings come in the chain's order, not by height.
std::vector<Meeting> nearestChain(std::vector<double> distances, std::size_t n, Linkage linkage);

/// Ward's linkage over the clusters' means: no distances are kept.
std::vector<Meeting> wardChain(const Samples& samples);

}  // namespace gradarium::ml::detail
