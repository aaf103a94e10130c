// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/dendrogram.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/cluster/disjoint_sets.h"
#include "core/ml/distance.h"

namespace gradarium::ml {

Dendrogram::Dendrogram(std::size_t samples, std::vector<Meeting> meetings) {
  if (samples == 0 || meetings.size() + 1 != samples) {
    throw base::BadCall("a dendrogram of " + std::to_string(samples) +
                        " samples takes one merge fewer, not " + std::to_string(meetings.size()));
  }
  std::stable_sort(meetings.begin(), meetings.end(),
                   [](const Meeting& a, const Meeting& b) { return a.height < b.height; });
  detail::DisjointSets sets(samples);
  std::vector<std::size_t> name(samples);  // of the cluster that a root stands for
  for (std::size_t i = 0; i < samples; ++i) name[i] = i;
  merges_.reserve(meetings.size());
  for (const Meeting& meeting : meetings) {
    if (meeting.a >= samples || meeting.b >= samples)
      throw base::BadCall("a merge names a sample that is not there");
    const std::size_t a = sets.find(meeting.a), b = sets.find(meeting.b);
    if (a == b) throw base::BadCall("a merge takes two different clusters");
    const std::size_t size = sets.size(a) + sets.size(b);
    merges_.push_back({std::min(name[a], name[b]), std::max(name[a], name[b]), meeting.height, size});
    name[sets.join(a, b)] = samples + merges_.size() - 1;
  }
}

std::vector<int> Dendrogram::after(std::size_t merges) const {
  const std::size_t n = samples();
  std::vector<std::size_t> owner(n + merges, n + merges);  // the merge that took a cluster in
  for (std::size_t i = 0; i < merges; ++i) owner[merges_[i].left] = owner[merges_[i].right] = n + i;
  // From the top down each cluster learns its topmost one.
  std::vector<std::size_t> top(n + merges);
  for (std::size_t i = n + merges; i-- > 0;) top[i] = owner[i] == n + merges ? i : top[owner[i]];
  std::vector<int> number(n + merges, -1), labels(n);
  int next = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (number[top[i]] < 0) number[top[i]] = next++;
    labels[i] = number[top[i]];
  }
  return labels;
}

std::vector<int> Dendrogram::cut(std::size_t k) const {
  if (k < 1 || k > samples()) {
    throw base::BadCall("the number of clusters takes 1 to " + std::to_string(samples()) +
                        ", the number of samples");
  }
  return after(samples() - k);
}

std::size_t Dendrogram::clustersAt(double height) const {
  const auto end = std::partition_point(merges_.begin(), merges_.end(),
                                        [height](const Merge& merge) { return merge.height <= height; });
  return samples() - static_cast<std::size_t>(end - merges_.begin());
}

std::vector<int> Dendrogram::cutAt(double height) const { return after(samples() - clustersAt(height)); }

std::vector<std::size_t> Dendrogram::leafOrder() const {
  const std::size_t n = samples();
  std::vector<std::size_t> first(n + merges_.size());  // where the leaves of a cluster begin
  std::vector<std::size_t> order(n);
  const auto size = [&](std::size_t node) { return node < n ? 1 : merges_[node - n].size; };
  for (std::size_t i = merges_.size(); i-- > 0;) {
    const Merge& merge = merges_[i];
    first[merge.left] = first[n + i];
    first[merge.right] = first[n + i] + size(merge.left);
  }
  for (std::size_t i = 0; i < n; ++i) order[first[i]] = i;
  return order;
}

/// Between neighbouring leaves; the height of any other pair is the greatest of those between the two.
std::vector<double> Dendrogram::heightsBetween(std::span<const std::size_t> order) const {
  const std::size_t n = samples();
  std::vector<std::size_t> last(n + merges_.size());  // the rightmost leaf of a cluster, by place
  std::vector<double> heights(n > 0 ? n - 1 : 0);
  for (std::size_t place = 0; place < n; ++place) last[order[place]] = place;
  for (std::size_t i = 0; i < merges_.size(); ++i) {
    heights[last[merges_[i].left]] = merges_[i].height;
    last[n + i] = last[merges_[i].right];
  }
  return heights;
}

std::vector<double> Dendrogram::copheneticDistances() const {
  const std::size_t n = samples();
  const auto order = leafOrder();
  const auto heights = heightsBetween(order);
  std::vector<double> distances(n * (n - 1) / 2);
  base::parallelFor(n, 64, [&](std::size_t begin, std::size_t end) {
    for (std::size_t p = begin; p < end; ++p) {
      double highest = 0;
      for (std::size_t q = p + 1; q < n; ++q) {
        highest = std::max(highest, heights[q - 1]);
        const auto [i, j] = std::minmax(order[p], order[q]);
        distances[i * (2 * n - i - 1) / 2 + j - i - 1] = highest;
      }
    }
  });
  return distances;
}

double Dendrogram::copheneticCorrelation(const Samples& samples) const {
  const std::size_t n = this->samples(), d = samples.columns();
  if (samples.rows() != n)
    throw base::BadCall("the dendrogram is of " + std::to_string(n) + " other samples");
  const auto order = leafOrder();
  const auto heights = heightsBetween(order);
  // Sums about the top height and its half, so that large numbers do not eat the small differences.
  const double top = merges_.empty() ? 0 : merges_.back().height;
  using Sums = std::array<double, 5>;
  const Sums sums = base::parallelReduce(
      n, 64, Sums{},
      [&](std::size_t begin, std::size_t end) {
        Sums part{};
        for (std::size_t p = begin; p < end; ++p) {
          double highest = 0;
          for (std::size_t q = p + 1; q < n; ++q) {
            highest = std::max(highest, heights[q - 1]);
            const double x = highest - top;
            const double y =
                std::sqrt(squaredDistance(samples.row(order[p]).data(), samples.row(order[q]).data(), d)) -
                top / 2;
            part[0] += x;
            part[1] += y;
            part[2] += x * x;
            part[3] += y * y;
            part[4] += x * y;
          }
        }
        return part;
      },
      [](Sums a, const Sums& b) {
        for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
        return a;
      });
  const double pairs = static_cast<double>(n) * static_cast<double>(n - 1) / 2;
  const double xx = sums[2] - sums[0] * sums[0] / pairs, yy = sums[3] - sums[1] * sums[1] / pairs;
  const double enough = 1e-13 * (sums[2] + sums[3]);  // below, only rounding is left
  if (!(xx > enough) || !(yy > enough)) return std::nan("");
  return (sums[4] - sums[0] * sums[1] / pairs) / std::sqrt(xx * yy);
}

}  // namespace gradarium::ml
