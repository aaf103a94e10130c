// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/autograd/scalar_graph.h"
#include "core/lab/values.h"

namespace gradarium::lessons {

/// Five figures are enough to read: "24.704", "-8", "3e-07".
std::string figure(double number);
/// "c"; a node without a name goes by a number: "v7".
std::string nameOf(const autograd::ScalarGraph& graph, std::size_t node);
/// "c = a × b"; a leaf is its name.
std::string ruleOf(const autograd::ScalarGraph& graph, std::size_t node);
/// The same with today's numbers, without the left side: "-4 × 2".
std::string sumOf(const autograd::ScalarGraph& graph, std::size_t node);

/// Colours that mean the same in every topic: what is done is green, what is wrong red.
enum NodeColour {
  plain = -1,
  inputColour = 0,
  growingColour = 1,
  doneColour = 2,
  goneColour = 3,
  deadColour = 4,
  wrongColour = 5
};

/// How a node is drawn: the lines below its rule, and its colour.
struct NodeLook {
  std::string lines;
  int colour = plain;
};
/// A number written in the program: it stands in the rule of the node that uses it, and is not drawn.
bool isConstant(const autograd::ScalarGraph& graph, std::size_t node);
/// The nodes that are drawn, in the order of the picture.
std::vector<std::size_t> drawnNodes(const autograd::ScalarGraph& graph);

/// The graph as a picture; `look` is asked for each node, `edge` for the words on an edge.
lab::value::Graph picture(const autograd::ScalarGraph& graph,
                          const std::function<NodeLook(std::size_t)>& look,
                          const std::function<std::string(std::size_t node, std::size_t input)>& edge = {});

/// The graph for Graphviz, values and gradients in its nodes.
std::string dotOf(const autograd::ScalarGraph& graph);

}  // namespace gradarium::lessons
