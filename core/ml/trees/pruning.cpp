// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/trees/pruning.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradarium::ml {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// R(t): the impurity that a node brings to a tree that ends there.
double riskOf(const Tree& tree, std::size_t node) {
  const double all = tree.nodes[0].weight;
  return all > 0 ? tree.nodes[node].impurity * tree.nodes[node].weight / all : 0;
}

struct Branches {
  std::vector<double> risk;
  std::vector<std::size_t> leaves;
};

/// What hangs below each node, where `folded` ones are leaves. Children stand behind their parents.
Branches branchesOf(const Tree& tree, const std::vector<double>& alphas, double alpha) {
  const std::size_t n = tree.nodes.size();
  Branches below{std::vector<double>(n), std::vector<std::size_t>(n)};
  for (std::size_t i = n; i-- > 0;) {
    const Tree::Node& node = tree.nodes[i];
    if (node.leaf() || alphas[i] <= alpha) {
      below.risk[i] = riskOf(tree, i);
      below.leaves[i] = 1;
    } else {
      const auto l = static_cast<std::size_t>(node.left), r = static_cast<std::size_t>(node.right);
      below.risk[i] = below.risk[l] + below.risk[r];
      below.leaves[i] = below.leaves[l] + below.leaves[r];
    }
  }
  return below;
}

}  // namespace

std::vector<double> foldingAlphas(const Tree& tree) {
  std::vector<double> alphas(tree.nodes.size(), never);
  double alpha = 0;
  while (!tree.nodes.empty() && !tree.nodes[0].leaf() && alphas[0] == never) {
    const Branches below = branchesOf(tree, alphas, alpha);
    std::vector<double> strength(tree.nodes.size(), never);
    double weakest = never;
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
      if (tree.nodes[i].leaf() || alphas[i] != never) continue;
      strength[i] = (riskOf(tree, i) - below.risk[i]) / static_cast<double>(below.leaves[i] - 1);
      weakest = std::min(weakest, strength[i]);
    }
    alpha = std::max(alpha, weakest);
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
      const int parent = tree.nodes[i].parent;
      const bool gone = parent >= 0 && alphas[static_cast<std::size_t>(parent)] <= alpha;
      if (!tree.nodes[i].leaf() && alphas[i] == never && (gone || strength[i] <= weakest + 1e-12))
        alphas[i] = alpha;
    }
  }
  return alphas;
}

std::vector<PruningStep> pruningPath(const Tree& tree) {
  const std::vector<double> alphas = foldingAlphas(tree);
  std::vector<double> different{-1};  // nothing folds
  for (const double alpha : alphas)
    if (alpha != never) different.push_back(alpha);
  std::sort(different.begin(), different.end());
  different.erase(std::unique(different.begin(), different.end()), different.end());
  if (different.size() > 1 && different[1] == 0)
    different.erase(different.begin());  // no worse than the whole tree
  std::vector<PruningStep> path;
  for (const double alpha : different) {
    const Branches below = branchesOf(tree, alphas, alpha);
    path.push_back({std::max(0.0, alpha), below.risk[0], below.leaves[0]});
  }
  return path;
}

Tree pruned(const Tree& tree, double alpha, std::vector<std::size_t>* origin) {
  const std::vector<double> alphas = foldingAlphas(tree);
  Tree result;
  result.outputs = tree.outputs;
  std::vector<int> place(tree.nodes.size(), -1);
  if (origin) origin->clear();
  for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
    Tree::Node node = tree.nodes[i];
    if (node.parent >= 0) {
      const auto parent = static_cast<std::size_t>(node.parent);
      if (place[parent] < 0 || result.nodes[static_cast<std::size_t>(place[parent])].leaf()) continue;
    }
    place[i] = static_cast<int>(result.nodes.size());
    if (origin) origin->push_back(i);
    if (node.parent >= 0) {
      const bool left = tree.nodes[static_cast<std::size_t>(node.parent)].left == static_cast<int>(i);
      node.parent = place[static_cast<std::size_t>(node.parent)];
      Tree::Node& parent = result.nodes[static_cast<std::size_t>(node.parent)];
      (left ? parent.left : parent.right) = place[i];
    }
    if (!node.leaf() && alphas[i] <= alpha) {
      node.feature = node.left = node.right = -1;
      node.gain = node.threshold = 0;
    }
    const auto value = tree.valueOf(i);
    result.values.insert(result.values.end(), value.begin(), value.end());
    result.nodes.push_back(node);
  }
  return result;
}

}  // namespace gradarium::ml
