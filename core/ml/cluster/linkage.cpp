// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/linkage.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/cluster/nearest_chain.h"
#include "core/ml/cluster/spanning_tree.h"
#include "core/ml/distance.h"

namespace gradarium::ml {

namespace {

constexpr std::size_t mostByMatrix = 30'000;

std::size_t samplesOf(std::size_t pairs) {
  const auto n = static_cast<std::size_t>((1 + std::sqrt(1 + 8 * static_cast<double>(pairs))) / 2 + 0.5);
  if (n * (n - 1) / 2 != pairs) {
    throw base::BadCall("distances of all pairs number n (n - 1) / 2, which " + std::to_string(pairs) +
                        " is not");
  }
  return n;
}

/// Squares must not overflow: infinitely far is no order to merge in.
void requireSquares(const Samples& samples) {
  const auto values = samples.values();
  if (std::all_of(values.begin(), values.end(), [](double v) { return std::fabs(v) < 1e150; })) return;
  throw base::Error("agglomerative clustering needs numbers below 1e150");
}

}  // namespace

std::vector<double> pairDistances(const Samples& samples) {
  const std::size_t n = samples.rows(), d = samples.columns();
  std::vector<double> distances(n < 2 ? 0 : n * (n - 1) / 2);
  const double* x = samples.values().data();
  base::parallelFor(n, 32, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      double* out = distances.data() + i * (2 * n - i - 1) / 2;
      for (std::size_t j = i + 1; j < n; ++j) *out++ = std::sqrt(squaredDistance(x + i * d, x + j * d, d));
    }
  });
  return distances;
}

double lanceWilliams(Linkage linkage, double aToOther, double bToOther, double aToB, double a, double b,
                     double other) {
  switch (linkage) {
    case Linkage::Single:
      return std::min(aToOther, bToOther);
    case Linkage::Complete:
      return std::max(aToOther, bToOther);
    case Linkage::Average:
      return (a * aToOther + b * bToOther) / (a + b);
    case Linkage::Ward:
      break;
  }
  const double square =
      ((a + other) * aToOther * aToOther + (b + other) * bToOther * bToOther - other * aToB * aToB) /
      (a + b + other);
  return std::sqrt(std::max(0.0, square));
}

Dendrogram agglomerate(const Samples& samples, Linkage linkage) {
  samples.requireFinite("agglomerative clustering");
  requireSquares(samples);
  const std::size_t n = samples.rows();
  if (linkage == Linkage::Single) {
    std::vector<Meeting> meetings;
    for (const auto& edge : minimumSpanningTree(samples)) meetings.push_back({edge.a, edge.b, edge.weight});
    return {n, std::move(meetings)};
  }
  if (linkage == Linkage::Ward) return {n, detail::wardChain(samples)};
  if (n > mostByMatrix) {
    throw base::Error("complete and average linkage keep the distances of all pairs: " +
                      std::to_string(mostByMatrix) + " samples at most, not " + std::to_string(n));
  }
  return {n, detail::nearestChain(pairDistances(samples), n, linkage)};
}

Dendrogram agglomerate(std::vector<double> distances, Linkage linkage) {
  const std::size_t n = samplesOf(distances.size());
  if (!std::all_of(distances.begin(), distances.end(), [](double d) { return std::isfinite(d) && d >= 0; })) {
    throw base::BadCall("distances take finite numbers of 0 or more");
  }
  return {n, detail::nearestChain(std::move(distances), n, linkage)};
}

}  // namespace gradarium::ml
