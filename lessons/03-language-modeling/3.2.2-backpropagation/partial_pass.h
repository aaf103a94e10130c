// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/autograd/scalar_graph.h"

namespace gradarium::lessons {

/// A backward pass that has come so far: one number, or one truth, a node.
struct PartialPass {
  std::vector<double> gradients;     // what has arrived
  std::vector<bool> touched, done;   // something has arrived; it was handed on
  std::vector<std::size_t> pending;  // edges over which something is still to come
};

/// The operations that `end` depends on, last first.
std::vector<std::size_t> backwardOrder(const autograd::ScalarGraph& graph, autograd::Scalar end);

/// After the nodes of `visited` have handed on, in that order.
PartialPass passSoFar(const autograd::ScalarGraph& graph, autograd::Scalar end,
                      std::span<const std::size_t> visited);

}  // namespace gradarium::lessons
