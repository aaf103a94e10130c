// SPDX-License-Identifier: GPL-3.0-or-later
// The distances behind the tree: between the clusters there are now, and of pairs of samples.
#include <algorithm>
#include <numeric>

#include "core/base/number_text.h"
#include "core/ml/distance.h"
#include "hierarchy_experiment.h"

namespace gradarium::lessons {

namespace {

std::string counted(std::size_t n) { return std::to_string(n) + (n == 1 ? " sample" : " samples"); }

}  // namespace

std::vector<std::size_t> HierarchyExperiment::samplesUnder(std::size_t node) const {
  const std::size_t n = dendrogram_->samples();
  std::vector<std::size_t> found, open{node};
  while (!open.empty()) {
    const std::size_t next = open.back();
    open.pop_back();
    if (next < n) {
      found.push_back(next);
      continue;
    }
    const ml::Merge& merge = dendrogram_->merges()[next - n];
    open.push_back(merge.right);
    open.push_back(merge.left);
  }
  return found;
}

std::vector<double> HierarchyExperiment::meanOf(std::span<const std::size_t> rows) const {
  std::vector<double> mean(set_->columns);
  for (const std::size_t row : rows) {
    for (std::size_t f = 0; f < set_->columns; ++f)
      mean[f] += set_->row(row)[f] / static_cast<double>(rows.size());
  }
  return mean;
}

/// From left to right in the tree; never fewer than the cut leaves.
std::vector<std::vector<std::size_t>> HierarchyExperiment::clustersNow() const {
  const std::vector<int> of = built().cut(std::max(built().samples() - shown_, built().clustersAt(height_)));
  std::vector<std::vector<std::size_t>> clusters;
  int last = -1;
  for (const std::size_t sample : order_) {
    if (of[sample] != last) clusters.emplace_back();
    last = of[sample];
    clusters.back().push_back(sample);
  }
  return clusters;
}

HierarchyExperiment::Apart HierarchyExperiment::apart(std::span<const std::size_t> a,
                                                      std::span<const std::size_t> b) const {
  const std::size_t d = set_->columns;
  Apart result;
  double sum = 0;
  for (const std::size_t i : a) {
    for (const std::size_t j : b) {
      const double distance = std::sqrt(ml::squaredDistance(set_->row(i), set_->row(j), d));
      sum += distance;
      if (distance < result.nearest) {
        result.nearest = distance;
        result.nearestPair = {i, j};
      }
      if (distance >= result.farthest) {
        result.farthest = distance;
        result.farthestPair = {i, j};
      }
    }
  }
  result.mean = sum / static_cast<double>(a.size() * b.size());
  result.means = std::sqrt(ml::squaredDistance(meanOf(a).data(), meanOf(b).data(), d));
  const auto na = static_cast<double>(a.size()), nb = static_cast<double>(b.size());
  result.ward = std::sqrt(2 * na * nb / (na + nb)) * result.means;
  return result;
}

double HierarchyExperiment::byLinkage(const Apart& apart) const {
  switch (linkage) {
    case ml::Linkage::Single:
      return apart.nearest;
    case ml::Linkage::Complete:
      return apart.farthest;
    case ml::Linkage::Average:
      return apart.mean;
    case ml::Linkage::Ward:
      break;
  }
  return apart.ward;
}

lab::value::Matrix HierarchyExperiment::distancesNow() const {
  const auto clusters = clustersNow();
  if (clusters.size() > mostShown || clusters.size() < 2) return {};
  const std::size_t c = clusters.size();
  lab::value::Matrix matrix{c, c, std::vector<double>(c * c), {}, {}};
  for (std::size_t i = 0; i < c; ++i) {
    for (std::size_t j = i + 1; j < c; ++j) {
      matrix.data[i * c + j] = matrix.data[j * c + i] = byLinkage(apart(clusters[i], clusters[j]));
    }
    const std::string name = clusters[i].size() == 1 ? "sample " + std::to_string(clusters[i][0] + 1)
                                                     : counted(clusters[i].size());
    matrix.rowNames.push_back(name);
    matrix.columnNames.push_back(name);
  }
  return matrix;
}

/// Of every pair, or evenly many of them: how far apart in space, and in the tree.
lab::value::Points HierarchyExperiment::pairsOf() const {
  constexpr std::size_t mostPairs = 3000;
  const auto heights = built().copheneticDistances();
  const std::size_t stride = std::max<std::size_t>(1, (heights.size() + mostPairs - 1) / mostPairs);
  lab::value::Points pairs{0, 2, {}, {"distance", "height in the tree"}, {"", ""}};
  std::size_t index = 0;
  for (std::size_t i = 0; i < set_->rows; ++i) {
    for (std::size_t j = i + 1; j < set_->rows; ++j, ++index) {
      if (index % stride != 0) continue;
      pairs.data.push_back(std::sqrt(ml::squaredDistance(set_->row(i), set_->row(j), set_->columns)));
      pairs.data.push_back(heights[index]);
      ++pairs.rows;
    }
  }
  return pairs;
}

lab::Arithmetic HierarchyExperiment::explain(lab::Cell cell) const {
  const auto clusters = clustersNow();
  const auto inside = [&](int i) { return i >= 0 && static_cast<std::size_t>(i) < clusters.size(); };
  if (!inside(cell.row) || !inside(cell.column)) throw base::BadCall("there is no such pair of clusters");
  const auto& a = clusters[static_cast<std::size_t>(cell.row)];
  const auto& b = clusters[static_cast<std::size_t>(cell.column)];
  lab::Arithmetic sum{"Distance of " + counted(a.size()) + " to " + counted(b.size()), {}, 0};
  if (cell.row == cell.column) return sum;
  const Apart between = apart(a, b);
  const auto pair = [](const std::array<std::size_t, 2>& p) {
    return "samples " + std::to_string(p[0] + 1) + " and " + std::to_string(p[1] + 1);
  };
  sum.lines.push_back({"nearest pair: single", pair(between.nearestPair), between.nearest});
  sum.lines.push_back({"mean of all pairs: average",
                       std::to_string(a.size()) + " x " + std::to_string(b.size()) + " pairs", between.mean});
  sum.lines.push_back({"farthest pair: complete", pair(between.farthestPair), between.farthest});
  const std::string na = std::to_string(a.size()), nb = std::to_string(b.size());
  sum.lines.push_back({"Ward",
                       "sqrt(2 * " + na + " * " + nb + " / (" + na + " + " + nb + ")) * " +
                           base::shortest(std::round(between.means * 1e4) / 1e4),
                       between.ward});
  sum.result = byLinkage(between);
  return sum;
}

}  // namespace gradarium::lessons
