// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/autograd/scalar_modes.h"

#include <functional>
#include <optional>
#include <string>

#include "core/base/error.h"

namespace gradarium::autograd {

std::vector<double> tangents(const ScalarGraph& graph, Scalar along) {
  const auto nodes = graph.nodes();
  std::vector<double> result(nodes.size());
  std::vector<bool> depends(nodes.size());
  result.at(along.index()) = 1;
  depends[along.index()] = true;
  for (std::size_t i = along.index() + 1; i < nodes.size(); ++i)
    for (std::size_t k = 0; k < nodes[i].inputCount; ++k) {
      const std::size_t input = nodes[i].inputs[k];
      if (!depends[input]) continue;  // 0 times an infinite slope would be no number
      depends[i] = true;
      result[i] += nodes[i].slopes[k] * result[input];
    }
  return result;
}

double nudged(const ScalarGraph& graph, std::size_t index, double nudge, Scalar end) {
  const auto nodes = graph.nodes();
  std::vector<double> values(end.index() + 1);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& node = nodes[i];
    values[i] = i <= index || node.inputCount == 0
                    ? node.value
                    : ScalarGraph::evaluate(node, values[node.inputs[0]],
                                            node.inputCount > 1 ? values[node.inputs[1]] : 0)
                          .value;
    if (i == index) values[i] += nudge;
  }
  return values.back();
}

double centralDifference(const ScalarGraph& graph, std::size_t index, double h, Scalar end) {
  return (nudged(graph, index, h, end) - nudged(graph, index, -h, end)) / (2 * h);
}

std::vector<Scalar> gradientNodes(Scalar end, std::span<const Scalar> of) {
  ScalarGraph& graph = end.graph();
  const auto order = graph.ancestors(end);
  std::vector<std::optional<Scalar>> gradients(end.index() + 1);
  gradients[end.index()] = graph.leaf(1, "1");
  const auto flow = [&](std::size_t to, Scalar contribution) {
    gradients[to] = gradients[to] ? *gradients[to] + contribution : contribution;
  };
  for (std::size_t at = order.size(); at-- > 0;) {
    const std::size_t i = order[at];
    const ScalarGraph::Node node = graph.nodes()[i];  // a copy: the graph grows
    if (node.inputCount == 0 || !gradients[i]) continue;
    const Scalar g = *gradients[i], self = graph.scalar(i), a = graph.scalar(node.inputs[0]),
                 b = graph.scalar(node.inputs[1]);
    const auto number = [&](double x) { return graph.leaf(x); };
    const std::size_t to = node.inputs[0], second = node.inputs[1];
    if (node.operation == "add") {
      flow(to, g), flow(second, g);
    } else if (node.operation == "subtract") {
      flow(to, g), flow(second, g * number(-1));
    } else if (node.operation == "multiply") {
      flow(to, g * b), flow(second, g * a);
    } else if (node.operation == "divide") {
      const Scalar share = g / b;
      flow(to, share), flow(second, share * self * number(-1));
    } else if (node.operation == "power") {
      if (node.constant == 1) flow(to, g);
      if (node.constant != 0 && node.constant != 1)
        flow(to, g * (number(node.constant) * power(a, node.constant - 1)));
    } else if (node.operation == "exp") {
      flow(to, g * self);
    } else if (node.operation == "log") {
      flow(to, g / a);
    } else if (node.operation == "tanh") {
      flow(to, g * (number(1) - power(self, 2)));
    } else if (node.operation == "sigmoid") {
      flow(to, g * (self * (number(1) - self)));
    } else if (node.operation == "relu") {
      if (node.value > 0) flow(to, g);
    } else {
      throw base::BadCall("there is no rule for the gradient of \"" + std::string(node.operation) +
                          "\" as a graph");
    }
  }
  std::vector<Scalar> result;
  for (const Scalar& one : of)
    result.push_back(one.index() < gradients.size() && gradients[one.index()] ? *gradients[one.index()]
                                                                              : graph.leaf(0, "0"));
  return result;
}

SweepCost costOf(const ScalarGraph::Node& node) {
  const std::string_view op = node.operation;
  if (node.inputCount == 0) return {};
  if (op == "add" || op == "subtract") return {1, 1, 2};
  if (op == "multiply") return {1, 3, 4};
  if (op == "divide") return {1, 3, 4};                   // (a' - q b') / b; share = g / b, minus share q
  if (op == "power") return {1, 3, 4};                    // p v / a
  if (op == "tanh" || op == "sigmoid") return {1, 3, 4};  // 1 - t t; s (1 - s)
  if (op == "exp" || op == "log" || op == "relu") return {1, 1, 2};
  return {2, 6, 7};  // gelu, silu: a function and a product
}

double pathCount(const ScalarGraph& graph, std::size_t from, Scalar end) {
  const auto nodes = graph.nodes();
  std::vector<double> ways(end.index() + 1);
  if (from > end.index()) return 0;
  ways[from] = 1;
  for (std::size_t i = from + 1; i < ways.size(); ++i)
    for (std::size_t k = 0; k < nodes[i].inputCount; ++k) ways[i] += ways[nodes[i].inputs[k]];
  return ways.back();
}

std::vector<ScalarPath> paths(const ScalarGraph& graph, std::size_t from, Scalar end, std::size_t most) {
  const auto nodes = graph.nodes();
  std::vector<bool> leads(end.index() + 1);
  if (from > end.index()) return {};
  leads[from] = true;
  for (std::size_t i = from + 1; i < leads.size(); ++i)
    for (std::size_t k = 0; k < nodes[i].inputCount; ++k)
      if (leads[nodes[i].inputs[k]]) leads[i] = true;
  std::vector<ScalarPath> found;
  ScalarPath way;
  const std::function<void(std::size_t, double)> walk = [&](std::size_t at, double product) {
    if (found.size() >= most) return;
    way.nodes.push_back(at);
    if (at == from) {
      found.push_back({way.nodes, product});
    } else {
      for (std::size_t k = 0; k < nodes[at].inputCount; ++k)
        if (leads[nodes[at].inputs[k]]) walk(nodes[at].inputs[k], product * nodes[at].slopes[k]);
    }
    way.nodes.pop_back();
  };
  if (leads[end.index()]) walk(end.index(), 1);
  return found;
}

}  // namespace gradarium::autograd
