// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/export.h"
#include "core/ml/cluster/dendrogram.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// A cluster of the condensed tree: it is born where its parent falls into two or more that are large enough,
/// and loses samples until it splits or dies. lambda = 1 / distance: density.
struct CondensedCluster {
  std::size_t parent = 0;  ///< the root, cluster 0, is its own
  double birth = 0;        ///< lambda at which it appears
  double death = 0;        ///< lambda at which it splits, or its last samples leave; may be infinite
  std::size_t size = 0;    ///< samples at its birth
  double stability = 0;    ///< sum over its samples of (lambda at which they leave - birth)
  bool leaf = true;        ///< it never splits
  bool selected = false;   ///< a cluster of the answer
};

struct Hdbscan {
  std::vector<CondensedCluster> tree;  ///< parents before their children
  std::vector<std::size_t> fellFrom;   ///< n: the cluster of the tree that a sample leaves to be alone
  std::vector<double> leftAt;          ///< n: lambda at which it does
  std::vector<int> labels;             ///< n: -1 for noise; selected clusters by their first samples
  std::vector<double> membership;  ///< n: in [0, 1]: its lambda over the greatest in its cluster; 0 for noise
  std::size_t clusters = 0;
};

struct HdbscanOptions {
  std::size_t minPts = 5;          ///< for the core distance, the sample itself counted; 1 .. n
  std::size_t minClusterSize = 5;  ///< 2 or more
  bool allowSingle = false;        ///< whether all samples together may be the one cluster of the answer
};

/// Hierarchical density-based clustering (Campello, Moulavi & Sander 2013): the minimum spanning tree of the
/// mutual reachability distance, condensed, and from it the non-overlapping clusters of greatest total
/// stability ("excess of mass"); an equal sum goes to the parent. Edges of one length are cut at the same
/// time. O(n^2 d) time, O(n d) memory. Throws BadCall for options out of range, Error for samples that are
/// NaN or infinite.
GRADARIUM_CORE Hdbscan hdbscan(const Samples& samples, const HdbscanOptions& options);

/// The last part alone, from a dendrogram of mutual reachability. minPts is not used.
GRADARIUM_CORE Hdbscan condense(const Dendrogram& dendrogram, const HdbscanOptions& options);

}  // namespace gradarium::ml
