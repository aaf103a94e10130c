// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/metrics/partition.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/distance.h"
#include "core/ml/metrics/partition_labels.h"

namespace gradarium::ml {

namespace {

std::vector<double> clusterMeans(const Samples& samples, const detail::DenseLabels& labels) {
  const std::size_t d = samples.columns();
  std::vector<double> means(labels.sizes.size() * d);
  for (std::size_t i = 0; i < samples.rows(); ++i) {
    const auto row = samples.row(i);
    for (std::size_t f = 0; f < d; ++f) means[labels.of[i] * d + f] += row[f];
  }
  for (std::size_t c = 0; c < labels.sizes.size(); ++c) {
    for (std::size_t f = 0; f < d; ++f) means[c * d + f] /= static_cast<double>(labels.sizes[c]);
  }
  return means;
}

}  // namespace

double inertia(const Samples& samples, std::span<const int> labels, std::span<const double> centres) {
  const std::size_t d = samples.columns(), k = d == 0 ? 0 : centres.size() / d;
  if (labels.size() != samples.rows()) throw base::BadCall("the inertia takes one label for each sample");
  double sum = 0;
  for (std::size_t i = 0; i < samples.rows(); ++i) {
    if (labels[i] < 0 || static_cast<std::size_t>(labels[i]) >= k) {
      throw base::BadCall("the inertia's labels take 0 to one less than the number of centres");
    }
    sum +=
        squaredDistance(samples.row(i).data(), centres.data() + static_cast<std::size_t>(labels[i]) * d, d);
  }
  return sum;
}

std::vector<double> silhouettes(const Samples& samples, std::span<const int> labels) {
  const auto dense = detail::comparableClusters(labels, samples.rows(), "the silhouette");
  const std::size_t n = samples.rows(), d = samples.columns(), clusters = dense.sizes.size();
  const double* x = samples.values().data();
  std::vector<double> result(n);
  base::parallelFor(n, 16, [&](std::size_t begin, std::size_t end) {
    std::vector<double> sums(clusters);
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t own = dense.of[i];
      if (dense.sizes[own] == 1) continue;  // 0 by convention
      std::fill(sums.begin(), sums.end(), 0.0);
      for (std::size_t j = 0; j < n; ++j)
        sums[dense.of[j]] += std::sqrt(squaredDistance(x + i * d, x + j * d, d));
      const double a = sums[own] / static_cast<double>(dense.sizes[own] - 1);
      double b = std::numeric_limits<double>::infinity();
      for (std::size_t c = 0; c < clusters; ++c) {
        if (c != own) b = std::min(b, sums[c] / static_cast<double>(dense.sizes[c]));
      }
      const double larger = std::max(a, b);
      result[i] = larger > 0 ? (b - a) / larger : 0;
    }
  });
  return result;
}

double silhouette(const Samples& samples, std::span<const int> labels) {
  const std::vector<double> each = silhouettes(samples, labels);
  return std::accumulate(each.begin(), each.end(), 0.0) / static_cast<double>(each.size());
}

double daviesBouldin(const Samples& samples, std::span<const int> labels) {
  const auto dense = detail::comparableClusters(labels, samples.rows(), "the Davies-Bouldin index");
  const std::size_t d = samples.columns(), clusters = dense.sizes.size();
  const std::vector<double> means = clusterMeans(samples, dense);
  std::vector<double> spread(clusters);
  for (std::size_t i = 0; i < samples.rows(); ++i) {
    spread[dense.of[i]] +=
        std::sqrt(squaredDistance(samples.row(i).data(), means.data() + dense.of[i] * d, d));
  }
  for (std::size_t c = 0; c < clusters; ++c) spread[c] /= static_cast<double>(dense.sizes[c]);
  double sum = 0;
  for (std::size_t a = 0; a < clusters; ++a) {
    double worst = 0;
    for (std::size_t b = 0; b < clusters; ++b) {
      const double apart = std::sqrt(squaredDistance(means.data() + a * d, means.data() + b * d, d));
      // Two clusters with one mean cannot be told apart: infinitely bad, unless both are single points.
      if (a != b && spread[a] + spread[b] > 0) worst = std::max(worst, (spread[a] + spread[b]) / apart);
    }
    sum += worst;
  }
  return sum / static_cast<double>(clusters);
}

double calinskiHarabasz(const Samples& samples, std::span<const int> labels) {
  const auto dense = detail::comparableClusters(labels, samples.rows(), "the Calinski-Harabasz index");
  const std::size_t n = samples.rows(), d = samples.columns(), clusters = dense.sizes.size();
  const std::vector<double> means = clusterMeans(samples, dense);
  const std::vector<double> centre = clusterMeans(samples, detail::DenseLabels(std::vector<int>(n, 0)));
  double within = 0, between = 0;
  for (std::size_t i = 0; i < n; ++i) {
    within += squaredDistance(samples.row(i).data(), means.data() + dense.of[i] * d, d);
  }
  for (std::size_t c = 0; c < clusters; ++c) {
    between += static_cast<double>(dense.sizes[c]) * squaredDistance(means.data() + c * d, centre.data(), d);
  }
  if (within <= 0) return 1.0;  // every cluster a single point, scikit-learn's convention
  return between * static_cast<double>(n - clusters) / (within * static_cast<double>(clusters - 1));
}

}  // namespace gradarium::ml
