// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/dbscan.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/cluster/dbscan_parts.h"
#include "core/ml/neighbours/kd_tree.h"

namespace gradarium::ml {

namespace detail {

namespace {

constexpr std::size_t grain = 256;

/// Sets that several threads join at once: a root only ever comes to point at a lower one, so in the end the
/// root of a set is its lowest member, whoever came first.
class SharedSets {
 public:
  explicit SharedSets(std::size_t n) : parent_(n) {
    for (std::size_t i = 0; i < n; ++i) parent_[i].store(i, std::memory_order_relaxed);
  }
  std::size_t find(std::size_t i) noexcept {
    for (std::size_t up = parent_[i].load(); up != i; up = parent_[i].load()) {
      const std::size_t above = parent_[up].load();
      if (above != up) parent_[i].compare_exchange_weak(up, above);
      i = above;
    }
    return i;
  }
  void join(std::size_t a, std::size_t b) noexcept {
    for (;;) {
      a = find(a);
      b = find(b);
      if (a == b) return;
      if (a > b) std::swap(a, b);
      std::size_t expected = b;
      if (parent_[b].compare_exchange_strong(expected, a)) return;
    }
  }

 private:
  std::vector<std::atomic<std::size_t>> parent_;
};

}  // namespace

void checkDbscan(const Samples& samples, const DbscanOptions& options) {
  samples.requireFinite("DBSCAN");
  if (!(options.eps > 0) || !std::isfinite(options.eps)) throw base::BadCall("eps takes a number above 0");
  if (options.minPts < 1) throw base::BadCall("minPts takes 1 or more");
}

void numberClusters(Dbscan& result, std::span<const std::size_t> root) {
  const std::size_t n = result.core.size();
  std::vector<int> number(n, -1);
  result.labels.assign(n, -1);
  for (std::size_t i = 0; i < n; ++i) {
    if (!result.core[i]) continue;
    if (number[root[i]] < 0) number[root[i]] = static_cast<int>(result.clusters++);
    result.labels[i] = number[root[i]];
  }
}

Dbscan dbscanByTree(const Samples& samples, const DbscanOptions& options) {
  const std::size_t n = samples.rows();
  const KdTree tree(samples);
  std::vector<unsigned char> core(n);
  base::parallelFor(n, grain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      core[i] = tree.count(samples.row(i), options.eps, options.minPts) >= options.minPts ? 1 : 0;
    }
  });
  SharedSets sets(n);
  base::parallelFor(n, grain, [&](std::size_t begin, std::size_t end) {
    std::vector<std::size_t> near;
    for (std::size_t i = begin; i < end; ++i) {
      if (core[i] == 0) continue;
      near.clear();
      tree.within(samples.row(i), options.eps, near);
      for (const std::size_t j : near) {
        if (j < i && core[j] != 0) sets.join(i, j);
      }
    }
  });
  Dbscan result;
  result.core.assign(core.begin(), core.end());
  std::vector<std::size_t> root(n);
  for (std::size_t i = 0; i < n; ++i) root[i] = sets.find(i);
  numberClusters(result, root);
  base::parallelFor(n, grain, [&](std::size_t begin, std::size_t end) {
    std::vector<std::size_t> near;
    for (std::size_t i = begin; i < end; ++i) {
      if (core[i] != 0) continue;
      near.clear();
      tree.within(samples.row(i), options.eps, near);
      int lowest = -1;
      for (const std::size_t j : near) {
        if (core[j] != 0 && (lowest < 0 || result.labels[j] < lowest)) lowest = result.labels[j];
      }
      result.labels[i] = lowest;
    }
  });
  return result;
}

}  // namespace detail

std::size_t Dbscan::coreSamples() const {
  return static_cast<std::size_t>(std::count(core.begin(), core.end(), true));
}
std::size_t Dbscan::noise() const {
  return static_cast<std::size_t>(std::count(labels.begin(), labels.end(), -1));
}

Dbscan dbscan(const Samples& samples, const DbscanOptions& options) {
  detail::checkDbscan(samples, options);
  if (auto result = detail::dbscanByGrid(samples, options)) return std::move(*result);
  return detail::dbscanByTree(samples, options);
}

std::vector<double> coreDistances(const Samples& samples, std::size_t minPts) {
  const std::size_t n = samples.rows();
  if (minPts < 1 || minPts > n) {
    throw base::BadCall("minPts takes 1 to " + std::to_string(n) + ", the number of samples");
  }
  const KdTree tree(samples);
  std::vector<double> distances(n);
  base::parallelFor(n, detail::grain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      distances[i] = std::sqrt(tree.nearest(samples.row(i), minPts).back().square);
    }
  });
  return distances;
}

}  // namespace gradarium::ml
