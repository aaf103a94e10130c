// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/autograd/parameter.h"
#include "core/base/function_ref.h"
#include "core/export.h"
#include "core/tensor/tensor.h"

namespace gradarium::autograd {

using tensor::Shape;
using tensor::Tensor;

class Tape;
struct Node;

/// A value on a tape. Cheap to copy; valid until the tape is cleared.
class GRADARIUM_CORE Var {
 public:
  Var() = default;
  [[nodiscard]] bool defined() const noexcept { return tape_ != nullptr; }
  [[nodiscard]] const Tensor& value() const;
  [[nodiscard]] const Shape& shape() const { return value().shape(); }
  /// After backward() on a tape that retains gradients; undefined where nothing flowed.
  [[nodiscard]] const Tensor& gradient() const;
  [[nodiscard]] Tape& tape() const noexcept { return *tape_; }
  [[nodiscard]] int index() const noexcept { return index_; }

 private:
  friend class Tape;
  Var(Tape* tape, int index) noexcept : tape_(tape), index_(index) {}
  Tape* tape_ = nullptr;
  int index_ = -1;
};

/// One kind of operation: what a lesson calls it, and how gradients pass through it.
struct Operation {
  std::string_view name;  ///< "matmul", "softmax" ...
  void (*backward)(Tape& tape, Node& node);
};

/// One recorded operation.
struct Node {
  static constexpr std::size_t maxInputs = 4;
  const Operation* operation = nullptr;
  std::array<int, maxInputs> inputs{-1, -1, -1, -1};  ///< indices on the tape; -1 where there is none
  Tensor value;
  Tensor gradient;
  std::array<Tensor, 3> saved;          ///< what backward needs besides inputs and value
  std::array<std::int64_t, 8> whole{};  ///< the operation's whole numbers: axes, strides, seeds
  std::array<float, 4> real{};          ///< and its real ones
  Parameter* parameter = nullptr;       ///< of a leaf that training changes
  std::string_view label;               ///< the name a model gave this value by tap()
  bool needsGradient = false;
  bool lent = false;  ///< gradient may share its storage with another node's: copy before changing it
};

/// Where an operation puts the gradient of an input: over what stands there, or to it.
struct GRADARIUM_CORE GradientTarget {
  Tensor tensor;        ///< undefined: the input wants none
  bool adding = false;  ///< else the contents are undefined
  explicit operator bool() const noexcept { return tensor.defined(); }
  /// Makes it a target to add to: fills fresh room with 0.
  void zeroed();
};

/// Reverse-mode differentiation (Linnainmaa 1970) by an explicit record. Operations (core/autograd/ops.h)
/// append nodes as they compute; backward() walks them from last to first. The nodes can be read: a lesson
/// draws them. clear() keeps every room, so a training loop that repeats a step allocates nothing.
class GRADARIUM_CORE Tape {
 public:
  Tape() = default;
  Tape(const Tape&) = delete;
  Tape& operator=(const Tape&) = delete;

  /// A leaf without gradient.
  Var constant(const Tensor& value);
  /// A leaf whose gradient is wanted and stays on the tape (with retainGradients or without).
  Var variable(const Tensor& value);
  /// A leaf whose gradient adds up in the parameter, which must outlive the tape's contents.
  Var parameter(Parameter& parameter);

  /// Names a value for readers and hooks. The name must outlive the tape's contents. With a hook set, the
  /// hook may return another tensor of the same shape: then that goes on, and the gradient passes through
  /// where the hook kept the value. An undefined tensor keeps it.
  Var tap(Var value, std::string_view name);
  using Hook = base::FunctionRef<Tensor(std::string_view name, const Tensor& value)>;
  void setHook(const Hook* hook) noexcept { hook_ = hook; }  ///< null: none; borrowed

  /// Gradients of a single number with respect to everything it came from; seed is the gradient of the
  /// number. Throws BadCall unless `loss` has one element.
  void backward(Var loss, float seed = 1);
  /// Keeps every node's gradient (and node values apart from one another) for the views; costs room and time.
  void retainGradients(bool retain) noexcept { retain_ = retain; }
  [[nodiscard]] bool retainsGradients() const noexcept { return retain_; }
  /// Off: parameters are constants, nothing is saved for a backward pass.
  void record(bool on) noexcept { recording_ = on; }
  void clear() noexcept;

  [[nodiscard]] std::span<const Node> nodes() const noexcept { return nodes_; }
  [[nodiscard]] const Node& node(int index) const { return nodes_.at(static_cast<std::size_t>(index)); }

  // For operations.
  /// Appends a node; needsGradient follows from the inputs. The reference lives until the next append.
  Node& append(const Operation& operation, std::initializer_list<Var> inputs, Tensor value);
  [[nodiscard]] Var last() noexcept { return {this, static_cast<int>(nodes_.size()) - 1}; }
  [[nodiscard]] const Tensor& input(const Node& node, std::size_t which) const {
    return nodes_[static_cast<std::size_t>(node.inputs[which])].value;
  }
  [[nodiscard]] bool wants(const Node& node, std::size_t which) const {
    const int index = node.inputs[which];
    return index >= 0 && nodes_[static_cast<std::size_t>(index)].needsGradient;
  }
  [[nodiscard]] GradientTarget target(const Node& node, std::size_t which);
  /// The input's gradient is exactly this tensor (plus what came before): shared where that is safe.
  void pass(const Node& node, std::size_t which, const Tensor& gradient);

 private:
  GradientTarget targetOf(int index);
  std::vector<Node> nodes_;
  const Hook* hook_ = nullptr;
  bool retain_ = false, recording_ = true;
};

// Private to core/autograd: a view operation repeats itself on a gradient.
[[nodiscard]] bool isView(const Node& node) noexcept;
[[nodiscard]] Tensor viewOf(const Node& node, const Tensor& parent);

}  // namespace gradarium::autograd
