// SPDX-License-Identifier: GPL-3.0-or-later
#include "faulty_engine.h"

#include <algorithm>
#include <cmath>

namespace gradarium::lessons {

std::vector<lab::Choice<Fault>::Option> faultOptions() {
  return {{"sound", Fault::None, "none: all rules are right"},
          {"assign", Fault::Assign, "= instead of +="},
          {"order", Fault::Order, "level by level, not topological"},
          {"multiply", Fault::Multiply, "×: own value, not the other's"},
          {"subtract", Fault::Subtract, "−: no minus sign"},
          {"divide", Fault::Divide, "÷: no minus sign"},
          {"power", Fault::Power, "xⁿ: n xⁿ, not n xⁿ⁻¹"},
          {"tanh", Fault::Tanh, "tanh: slope 1"},
          {"exp", Fault::Exp, "exp: slope 1"},
          {"relu", Fault::Relu, "relu: gate always open"},
          {"own", Fault::Own, "tanh: a rule of mine"}};
}

std::array<double, 2> slopesOf(const autograd::ScalarGraph& graph, std::size_t node, const Rules& rules) {
  const Fault fault = rules.fault;
  const auto& it = graph.nodes()[node];
  std::array<double, 2> slopes = it.slopes;
  const std::string_view op = it.operation;
  if (fault == Fault::Multiply && op == "multiply") std::swap(slopes[0], slopes[1]);
  if (fault == Fault::Subtract && op == "subtract") slopes[1] = 1;
  if (fault == Fault::Divide && op == "divide") slopes[1] = -slopes[1];
  if (fault == Fault::Power && op == "power") slopes[0] *= graph.nodes()[it.inputs[0]].value;
  if (fault == Fault::Tanh && op == "tanh") slopes[0] = 1;
  if (fault == Fault::Exp && op == "exp") slopes[0] = 1;
  if (fault == Fault::Own && rules.own != nullptr && op == "tanh")
    slopes[0] = rules.own->value(graph.nodes()[it.inputs[0]].value, it.value);
  if (fault == Fault::Relu && op == "relu") slopes[0] = 1;
  return slopes;
}

std::vector<std::size_t> visits(const autograd::ScalarGraph& graph, autograd::Scalar end, Fault fault) {
  auto order = graph.ancestors(end);
  std::ranges::reverse(order);
  if (fault != Fault::Order) return order;
  std::vector<bool> seen(graph.nodes().size());
  std::vector<std::size_t> queue{end.index()};
  seen[end.index()] = true;
  for (std::size_t at = 0; at < queue.size(); ++at) {
    const auto& node = graph.nodes()[queue[at]];
    for (std::size_t k = 0; k < node.inputCount; ++k)
      if (!seen[node.inputs[k]]) {
        seen[node.inputs[k]] = true;
        queue.push_back(node.inputs[k]);
      }
  }
  return queue;
}

void handOn(const autograd::ScalarGraph& graph, std::size_t node, const Rules& rules,
            std::span<double> gradients) {
  const auto& it = graph.nodes()[node];
  if (it.inputCount == 0) return;
  const std::array<double, 2> slopes = rules.fault == Fault::None ? it.slopes : slopesOf(graph, node, rules);
  for (std::size_t k = 0; k < it.inputCount; ++k) {
    const double part = gradients[node] * slopes[k];
    double& to = gradients[it.inputs[k]];
    to = rules.fault == Fault::Assign ? part : to + part;
  }
}

}  // namespace gradarium::lessons
