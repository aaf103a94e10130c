// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/export.h"

namespace gradarium::ml {

/// A binary tree of questions, "is this feature at most this threshold?": yes goes left, no goes right. Node
/// 0 is the root, and parents stand before their children.
struct GRADARIUM_CORE Tree {
  struct Node {
    int feature = -1;  ///< that the question is about; -1: a leaf
    double threshold = 0;
    int parent = -1, left = -1, right = -1;
    double weight = 0;    ///< of the training samples that came here; their number, if all weigh 1
    double impurity = 0;  ///< of those, by the criterion that grew the tree
    double gain = 0;      ///< of the split here, as in Split
    [[nodiscard]] bool leaf() const noexcept { return feature < 0; }
  };
  std::vector<Node> nodes;
  std::size_t outputs = 1;     ///< numbers a prediction: shares of the classes, or one
  std::vector<double> values;  ///< nodes x outputs: what would be predicted if the tree ended there

  [[nodiscard]] std::size_t leafOf(std::span<const double> row) const noexcept;
  [[nodiscard]] std::span<const double> valueOf(std::size_t node) const noexcept {
    return std::span(values).subspan(node * outputs, outputs);
  }
  /// The numbers of the leaf that the row falls into.
  [[nodiscard]] std::span<const double> predict(std::span<const double> row) const noexcept {
    return valueOf(leafOf(row));
  }
  /// Of a classifier: the class with the largest share, the first of equals.
  [[nodiscard]] int classAt(std::size_t node) const noexcept;
  [[nodiscard]] std::size_t leaves() const noexcept;
  /// Questions on the longest way down; 0 for a root alone.
  [[nodiscard]] std::size_t depth() const;
  /// Of the way from the root to a node.
  [[nodiscard]] std::size_t depthOf(std::size_t node) const noexcept;
};

}  // namespace gradarium::ml
