// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "core/autograd/ops.h"
#include "core/autograd/rows.h"
#include "core/base/error.h"
#include "core/tensor/kernels/kernels.h"

namespace gradarium::autograd {

namespace {

using tensor::detail::kernels;
constexpr std::size_t blockRows =
    32;  // rows whose parts of dgain and dbias are summed before they meet others

void normBackward(Tape& tape, Node& node) {
  const Tensor x = tape.input(node, 0).asContiguous();
  const bool centre = node.whole[0] != 0, hasGain = node.inputs[1] >= 0;
  const Tensor gain = hasGain ? tape.input(node, 1).asContiguous() : Tensor();
  const Tensor &means = node.saved[0], &inverses = node.saved[1];
  const std::size_t n = x.shape().last(), rows = means.size(), blocks = (rows + blockRows - 1) / blockRows;
  RowTarget to(tape, node, 0);
  GradientTarget toGain = tape.target(node, 1), toBias = tape.target(node, 2);
  Tensor gains, biases;
  if (toGain) gains = Tensor({blocks, n});
  if (toBias) biases = Tensor({blocks, n});
  base::parallelFor(
      blocks, std::max<std::size_t>(1, 8192 / (blockRows * n + 1)), [&](std::size_t first, std::size_t last) {
        for (std::size_t block = first; block < last; ++block) {
          float* const dgain = toGain ? gains.data() + block * n : nullptr;
          float* const dbias = toBias ? biases.data() + block * n : nullptr;
          if (dgain != nullptr) std::fill_n(dgain, n, 0.0F);
          if (dbias != nullptr) std::fill_n(dbias, n, 0.0F);
          for (std::size_t i = block * blockRows; i < std::min(rows, (block + 1) * blockRows); ++i) {
            kernels().normBack(x.data() + i * n, hasGain ? gain.data() : nullptr,
                               node.gradient.data() + i * n, means.data()[i], inverses.data()[i], centre,
                               to ? to.data() + i * n : nullptr, dgain, dbias, n, to.adding());
          }
        }
      });
  if (toGain) tensor::sumTo(toGain.tensor, gains, toGain.adding);
  if (toBias) tensor::sumTo(toBias.tensor, biases, toBias.adding);
}
const Operation layerNormOperation{"layer norm", normBackward};
const Operation rmsNormOperation{"RMS norm", normBackward};

Var norm(const Operation& operation, Var x, Var gain, Var bias, float epsilon, bool centre) {
  const std::size_t n = x.shape().last();
  for (const Var& v : {gain, bias}) {
    if (v.defined() && (v.shape().rank() != 1 || v.shape().last() != n)) {
      throw base::BadCall("a gain or bias of shape " + v.shape().text() + " does not fit rows of shape " +
                          x.shape().text());
    }
  }
  const Tensor in = x.value().asContiguous();
  const Tensor gains = gain.defined() ? gain.value().asContiguous() : Tensor();
  const Tensor biases = bias.defined() ? bias.value().asContiguous() : Tensor();
  const std::size_t rows = n == 0 ? 0 : in.size() / n;
  Tensor value(x.shape()), means({rows}), inverses({rows});
  eachRow(in, [&](std::size_t begin, std::size_t) {
    kernels().norm(in.data() + begin, gains.defined() ? gains.data() : nullptr,
                   biases.defined() ? biases.data() : nullptr, epsilon, centre, value.data() + begin,
                   means.data() + begin / n, inverses.data() + begin / n, n);
  });
  Node& node = x.tape().append(operation, {x, gain, bias}, value);
  node.whole[0] = centre ? 1 : 0;
  if (node.needsGradient) {
    node.saved[0] = means;
    node.saved[1] = inverses;
  }
  return x.tape().last();
}

}  // namespace

Var layerNorm(Var x, Var gain, Var bias, float epsilon) {
  return norm(layerNormOperation, x, gain, bias, epsilon, true);
}

Var rmsNorm(Var x, Var gain, float epsilon) { return norm(rmsNormOperation, x, gain, {}, epsilon, false); }

}  // namespace gradarium::autograd
