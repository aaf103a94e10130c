// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/autograd/scalar_graph.h"

/// Ways to the derivative of a ScalarGraph besides its own backward().
namespace gradarium::autograd {

/// Forward mode (Wengert 1964): of every node, its derivative with respect to `along`. One sweep an input.
GRADARIUM_CORE std::vector<double> tangents(const ScalarGraph& graph, Scalar along);

/// The value that `end` would have if node `index` were `nudge` larger.
GRADARIUM_CORE double nudged(const ScalarGraph& graph, std::size_t index, double nudge, Scalar end);

/// Central difference of `end` with respect to node `index`.
GRADARIUM_CORE double centralDifference(const ScalarGraph& graph, std::size_t index, double h, Scalar end);

/// Reverse mode written down as nodes of the same graph: derivatives of `end` with respect to `of`, which can
/// themselves be differentiated. A derivative that is 0 everywhere is a leaf. Operations without such a rule
/// (gelu, silu) throw BadCall.
GRADARIUM_CORE std::vector<Scalar> gradientNodes(Scalar end, std::span<const Scalar> of);

/// Arithmetic operations that one node takes: its value, then its part of one forward and of one backward
/// sweep, additions included (Griewank & Walther 2008, ch. 3-4). An elementary function counts as one.
struct SweepCost {
  std::size_t value = 0, tangent = 0, adjoint = 0;
};
GRADARIUM_CORE SweepCost costOf(const ScalarGraph::Node& node);

/// One way along the edges, from the end back to a node, and the product of its slopes.
struct ScalarPath {
  std::vector<std::size_t> nodes;  ///< the end first
  double product = 1;
};
/// How many ways lead from node `from` to `end`: it can be astronomical, so it is a double.
GRADARIUM_CORE double pathCount(const ScalarGraph& graph, std::size_t from, Scalar end);
/// The first `most` of them, by depth-first search. Their products sum to the derivative where all are there.
GRADARIUM_CORE std::vector<ScalarPath> paths(const ScalarGraph& graph, std::size_t from, Scalar end,
                                             std::size_t most);

}  // namespace gradarium::autograd
