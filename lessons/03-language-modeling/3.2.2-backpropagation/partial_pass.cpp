// SPDX-License-Identifier: GPL-3.0-or-later
#include "partial_pass.h"

#include <algorithm>

namespace gradarium::lessons {

std::vector<std::size_t> backwardOrder(const autograd::ScalarGraph& graph, autograd::Scalar end) {
  auto order = graph.ancestors(end);
  std::erase_if(order, [&](std::size_t i) { return graph.nodes()[i].inputCount == 0; });
  std::ranges::reverse(order);
  return order;
}

PartialPass passSoFar(const autograd::ScalarGraph& graph, autograd::Scalar end,
                      std::span<const std::size_t> visited) {
  const auto nodes = graph.nodes();
  PartialPass pass{std::vector<double>(nodes.size()), std::vector<bool>(nodes.size()),
                   std::vector<bool>(nodes.size()), std::vector<std::size_t>(nodes.size())};
  for (const std::size_t i : graph.ancestors(end))
    for (std::size_t k = 0; k < nodes[i].inputCount; ++k) ++pass.pending[nodes[i].inputs[k]];
  pass.gradients[end.index()] = 1;
  pass.touched[end.index()] = true;
  for (const std::size_t i : visited) {
    for (std::size_t k = 0; k < nodes[i].inputCount; ++k) {
      const std::size_t input = nodes[i].inputs[k];
      pass.gradients[input] += pass.gradients[i] * nodes[i].slopes[k];
      pass.touched[input] = true;
      --pass.pending[input];
    }
    pass.done[i] = true;
  }
  return pass;
}

}  // namespace gradarium::lessons
