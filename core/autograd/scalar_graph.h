// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/export.h"

namespace gradarium::autograd {

class ScalarGraph;

/// A number on a graph. Cheap to copy; valid as long as its graph.
class GRADARIUM_CORE Scalar {
 public:
  Scalar() = default;
  [[nodiscard]] double value() const;
  [[nodiscard]] double gradient() const;
  [[nodiscard]] std::size_t index() const noexcept { return index_; }
  [[nodiscard]] ScalarGraph& graph() const noexcept { return *graph_; }

 private:
  friend class ScalarGraph;
  Scalar(ScalarGraph* graph, std::size_t index) noexcept : graph_(graph), index_(index) {}
  ScalarGraph* graph_ = nullptr;
  std::size_t index_ = 0;
};

/// Reverse-mode differentiation one number at a time, small enough to be drawn whole: the same names of
/// operations as on the Tape, in double precision, and every step of both passes can be taken alone.
class GRADARIUM_CORE ScalarGraph {
 public:
  struct Node {
    std::string_view operation;           ///< "leaf", "add", "multiply", "tanh" ...
    std::array<std::size_t, 2> inputs{};  ///< of earlier nodes
    std::size_t inputCount = 0;
    std::array<double, 2> slopes{};  ///< of this value with respect to each input, as they stand
    double value = 0;
    double gradient = 0;  ///< of the node that backward() began at
    double constant = 0;  ///< the exponent of "power"
    std::string label;
    std::uint8_t code = 0;  ///< the operation as a number; 0: a leaf
  };
  struct Outcome {
    double value = 0;
    std::array<double, 2> slopes{};
  };

  ScalarGraph() = default;
  ScalarGraph(const ScalarGraph&) = delete;
  ScalarGraph& operator=(const ScalarGraph&) = delete;

  Scalar leaf(double value, std::string label = {});
  /// Appends an operation by its name; an unknown name, a wrong number of inputs or inputs of another graph
  /// throw BadCall.
  Scalar apply(std::string_view operation, std::span<const Scalar> inputs, double constant = 0);
  void label(Scalar scalar, std::string text);

  /// Changes a leaf; recompute() then brings every node up to date. Other nodes throw BadCall.
  void set(Scalar leaf, double value);
  void recompute();

  /// What a node that is no leaf would be if its inputs were a and b: the graph stays as it is.
  static Outcome evaluate(const Node& node, double a, double b);

  /// Gradients of `end` with respect to every node.
  void backward(Scalar end);
  /// The same in steps: begin() makes all gradients 0 and that of `end` 1; then propagate() each node from
  /// `end` down to 0, which adds gradient times slope to its inputs.
  void begin(Scalar end);
  void propagate(std::size_t index);

  /// Node `index` as a number to compute with.
  [[nodiscard]] Scalar scalar(std::size_t index);
  [[nodiscard]] std::span<const Node> nodes() const noexcept { return nodes_; }
  /// The nodes that `end` depends on, itself included, in order.
  [[nodiscard]] std::vector<std::size_t> ancestors(Scalar end) const;

 private:
  void compute(Node& node) const;
  std::vector<Node> nodes_;
};

GRADARIUM_CORE Scalar operator+(Scalar a, Scalar b);
GRADARIUM_CORE Scalar operator-(Scalar a, Scalar b);
GRADARIUM_CORE Scalar operator*(Scalar a, Scalar b);
GRADARIUM_CORE Scalar operator/(Scalar a, Scalar b);
GRADARIUM_CORE Scalar power(Scalar x, double exponent);
GRADARIUM_CORE Scalar exp(Scalar x);
GRADARIUM_CORE Scalar log(Scalar x);
GRADARIUM_CORE Scalar tanh(Scalar x);
GRADARIUM_CORE Scalar sigmoid(Scalar x);
GRADARIUM_CORE Scalar relu(Scalar x);
GRADARIUM_CORE Scalar gelu(Scalar x);
GRADARIUM_CORE Scalar silu(Scalar x);

}  // namespace gradarium::autograd
