// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/autograd/tape.h"

#include <utility>

#include "core/base/error.h"
#include "core/tensor/elementwise.h"

namespace gradarium::autograd {

namespace {

const Operation leaf{"leaf", nullptr};

/// Replaced by a hook: the gradient goes on where the number stayed the same.
void replacedBackward(Tape& tape, Node& node) {
  if (GradientTarget to = tape.target(node, 0)) {
    to.zeroed();
    tensor::multiplyAdd(to.tensor, node.gradient, node.saved[0]);
  }
}
const Operation replaced{"replaced", replacedBackward};

}  // namespace

const Tensor& Var::value() const { return tape_->node(index_).value; }
const Tensor& Var::gradient() const {
  const Node& node = tape_->node(index_);
  return node.parameter != nullptr ? node.parameter->gradient : node.gradient;
}

void GradientTarget::zeroed() {
  if (!adding) tensor.fill(0);
  adding = true;
}

Var Tape::constant(const Tensor& value) {
  append(leaf, {}, value);
  return last();
}

Var Tape::variable(const Tensor& value) {
  append(leaf, {}, value).needsGradient = recording_;
  return last();
}

Var Tape::parameter(Parameter& parameter) {
  Node& node = append(leaf, {}, parameter.value);
  node.parameter = &parameter;
  node.label = parameter.name;
  node.needsGradient = recording_ && parameter.trainable;
  return last();
}

Node& Tape::append(const Operation& operation, std::initializer_list<Var> inputs, Tensor value) {
  Node& node = nodes_.emplace_back();
  node.operation = &operation;
  node.value = std::move(value);
  std::size_t i = 0;
  for (const Var& input : inputs) {
    if (input.defined()) {
      node.inputs[i] = input.index();
      node.needsGradient =
          node.needsGradient || nodes_[static_cast<std::size_t>(input.index())].needsGradient;
    }
    ++i;
  }
  return node;
}

Var Tape::tap(Var value, std::string_view name) {
  nodes_[static_cast<std::size_t>(value.index())].label = name;
  if (hook_ == nullptr) return value;
  const Tensor before = value.value();
  const Tensor after = (*hook_)(name, before);
  if (!after.defined()) return value;
  if (!(after.shape() == before.shape())) {
    throw base::BadCall("the hook on " + std::string(name) + " must keep shape " + before.shape().text() +
                        ", and gave " + after.shape().text());
  }
  const Tensor old = before.asContiguous(), fresh = after.asContiguous();
  Node& node = append(replaced, {value}, fresh);
  node.label = name;
  if (node.needsGradient) {
    node.saved[0] = Tensor(before.shape());
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      node.saved[0].data()[i] = old.data()[i] == fresh.data()[i] ? 1.0F : 0.0F;
    }
  }
  return last();
}

GradientTarget Tape::targetOf(int index) {
  Node& node = nodes_[static_cast<std::size_t>(index)];
  if (!node.needsGradient) return {};
  if (node.parameter != nullptr) {
    Parameter& parameter = *node.parameter;
    const bool adding = parameter.hasGradient;
    if (!parameter.gradient.defined()) parameter.gradient = Tensor(parameter.value.shape());
    parameter.hasGradient = true;
    return {parameter.gradient, adding};
  }
  // A view has no gradient of its own: it shows a part of the whole's, unless gradients are to be looked at.
  if (isView(node) && !retain_ && !node.gradient.defined()) {
    const Tensor& whole = input(node, 0);
    const bool covers = node.value.size() == whole.size();
    GradientTarget parent = targetOf(node.inputs[0]);
    if (!covers) parent.zeroed();
    const Tensor part = viewOf(node, parent.tensor);
    if (part.sharesStorage(parent.tensor)) return {part, parent.adding};
    parent.zeroed();  // no view could do it; it has been promised a value, and 0 is one
  }
  if (!node.gradient.defined()) {
    node.gradient = Tensor(node.value.shape());
    return {node.gradient, false};
  }
  if (node.lent && !node.gradient.ownsStorage()) node.gradient = node.gradient.clone();
  node.lent = false;
  return {node.gradient, true};
}

GradientTarget Tape::target(const Node& node, std::size_t which) {
  return node.inputs[which] < 0 ? GradientTarget{} : targetOf(node.inputs[which]);
}

void Tape::pass(const Node& node, std::size_t which, const Tensor& gradient) {
  const int index = node.inputs[which];
  if (index < 0) return;
  Node& in = nodes_[static_cast<std::size_t>(index)];
  if (!in.needsGradient) return;
  if (in.parameter == nullptr && !in.gradient.defined() && !isView(in) && gradient.contiguous()) {
    in.gradient = gradient;
    in.lent = true;
    return;
  }
  GradientTarget to = target(node, which);
  tensor::scale(to.tensor, 1, gradient, to.adding);
}

void Tape::backward(Var loss, float seed) {
  if (!loss.defined() || &loss.tape() != this || loss.value().size() != 1) {
    throw base::BadCall("backward takes a single number of this tape");
  }
  Node& end = nodes_[static_cast<std::size_t>(loss.index())];
  if (!end.needsGradient) return;
  end.gradient = Tensor(end.value.shape(), seed);
  for (std::size_t i = static_cast<std::size_t>(loss.index()) + 1; i-- > 0;) {
    Node& node = nodes_[i];
    if (!node.needsGradient || !node.gradient.defined() || node.operation->backward == nullptr) continue;
    node.operation->backward(*this, node);
    if (!retain_) {
      node.gradient = {};
      for (Tensor& tensor : node.saved) tensor = {};
    }
  }
}

void Tape::clear() noexcept { nodes_.clear(); }

}  // namespace gradarium::autograd
