// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/metrics/partition_labels.h"

#include <algorithm>
#include <string>

#include "core/base/error.h"

namespace gradarium::ml::detail {

DenseLabels::DenseLabels(std::span<const int> labels) : of(labels.size()) {
  std::vector<int> numbers(labels.begin(), labels.end());
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  if (!numbers.empty() && numbers.front() < 0) throw base::BadCall("a partition's labels take 0 or more");
  sizes.resize(numbers.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    of[i] = static_cast<std::size_t>(std::lower_bound(numbers.begin(), numbers.end(), labels[i]) -
                                     numbers.begin());
    ++sizes[of[i]];
  }
}

DenseLabels comparableClusters(std::span<const int> labels, std::size_t rows, std::string_view metric) {
  if (labels.size() != rows) {
    throw base::BadCall(std::string(metric) + " takes one label for each of the " + std::to_string(rows) +
                        " samples, not " + std::to_string(labels.size()));
  }
  DenseLabels dense(labels);
  if (dense.sizes.size() < 2 || dense.sizes.size() >= rows) {
    throw base::Error(std::string(metric) + " needs at least 2 clusters and fewer than samples; there are " +
                      std::to_string(dense.sizes.size()) + " clusters of " + std::to_string(rows) +
                      " samples");
  }
  return dense;
}

}  // namespace gradarium::ml::detail
