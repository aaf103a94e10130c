// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

#include "core/ml/cluster/dbscan.h"

// Private to core/ml/cluster; the two ways are exported for the tests that compare them.
namespace gradarium::ml::detail {

/// Throws as dbscan() says.
void checkDbscan(const Samples& samples, const DbscanOptions& options);

/// By a grid; nothing where there are too many features, or so many cells along one that their numbers round.
GRADARIUM_CORE std::optional<Dbscan> dbscanByGrid(const Samples& samples, const DbscanOptions& options);

/// By a k-d tree.
GRADARIUM_CORE Dbscan dbscanByTree(const Samples& samples, const DbscanOptions& options);

/// Numbers the clusters by their first core samples. `root` names for each core sample the set it is in.
void numberClusters(Dbscan& result, std::span<const std::size_t> root);

}  // namespace gradarium::ml::detail
