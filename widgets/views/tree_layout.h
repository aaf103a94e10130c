// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/lab/values.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// Children from left to right: by their smallest sample, as a dendrogram wants it, or by their own indices.
enum class Siblings { BySample, ByIndex };

/// Where the nodes of a tree stand beside each other. A tree may be a forest still: several nodes without a parent.
/// O(n), without recursion: a chain of thousands is as good as a balanced tree.
struct GRADARIUM_WIDGETS TreeLayout {
  struct Node {
    int parent = -1;
    std::vector<int> children;       // from left to right
    double place = 0;                // of its stem, in leaves from the left: leaf i stands at i
    double height = 0;               // of the merge; 0 for a leaf
    double highest = 0;              // within the branch: linkages may sink
    std::size_t first = 0, last = 0; // the leaves of the branch, as places; last is included
    std::size_t sample = 0;          // of a leaf; of a branch, its smallest
    std::size_t size() const { return last - first + 1; }
  };
  std::vector<Node> nodes;           // as in the value
  std::vector<int> leaves;           // place -> node
  std::vector<int> roots;
  double highest = 0;

  std::size_t sampleAt(std::size_t place) const { return nodes[static_cast<std::size_t>(leaves[place])].sample; }
  /// The topmost branches of which no merge is above the cut, from left to right: the clusters.
  std::vector<int> below(double cut) const;
  /// The branch whose merge is the next above a height, at a place; -1 where there is none.
  int branchAt(double place, double height) const;
  /// Parents before their children.
  std::vector<int> downwards() const;
  /// Nodes on the longest way from a root to a leaf.
  std::size_t depth() const;
  /// Where an arrow key leads from a node: up to the parent, down to the first child, to a sibling on the left or
  /// right; the node itself where there is none.
  int neighbour(int node, bool up, bool down, bool left) const;
};

/// The i-th leaf among the nodes is sample i. Empty for a tree that is none: parents out of range, or in a ring.
GRADARIUM_WIDGETS TreeLayout layoutOf(const lab::value::Tree& tree, Siblings siblings = Siblings::BySample);

}  // namespace gradarium::widgets
