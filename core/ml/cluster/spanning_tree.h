// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

struct TreeEdge {
  std::size_t a = 0, b = 0;
  double weight = 0;
};

/// The lightest tree that joins all samples (Prim 1957), n - 1 edges in the order in which it grew from
/// sample 0. An edge weighs the Euclidean distance, or, given a core distance for each sample, the mutual
/// reachability max(core(a), core(b), distance) of Campello et al. (2013). O(n^2 d) time, O(n d) memory.
GRADARIUM_CORE std::vector<TreeEdge> minimumSpanningTree(const Samples& samples,
                                                         std::span<const double> core = {});

}  // namespace gradarium::ml
