// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstring>
#include <string>

#include "core/autograd/ops.h"
#include "core/autograd/rows.h"
#include "core/base/error.h"
#include "core/tensor/kernels/kernels.h"

namespace gradarium::autograd {

namespace {

using tensor::detail::kernels;

/// All axes but the last as one.
Tensor matrixOf(const Tensor& t) {
  const std::size_t n = t.shape().last();
  return t.asContiguous().reshape({n == 0 ? 0 : t.size() / n, n});
}

void linearBackward(Tape& tape, Node& node) {
  const Tensor dy = matrixOf(node.gradient);
  if (RowTarget to(tape, node, 0); to) {
    Tensor room = matrixOf(to.tensor());
    tensor::matmulInto(room, dy, tape.input(node, 1), 1, to.adding() ? 1.0F : 0.0F);
  }
  if (GradientTarget to = tape.target(node, 1)) {
    tensor::matmulInto(to.tensor, dy.transpose(), matrixOf(tape.input(node, 0)), 1, to.adding ? 1.0F : 0.0F);
  }
  if (GradientTarget to = tape.target(node, 2)) tensor::sumTo(to.tensor, dy, to.adding);
}
const Operation linearOperation{"linear", linearBackward};

void embeddingBackward(Tape& tape, Node& node) {
  GradientTarget to = tape.target(node, 0);
  if (!to) return;
  to.zeroed();
  const Tensor& ids = node.saved[0];
  const std::size_t width = to.tensor.shape().last(), strip = 64;
  // A strip of columns belongs to one thread, which adds the rows in their order.
  base::parallelFor((width + strip - 1) / strip, 1, [&](std::size_t first, std::size_t last) {
    for (std::size_t s = first; s < last; ++s) {
      const std::size_t begin = s * strip, count = std::min(strip, width - begin);
      for (std::size_t i = 0; i < ids.size(); ++i) {
        float* const row = to.tensor.data() + static_cast<std::size_t>(ids.data()[i]) * width + begin;
        kernels().add(row, node.gradient.data() + i * width + begin, row, count);
      }
    }
  });
}
const Operation embeddingOperation{"embedding", embeddingBackward};

}  // namespace

Var linear(Var x, Var weight, Var bias) {
  const Shape &in = x.shape(), &w = weight.shape();
  if (w.rank() != 2 || in.rank() < 1 || in.last() != w[1]) {
    throw base::BadCall("a linear layer with weights of shape " + w.text() +
                        " does not fit an input of shape " + in.text());
  }
  if (bias.defined() && !(bias.shape() == Shape{w[0]})) {
    throw base::BadCall("a linear layer with weights of shape " + w.text() + " takes a bias of shape (" +
                        std::to_string(w[0]) + ",), not " + bias.shape().text());
  }
  Tensor value(in.with(in.rank() - 1, w[0]));
  Tensor room = matrixOf(value);
  tensor::matmulInto(room, matrixOf(x.value()), weight.value().transpose(), 1, 0,
                     bias.defined() ? bias.value().asContiguous() : Tensor());
  x.tape().append(linearOperation, {x, weight, bias}, value);
  return x.tape().last();
}

Var embedding(Var table, std::span<const std::int32_t> ids, const Shape& shape) {
  const Shape& rows = table.shape();
  if (rows.rank() != 2 || ids.size() != shape.size()) {
    throw base::BadCall("an embedding takes a table of rows, not shape " + rows.text() +
                        ", and as many ids as shape " + shape.text() + " has");
  }
  const std::size_t width = rows[1];
  const Tensor from = table.value().asContiguous();
  Tensor value(shape.inserted(shape.rank(), width)), places({ids.size()});  // float32 counts exactly to 2^24
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] < 0 || static_cast<std::size_t>(ids[i]) >= rows[0]) {
      throw base::BadCall("id " + std::to_string(ids[i]) + " at place " + std::to_string(i) +
                          " is outside 0 to " + std::to_string(rows[0] - 1));
    }
    places.data()[i] = static_cast<float>(ids[i]);
    std::memcpy(value.data() + i * width, from.data() + static_cast<std::size_t>(ids[i]) * width,
                width * sizeof(float));
  }
  Node& node = table.tape().append(embeddingOperation, {table}, value);
  if (node.needsGradient) node.saved[0] = places;
  return table.tape().last();
}

}  // namespace gradarium::autograd
