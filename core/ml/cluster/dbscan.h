// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

struct DbscanOptions {
  double eps = 0.5;        ///< radius of a neighbourhood, its rim included; above 0
  std::size_t minPts = 5;  ///< samples that make it dense, the one in its middle included; 1 or more
};

struct GRADARIUM_CORE Dbscan {
  std::vector<int> labels;  ///< n: cluster, or -1 for noise
  std::vector<bool> core;   ///< n: whether eps around it is dense
  std::size_t clusters = 0;
  [[nodiscard]] std::size_t coreSamples() const;
  [[nodiscard]] std::size_t noise() const;
};

/// Density-based clusters (Ester, Kriegel, Sander & Xu 1996): core samples within eps of each other belong
/// together, a sample within eps of a core one is its border, the rest is noise. Clusters are numbered by
/// their first core samples, and a border between several joins the lowest, so the labels are scikit-learn's.
/// Up to three features by a grid of cells eps / sqrt(d) wide (Gunawan 2013), above by a k-d tree. Throws
/// BadCall for eps or minPts out of range, Error for samples that are NaN or infinite.
GRADARIUM_CORE Dbscan dbscan(const Samples& samples, const DbscanOptions& options);

/// For each sample the distance to the minPts-th nearest, itself counted: it is a core sample of dbscan()
/// just if that is at most eps. Sorted from high to low it is the k-distance plot, whose knee suggests an
/// eps. minPts outside 1 .. n throws BadCall.
GRADARIUM_CORE std::vector<double> coreDistances(const Samples& samples, std::size_t minPts);

}  // namespace gradarium::ml
