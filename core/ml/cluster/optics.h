// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// The samples in an order in which clusters of every density stand together, valleys of the reachability.
struct GRADARIUM_CORE Optics {
  std::vector<std::size_t> order;
  std::vector<double> reachability;  ///< by sample: to the nearest earlier one; infinite for the first
  std::vector<double> core;          ///< by sample: distance to the minPts-th nearest, itself counted

  /// The clusters that DBSCAN would find with this eps, but for some border samples, which become noise
  /// (Ankerst et al. 1999, section 4); -1 for noise.
  [[nodiscard]] std::vector<int> cut(double eps) const;
};

/// OPTICS without a largest eps (Ankerst, Breunig, Kriegel & Sander 1999). Of equally reachable samples the
/// first comes next. O(n^2 d) time, O(n) memory. minPts outside 1 .. n throws BadCall, samples that are NaN
/// or infinite Error.
GRADARIUM_CORE Optics optics(const Samples& samples, std::size_t minPts);

}  // namespace gradarium::ml
