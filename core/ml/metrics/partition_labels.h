// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace gradarium::ml::detail {

/// Labels renumbered 0 .. clusters-1 without gaps, in the order of the old numbers. Private to
/// core/ml/metrics.
struct DenseLabels {
  explicit DenseLabels(std::span<const int> labels);  ///< a negative label throws BadCall

  std::vector<std::size_t> of;     ///< n
  std::vector<std::size_t> sizes;  ///< clusters
};

/// Throws BadCall unless there is a label for each of `rows` samples, Error unless 2 <= clusters < rows.
DenseLabels comparableClusters(std::span<const int> labels, std::size_t rows, std::string_view metric);

}  // namespace gradarium::ml::detail
