// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/export.h"
#include "core/ml/trees/forest.h"
#include "core/ml/trees/sorted_columns.h"
#include "core/ml/trees/tree.h"

namespace gradarium::ml {

/// For each of d features the gain of all splits that ask for it, as a share of the tree's whole gain (mean
/// decrease in impurity; Breiman et al. 1984); zeros for a tree that never splits. Of a forest, take the
/// mean.
GRADARIUM_CORE std::vector<double> impurityImportance(const Tree& tree, std::size_t features);

/// For each feature how much of a tree's accuracy on its out-of-bag samples goes when the feature's values
/// are shuffled among them (Breiman 2001). May be below 0 by chance; zeros where nothing is out of the bag.
GRADARIUM_CORE std::vector<double> permutationImportance(const RandomForest::Member& member,
                                                         const SortedColumns& columns,
                                                         std::span<const int> target, base::Random random);

/// What the tree predicts on average over its training samples: where the Shapley values of a row begin.
GRADARIUM_CORE double expectedValue(const Tree& tree, std::size_t output = 0);

/// Adds `scale` times the Shapley values of the tree's features at a row to `phi` (d numbers):
/// expectedValue() and they add up to the prediction. A feature that is not known is averaged over both
/// branches of its questions, by the training samples that took them (path-dependent TreeSHAP: Lundberg et
/// al. 2020, algorithm 2). L D^2 work for L leaves in depth D.
GRADARIUM_CORE void addShapley(const Tree& tree, std::span<const double> row, std::span<double> phi,
                               std::size_t output = 0, double scale = 1);

}  // namespace gradarium::ml
