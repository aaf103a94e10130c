// SPDX-License-Identifier: GPL-3.0-or-later
// The same three programs on core/: typed text becomes a graph, backward() gives every gradient.
#include <cstdio>

#include "core/autograd/scalar_modes.h"
#include "core/autograd/scalar_program.h"

int main() {
  using namespace gradarium::autograd;
  {
    const std::vector<std::string> names{"a", "b"};
    const std::vector<double> values{-4, 2};
    ScalarGraph graph;
    const Scalar g =
        ScalarProgram(
            "c = a + b; d = a * b + b^3; c += c + 1; c += 1 + c + (-a); d += d * 2 + relu(b + a); "
            "d += 3 * d + relu(b - a); f = (c - d)^2; g = f / 2 + 10 / f",
            names)
            .build(graph, values);
    graph.backward(g);
    std::printf("g = %.8f, dg/da = %.8f, dg/db = %.8f\n", g.value(), graph.nodes()[0].gradient,
                graph.nodes()[1].gradient);
  }
  {
    const std::vector<std::string> names{"x1", "x2", "w1", "w2", "bias"};
    const std::vector<double> values{2, 0, -3, 1, 6.8813735870195432};
    ScalarGraph graph;
    const Scalar o = ScalarProgram("o = tanh(x1 * w1 + x2 * w2 + bias)", names).build(graph, values);
    graph.backward(o);
    const auto nodes = graph.nodes();
    std::printf("neuron: %.8f, slopes of x %.4f %.4f, of w %.4f %.4f, of bias %.4f\n", o.value(),
                nodes[0].gradient, nodes[1].gradient, nodes[2].gradient, nodes[3].gradient,
                nodes[4].gradient);
  }
  ScalarGraph graph;
  const Scalar x = graph.leaf(0.5, "x");
  Scalar y = x;
  for (int i = 0; i < 20; ++i) y = y + y;
  graph.backward(y);
  std::printf("twenty doublings, %.0f paths, 40 products: dy/dx = %.0f\n", pathCount(graph, x.index(), y),
              x.gradient());
}
