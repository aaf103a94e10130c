// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph_words.h"

#include <cmath>
#include <cstdio>

#include "core/base/number_text.h"

namespace gradarium::lessons {
namespace {

std::string written(const autograd::ScalarGraph::Node& node, const std::string& a, const std::string& b) {
  const std::string_view op = node.operation;
  if (op == "add") return a + " + " + b;
  if (op == "subtract") return a + " − " + b;
  if (op == "multiply") return a + " × " + b;
  if (op == "divide") return a + " ÷ " + b;
  if (op == "power") return a + "^" + base::shortest(node.constant);
  return std::string(op) + "(" + a + ")";
}

/// A negative number behind another sign.
std::string bracketed(double number) { return number < 0 ? "(" + figure(number) + ")" : figure(number); }

}  // namespace

std::string figure(double number) {
  char room[32];
  std::snprintf(room, sizeof room, "%.5g", number);
  const auto read = base::parseNumber(room);
  return read ? base::shortest(*read == 0 ? 0 : *read) : room;
}

std::string nameOf(const autograd::ScalarGraph& graph, std::size_t node) {
  const auto nodes = graph.nodes();
  if (!nodes[node].label.empty()) return nodes[node].label;
  if (nodes[node].inputCount == 0) return figure(nodes[node].value);
  std::size_t number = 1;
  for (std::size_t i = 0; i < node; ++i) number += nodes[i].label.empty() && nodes[i].inputCount > 0;
  return "v" + std::to_string(number);
}

std::string ruleOf(const autograd::ScalarGraph& graph, std::size_t node) {
  const auto& it = graph.nodes()[node];
  if (it.inputCount == 0) return nameOf(graph, node);
  return nameOf(graph, node) + " = " +
         written(it, nameOf(graph, it.inputs[0]), it.inputCount > 1 ? nameOf(graph, it.inputs[1]) : "");
}

std::string sumOf(const autograd::ScalarGraph& graph, std::size_t node) {
  const auto& it = graph.nodes()[node];
  if (it.inputCount == 0) return figure(it.value);
  const double a = graph.nodes()[it.inputs[0]].value;
  const bool function = it.inputCount == 1 && it.operation != "power";
  return written(it, function ? figure(a) : bracketed(a),
                 it.inputCount > 1 ? bracketed(graph.nodes()[it.inputs[1]].value) : "");
}

bool isConstant(const autograd::ScalarGraph& graph, std::size_t node) {
  const auto& it = graph.nodes()[node];
  return it.inputCount == 0 && (it.label.empty() || base::parseNumber(it.label));
}

std::vector<std::size_t> drawnNodes(const autograd::ScalarGraph& graph) {
  std::vector<std::size_t> drawn;
  for (std::size_t i = 0; i < graph.nodes().size(); ++i)
    if (!isConstant(graph, i)) drawn.push_back(i);
  return drawn;
}

lab::value::Graph picture(const autograd::ScalarGraph& graph,
                          const std::function<NodeLook(std::size_t)>& look,
                          const std::function<std::string(std::size_t, std::size_t)>& edge) {
  lab::value::Graph result;
  result.directed = true;
  std::vector<int> place(graph.nodes().size(), -1);
  for (const std::size_t i : drawnNodes(graph)) {
    const auto& node = graph.nodes()[i];
    const NodeLook as = look(i);
    place[i] = static_cast<int>(result.nodes.size());
    result.nodes.push_back(
        {ruleOf(graph, i) + (as.lines.empty() ? "" : "\n" + as.lines), 0, 0, node.value, as.colour, -1});
    for (std::size_t k = 0; k < node.inputCount; ++k)
      if (place[node.inputs[k]] >= 0)
        result.edges.push_back({place[node.inputs[k]], place[i], 1, edge ? edge(i, k) : ""});
  }
  return result;
}

std::string dotOf(const autograd::ScalarGraph& graph) {
  std::string text = "digraph program {\n  rankdir=LR;\n  node [shape=box];\n";
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) {
    const auto& node = graph.nodes()[i];
    text += "  n" + std::to_string(i) + " [label=\"" + ruleOf(graph, i) + "\\nvalue " + figure(node.value) +
            "\\ngradient " + figure(node.gradient) + "\"];\n";
    for (std::size_t k = 0; k < node.inputCount; ++k)
      text += "  n" + std::to_string(node.inputs[k]) + " -> n" + std::to_string(i) + ";\n";
  }
  return text + "}\n";
}

}  // namespace gradarium::lessons
