// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/spanning_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/error.h"
#include "core/ml/distance.h"

namespace gradarium::ml {

std::vector<TreeEdge> minimumSpanningTree(const Samples& samples, std::span<const double> core) {
  const std::size_t n = samples.rows(), d = samples.columns();
  if (!core.empty() && core.size() != n)
    throw base::BadCall("a spanning tree takes a core distance for each sample");
  if (n == 0) return {};
  // The samples outside the tree, closed up as they leave, each with its nearest one inside; all distances
  // squared.
  std::vector<double> x(samples.values().begin(), samples.values().end());
  std::vector<double> lowest(n, std::numeric_limits<double>::infinity()), reach(n, 0.0);
  std::vector<std::size_t> name(n), from(n, 0);
  std::iota(name.begin(), name.end(), std::size_t{0});
  for (std::size_t i = 0; i < core.size(); ++i) reach[i] = core[i] * core[i];

  std::vector<TreeEdge> edges;
  edges.reserve(n - 1);
  std::vector<double> newest(d);
  std::size_t taken = 0;
  for (std::size_t left = n; left > 1; --left) {
    const std::size_t inside = name[taken];
    const double own = reach[taken];
    std::copy_n(x.begin() + static_cast<std::ptrdiff_t>(taken * d), d, newest.begin());
    if (edges.size() + 1 < n) {  // the last one outside takes the place of the one that left
      const std::size_t last = left - 1;
      std::copy_n(x.begin() + static_cast<std::ptrdiff_t>(last * d), d,
                  x.begin() + static_cast<std::ptrdiff_t>(taken * d));
      lowest[taken] = lowest[last];
      reach[taken] = reach[last];
      name[taken] = name[last];
      from[taken] = from[last];
    }
    std::size_t next = 0;
    for (std::size_t s = 0; s + 1 < left; ++s) {
      const double square = std::max({squaredDistance(x.data() + s * d, newest.data(), d), own, reach[s]});
      if (square < lowest[s]) {
        lowest[s] = square;
        from[s] = inside;
      }
      if (lowest[s] < lowest[next] || (lowest[s] == lowest[next] && name[s] < name[next])) next = s;
    }
    edges.push_back({from[next], name[next], std::sqrt(lowest[next])});
    taken = next;
  }
  return edges;
}

}  // namespace gradarium::ml
