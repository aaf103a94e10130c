// SPDX-License-Identifier: GPL-3.0-or-later
// Operations that only look at the same numbers differently.
#include "core/autograd/ops.h"

namespace gradarium::autograd {

namespace {

enum Kind : std::int64_t { Reshape, Permute, Slice };

void viewBackward(Tape& tape, Node& node) {
  GradientTarget to = tape.target(node, 0);
  if (!to) return;
  to.zeroed();
  Tensor part = viewOf(node, to.tensor);
  if (part.sharesStorage(to.tensor)) {
    tensor::scale(part, 1, node.gradient, true);
  } else {  // the whole's gradient is itself a view that cannot be reshaped: the other way round
    tensor::scale(to.tensor, 1, node.gradient.reshape(to.tensor.shape()), true);
  }
}

const Operation reshapeOperation{"reshape", viewBackward};
const Operation permuteOperation{"permute", viewBackward};
const Operation sliceOperation{"slice", viewBackward};

}  // namespace

bool isView(const Node& node) noexcept { return node.operation->backward == viewBackward; }

Tensor viewOf(const Node& node, const Tensor& parent) {
  switch (node.whole[0]) {
    case Reshape:
      return parent.reshape(node.value.shape());
    case Permute: {
      std::array<int, Shape::maxRank> order{};
      for (std::size_t i = 0; i < parent.rank(); ++i) order[i] = static_cast<int>(node.whole[i + 1]);
      return parent.permuted({order.data(), parent.rank()});
    }
    default:
      return parent.slice(static_cast<int>(node.whole[1]), static_cast<std::size_t>(node.whole[2]),
                          static_cast<std::size_t>(node.whole[3]));
  }
}

Var reshape(Var x, const Shape& shape) {
  const Tensor value = x.value().reshape(shape);
  x.tape().append(reshapeOperation, {x}, value).whole[0] = Reshape;
  return x.tape().last();
}

Var permute(Var x, std::initializer_list<int> order) {
  const Tensor value = x.value().permuted({order.begin(), order.size()});
  Node& node = x.tape().append(permuteOperation, {x}, value);
  node.whole[0] = Permute;
  std::size_t i = 1;
  for (const int axis : order) node.whole[i++] = static_cast<std::int64_t>(x.shape().axis(axis));
  return x.tape().last();
}

Var transpose(Var x, int a, int b) {
  const std::size_t first = x.shape().axis(a), second = x.shape().axis(b);
  const Tensor value = x.value().transpose(a, b);
  Node& node = x.tape().append(permuteOperation, {x}, value);
  node.whole[0] = Permute;
  for (std::size_t i = 0; i < value.rank(); ++i) {
    node.whole[i + 1] = static_cast<std::int64_t>(i == first ? second : i == second ? first : i);
  }
  return x.tape().last();
}

Var slice(Var x, int axis, std::size_t begin, std::size_t end) {
  const auto place = static_cast<std::int64_t>(x.shape().axis(axis));
  const Tensor value = x.value().slice(axis, begin, end);
  Node& node = x.tape().append(sliceOperation, {x}, value);
  node.whole = {Slice, place, static_cast<std::int64_t>(begin), static_cast<std::int64_t>(end)};
  return x.tape().last();
}

}  // namespace gradarium::autograd
