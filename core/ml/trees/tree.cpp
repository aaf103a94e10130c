// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/trees/tree.h"

#include <algorithm>

namespace gradarium::ml {

std::size_t Tree::leafOf(std::span<const double> row) const noexcept {
  std::size_t at = 0;
  while (!nodes[at].leaf()) {
    const Node& node = nodes[at];
    at = static_cast<std::size_t>(row[static_cast<std::size_t>(node.feature)] <= node.threshold ? node.left
                                                                                                : node.right);
  }
  return at;
}

int Tree::classAt(std::size_t node) const noexcept {
  const auto shares = valueOf(node);
  return static_cast<int>(std::max_element(shares.begin(), shares.end()) - shares.begin());
}

std::size_t Tree::leaves() const noexcept {
  return static_cast<std::size_t>(
      std::count_if(nodes.begin(), nodes.end(), [](const Node& node) { return node.leaf(); }));
}

std::size_t Tree::depth() const {
  std::size_t deepest = 0;
  std::vector<std::size_t> depths(nodes.size(), 0);
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    depths[i] = depths[static_cast<std::size_t>(nodes[i].parent)] + 1;
    deepest = std::max(deepest, depths[i]);
  }
  return deepest;
}

std::size_t Tree::depthOf(std::size_t node) const noexcept {
  std::size_t depth = 0;
  for (int at = nodes[node].parent; at >= 0; at = nodes[static_cast<std::size_t>(at)].parent) ++depth;
  return depth;
}

}  // namespace gradarium::ml
