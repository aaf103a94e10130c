// SPDX-License-Identifier: GPL-3.0-or-later
// How far two partitions of the same samples agree; the numbers of the clusters do not matter.
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/ml/metrics/partition.h"
#include "core/ml/metrics/partition_labels.h"

namespace gradarium::ml {

namespace {

struct Contingency {
  Contingency(std::span<const int> a_, std::span<const int> b_) : a(a_), b(b_) {
    if (a_.size() != b_.size())
      throw base::BadCall("two partitions can be compared if they label the same samples");
    counts.resize(a.sizes.size() * b.sizes.size());
    for (std::size_t i = 0; i < a.of.size(); ++i) ++counts[a.of[i] * b.sizes.size() + b.of[i]];
  }
  detail::DenseLabels a, b;
  std::vector<std::size_t> counts;
};

double sumOfSquares(const std::vector<std::size_t>& sizes) {
  double sum = 0;
  for (const std::size_t size : sizes) sum += static_cast<double>(size) * static_cast<double>(size);
  return sum;
}

double entropy(const std::vector<std::size_t>& sizes, double n) {
  double sum = 0;
  for (const std::size_t size : sizes) {
    const double p = static_cast<double>(size) / n;
    sum -= p * std::log(p);
  }
  return sum;
}

}  // namespace

double adjustedRand(std::span<const int> a, std::span<const int> b) {
  const Contingency table(a, b);
  const double n = static_cast<double>(a.size());
  // Ordered pairs that both put together, that only one puts together, that neither does.
  const double both = sumOfSquares(table.counts) - n;
  const double onlyA = sumOfSquares(table.a.sizes) - n - both;
  const double onlyB = sumOfSquares(table.b.sizes) - n - both;
  const double neither = n * n - n - both - onlyA - onlyB;
  if (onlyA == 0 && onlyB == 0) return 1.0;
  return 2 * (both * neither - onlyA * onlyB) /
         ((both + onlyA) * (onlyA + neither) + (both + onlyB) * (onlyB + neither));
}

double normalisedMutualInformation(std::span<const int> a, std::span<const int> b) {
  const Contingency table(a, b);
  const std::size_t rows = table.a.sizes.size(), columns = table.b.sizes.size();
  if (rows <= 1 && columns <= 1) return 1.0;
  const double n = static_cast<double>(a.size());
  double information = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      const double count = static_cast<double>(table.counts[i * columns + j]);
      if (count == 0) continue;
      const double expected = static_cast<double>(table.a.sizes[i]) * static_cast<double>(table.b.sizes[j]);
      information += count / n * std::log(count * n / expected);
    }
  }
  const double mean = (entropy(table.a.sizes, n) + entropy(table.b.sizes, n)) / 2;
  return mean > 0 ? std::clamp(information / mean, 0.0, 1.0) : 0.0;
}

}  // namespace gradarium::ml
