// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "core/autograd/scalar_graph.h"
#include "core/lab/choice.h"
#include "core/optim/expression.h"

namespace gradarium::lessons {

/// What one may get wrong in a hundred lines.
enum class Fault {
  None,
  Assign,    // = where += belongs
  Order,     // nodes are visited level by level, not in reverse topological order
  Multiply,  // a product hands each input its own value instead of the other's
  Subtract,  // the second input of a difference gets no minus sign
  Divide,    // nor does a denominator
  Power,     // n xⁿ instead of n xⁿ⁻¹
  Tanh,      // the gradient passes as if the slope were 1
  Exp,       // the same
  Relu,      // the gate is always open
  Own        // tanh by the learner's own rule
};

/// The choices of the parameter "rule".
std::vector<lab::Choice<Fault>::Option> faultOptions();

/// What an engine goes by: a fault, or the learner's slope of tanh as a function of its input x and output y.
struct Rules {
  Fault fault = Fault::None;
  const optim::Expression* own = nullptr;
};

/// The slopes that a broken engine believes in.
std::array<double, 2> slopesOf(const autograd::ScalarGraph& graph, std::size_t node, const Rules& rules);

/// The order in which an engine visits the nodes before `end`.
std::vector<std::size_t> visits(const autograd::ScalarGraph& graph, autograd::Scalar end, Fault fault);

/// Hands the gradient of one node on to its inputs, by the engine's rules.
void handOn(const autograd::ScalarGraph& graph, std::size_t node, const Rules& rules,
            std::span<double> gradients);

}  // namespace gradarium::lessons
