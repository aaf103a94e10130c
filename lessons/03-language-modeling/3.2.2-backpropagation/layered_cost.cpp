// SPDX-License-Identifier: GPL-3.0-or-later
#include "layered_cost.h"

#include "core/autograd/scalar_modes.h"

namespace gradarium::lessons {
namespace {

using autograd::Scalar;

struct Count {
  double value = 0, tangent = 0, adjoint = 0;
  void add(const Count& other, std::size_t times) {
    const auto k = static_cast<double>(times);
    value += k * other.value, tangent += k * other.tangent, adjoint += k * other.adjoint;
  }
};

/// One unit: a weighted sum, perhaps tanh of it. The weights are leaves that nobody asks about.
Count unit(std::size_t inputs, bool bent) {
  autograd::ScalarGraph graph;
  Scalar sum = graph.leaf(0.5) * graph.leaf(0.1);
  for (std::size_t i = 1; i < inputs; ++i) sum = sum + graph.leaf(0.5) * graph.leaf(0.1);
  if (bent) tanh(sum);
  Count count;
  for (const auto& node : graph.nodes()) {
    const autograd::SweepCost cost = autograd::costOf(node);
    count.value += static_cast<double>(cost.value);
    count.tangent += static_cast<double>(cost.tangent);
    count.adjoint += static_cast<double>(cost.adjoint);
  }
  return count;
}

}  // namespace

ModeCosts costsOf(std::size_t m, std::size_t units, std::size_t n) {
  Count all;
  all.add(unit(m, true), units);
  all.add(unit(units, false), n);
  const auto ins = static_cast<double>(m), outs = static_cast<double>(n);
  return {all.value, all.value + ins * all.tangent, all.value + outs * all.adjoint, 2 * ins * all.value};
}

}  // namespace gradarium::lessons
