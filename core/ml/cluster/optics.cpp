// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/optics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/ml/cluster/dbscan.h"
#include "core/ml/distance.h"

namespace gradarium::ml {

Optics optics(const Samples& samples, std::size_t minPts) {
  samples.requireFinite("OPTICS");
  const std::size_t n = samples.rows(), d = samples.columns();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Optics result{{}, std::vector<double>(n, infinity), coreDistances(samples, minPts)};
  result.order.reserve(n);
  std::vector<std::size_t> left(n);  // rising, so that the first of equals wins
  std::iota(left.begin(), left.end(), std::size_t{0});
  auto next = left.begin();
  while (!left.empty()) {
    const std::size_t here = *next;
    result.order.push_back(here);
    left.erase(next);
    next = left.begin();
    for (auto other = left.begin(); other != left.end(); ++other) {
      const double distance =
          std::sqrt(squaredDistance(samples.row(here).data(), samples.row(*other).data(), d));
      double& reach = result.reachability[*other];
      reach = std::min(reach, std::max(result.core[here], distance));
      if (reach < result.reachability[*next]) next = other;
    }
  }
  return result;
}

std::vector<int> Optics::cut(double eps) const {
  std::vector<int> labels(order.size(), -1);
  int cluster = -1;
  for (const std::size_t sample : order) {
    if (reachability[sample] > eps) {
      if (core[sample] > eps) continue;
      ++cluster;
    }
    labels[sample] = cluster;
  }
  return labels;
}

}  // namespace gradarium::ml
