// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/autograd/scalar_graph.h"

#include <cmath>
#include <numbers>
#include <utility>

#include "core/base/error.h"

namespace gradarium::autograd {

namespace {

using Outcome = ScalarGraph::Outcome;

struct ScalarOperation {
  std::string_view name;
  std::size_t inputs;
  Outcome (*compute)(double a, double b, double constant);
};

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

constexpr ScalarOperation table[] = {
    {"add", 2,
     [](double a, double b, double) {
       return Outcome{a + b, {1, 1}};
     }},
    {"subtract", 2,
     [](double a, double b, double) {
       return Outcome{a - b, {1, -1}};
     }},
    {"multiply", 2,
     [](double a, double b, double) {
       return Outcome{a * b, {b, a}};
     }},
    {"divide", 2,
     [](double a, double b, double) {
       return Outcome{a / b, {1 / b, -a / (b * b)}};
     }},
    {"power", 1,
     [](double a, double, double p) {
       return Outcome{std::pow(a, p), {p == 0 ? 0 : p * std::pow(a, p - 1), 0}};
     }},
    {"exp", 1,
     [](double a, double, double) {
       return Outcome{std::exp(a), {std::exp(a), 0}};
     }},
    {"log", 1,
     [](double a, double, double) {
       return Outcome{std::log(a), {1 / a, 0}};
     }},
    {"tanh", 1,
     [](double a, double, double) {
       const double t = std::tanh(a);
       return Outcome{t, {1 - t * t, 0}};
     }},
    {"sigmoid", 1,
     [](double a, double, double) {
       const double s = logistic(a);
       return Outcome{s, {s * (1 - s), 0}};
     }},
    {"relu", 1,
     [](double a, double, double) {
       return Outcome{a > 0 ? a : a * 0, {a > 0 ? 1.0 : 0.0, 0}};
     }},
    {"gelu", 1,
     [](double a, double, double) {
       const double p = 0.5 * std::erfc(-a / std::numbers::sqrt2);
       return Outcome{a * p,
                      {p + a * std::exp(-a * a / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2, 0}};
     }},
    {"silu", 1,
     [](double a, double, double) {
       const double s = logistic(a);
       return Outcome{a * s, {s + a * s * (1 - s), 0}};
     }},
};

const ScalarOperation* find(std::string_view name) {
  for (const ScalarOperation& operation : table) {
    if (operation.name == name) return &operation;
  }
  return nullptr;
}

Scalar of(std::string_view name, Scalar x, double constant = 0) {
  return x.graph().apply(name, {&x, 1}, constant);
}

Scalar of(std::string_view name, Scalar a, Scalar b) {
  const Scalar both[] = {a, b};
  return a.graph().apply(name, both);
}

}  // namespace

double Scalar::value() const { return graph_->nodes()[index_].value; }
double Scalar::gradient() const { return graph_->nodes()[index_].gradient; }

Scalar ScalarGraph::leaf(double value, std::string label) {
  Node& node = nodes_.emplace_back();
  node.operation = "leaf";
  node.value = value;
  node.label = std::move(label);
  return {this, nodes_.size() - 1};
}

Scalar ScalarGraph::apply(std::string_view operation, std::span<const Scalar> inputs, double constant) {
  const ScalarOperation* const known = find(operation);
  if (known == nullptr)
    throw base::BadCall("there is no operation \"" + std::string(operation) + "\" of numbers");
  if (inputs.size() != known->inputs) {
    throw base::BadCall(std::string(operation) + " takes " + std::to_string(known->inputs) +
                        " numbers, not " + std::to_string(inputs.size()));
  }
  Node node;
  node.operation = known->name;
  node.code = static_cast<std::uint8_t>(known - table + 1);
  node.inputCount = inputs.size();
  node.constant = constant;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].graph_ != this) throw base::BadCall(std::string(operation) + " takes numbers of one graph");
    node.inputs[i] = inputs[i].index_;
  }
  compute(node);
  nodes_.push_back(std::move(node));
  return {this, nodes_.size() - 1};
}

Scalar ScalarGraph::scalar(std::size_t index) {
  if (index >= nodes_.size()) throw base::BadCall("the graph has no node " + std::to_string(index));
  return {this, index};
}

void ScalarGraph::label(Scalar scalar, std::string text) { nodes_.at(scalar.index_).label = std::move(text); }

void ScalarGraph::compute(Node& node) const {
  if (node.code == 0) return;  // a leaf
  const double a = nodes_[node.inputs[0]].value, b = node.inputCount > 1 ? nodes_[node.inputs[1]].value : 0;
  const Outcome outcome = evaluate(node, a, b);
  node.value = outcome.value;
  node.slopes = outcome.slopes;
}

ScalarGraph::Outcome ScalarGraph::evaluate(const Node& node, double a, double b) {
  if (node.code == 0) throw base::BadCall("a leaf has no inputs");
  return table[node.code - 1].compute(a, b, node.constant);
}

void ScalarGraph::set(Scalar leaf, double value) {
  Node& node = nodes_.at(leaf.index_);
  if (node.inputCount > 0)
    throw base::BadCall("only a leaf can be set; this number comes from " + std::string(node.operation));
  node.value = value;
}

void ScalarGraph::recompute() {
  for (Node& node : nodes_) compute(node);
}

void ScalarGraph::begin(Scalar end) {
  for (Node& node : nodes_) node.gradient = 0;
  nodes_.at(end.index_).gradient = 1;
}

void ScalarGraph::propagate(std::size_t index) {
  const Node& node = nodes_.at(index);
  for (std::size_t i = 0; i < node.inputCount; ++i) {
    nodes_[node.inputs[i]].gradient += node.gradient * node.slopes[i];
  }
}

void ScalarGraph::backward(Scalar end) {
  begin(end);
  // Only where something came from: 0 times an infinite slope would be no number.
  const auto order = ancestors(end);
  for (std::size_t i = order.size(); i-- > 0;) propagate(order[i]);
}

std::vector<std::size_t> ScalarGraph::ancestors(Scalar end) const {
  std::vector<bool> found(end.index_ + 1);
  found.at(end.index_) = true;
  std::vector<std::size_t> order;
  for (std::size_t i = end.index_ + 1; i-- > 0;) {
    if (!found[i]) continue;
    for (std::size_t input = 0; input < nodes_[i].inputCount; ++input) found[nodes_[i].inputs[input]] = true;
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i]) order.push_back(i);
  }
  return order;
}

Scalar operator+(Scalar a, Scalar b) { return of("add", a, b); }
Scalar operator-(Scalar a, Scalar b) { return of("subtract", a, b); }
Scalar operator*(Scalar a, Scalar b) { return of("multiply", a, b); }
Scalar operator/(Scalar a, Scalar b) { return of("divide", a, b); }
Scalar power(Scalar x, double exponent) { return of("power", x, exponent); }
Scalar exp(Scalar x) { return of("exp", x); }
Scalar log(Scalar x) { return of("log", x); }
Scalar tanh(Scalar x) { return of("tanh", x); }
Scalar sigmoid(Scalar x) { return of("sigmoid", x); }
Scalar relu(Scalar x) { return of("relu", x); }
Scalar gelu(Scalar x) { return of("gelu", x); }
Scalar silu(Scalar x) { return of("silu", x); }

}  // namespace gradarium::autograd
