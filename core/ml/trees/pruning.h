// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/export.h"
#include "core/ml/trees/tree.h"

namespace gradarium::ml {

/// One tree of the nested sequence of cost-complexity pruning.
struct PruningStep {
  double alpha = 0;     ///< from which on this is the best tree
  double impurity = 0;  ///< of its leaves, weighted by their share of the samples: R(T)
  std::size_t leaves = 0;
};

/// For each node the alpha from which on it asks nothing any more: the branch below its weakest link is
/// folded, where R(T) + alpha |leaves| is no worse without it (Breiman et al. 1984, chapter 3). Infinite for
/// leaves that stay such.
GRADARIUM_CORE std::vector<double> foldingAlphas(const Tree& tree);

/// The whole sequence, the unpruned tree first, the root alone last. Links that are equally weak fold
/// together.
GRADARIUM_CORE std::vector<PruningStep> pruningPath(const Tree& tree);

/// The tree that alpha leaves. `origin`, if given, tells which node of the old tree each new one was.
GRADARIUM_CORE Tree pruned(const Tree& tree, double alpha, std::vector<std::size_t>* origin = nullptr);

}  // namespace gradarium::ml
