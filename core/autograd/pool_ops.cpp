// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "core/autograd/ops.h"
#include "core/autograd/rows.h"
#include "core/base/error.h"
#include "core/tensor/kernels/kernels.h"

namespace gradarium::autograd {

namespace {

using tensor::detail::kernels;

/// body(plane's first element, that of its results) for windows of 2 x 2, in parallel.
template <class Body>
void eachPlane(const Shape& in, Body body) {
  const std::size_t plane = in[2] * in[3], results = (in[2] / 2) * (in[3] / 2);
  base::parallelFor(in[0] * in[1], std::max<std::size_t>(1, (1U << 13U) / (plane + 1)),
                    [&](std::size_t begin, std::size_t end) {
                      for (std::size_t p = begin; p < end; ++p) body(p * plane, p * results);
                    });
}

void poolBackward(Tape& tape, Node& node) {
  RowTarget to(tape, node, 0);
  if (!to) return;
  const Shape& in = tape.input(node, 0).shape();
  if (node.whole[2] != 0) {
    if (in[2] % 2 != 0 || in[3] % 2 != 0) to.zero();  // a last row or column is in no window
    eachPlane(in, [&](std::size_t plane, std::size_t out) {
      kernels().squareHighestBack(node.saved[0].data() + out, node.gradient.data() + out, in[3], in[2] / 2,
                                  to.data() + plane, to.adding());
    });
    return;
  }
  to.zero();
  const std::size_t size = static_cast<std::size_t>(node.whole[0]),
                    stride = static_cast<std::size_t>(node.whole[1]);
  const std::size_t high = node.value.shape()[2], wide = node.value.shape()[3], plane = in[2] * in[3];
  const bool highest = node.saved[0].defined();
  base::parallelFor(in[0] * in[1], 4, [&](std::size_t begin, std::size_t end) {
    for (std::size_t p = begin; p < end; ++p) {
      float* const out = to.data() + p * plane;
      for (std::size_t i = 0; i < high * wide; ++i) {
        const float slope = node.gradient.data()[p * high * wide + i];
        if (highest) {
          out[static_cast<std::size_t>(node.saved[0].data()[p * high * wide + i])] += slope;
          continue;
        }
        const std::size_t corner = i / wide * stride * in[3] + i % wide * stride;
        for (std::size_t y = 0; y < size; ++y) {
          for (std::size_t x = 0; x < size; ++x) {
            out[corner + y * in[3] + x] += slope / static_cast<float>(size * size);
          }
        }
      }
    }
  });
}
const Operation maxPoolOperation{"max pool", poolBackward};
const Operation averagePoolOperation{"average pool", poolBackward};

Var pool(Var x, std::size_t size, std::size_t stride, bool highest) {
  const Shape in = x.shape();
  if (stride == 0) stride = size;
  if (in.rank() != 4 || size == 0 || in[2] < size || in[3] < size || in[2] * in[3] >= (1U << 24U)) {
    throw base::BadCall("pooling windows of " + std::to_string(size) + " do not fit images of shape " +
                        in.text());
  }
  const std::size_t high = (in[2] - size) / stride + 1, wide = (in[3] - size) / stride + 1;
  const Tensor from = x.value().asContiguous();
  Tensor value({in[0], in[1], high, wide}), winners;
  if (highest) winners = Tensor(value.shape());
  const bool squares = highest && size == 2 && stride == 2;
  if (squares) {
    eachPlane(in, [&](std::size_t plane, std::size_t out) {
      kernels().squareHighest(from.data() + plane, in[3], high, value.data() + out, winners.data() + out);
    });
  }
  base::parallelFor(squares ? 0 : in[0] * in[1], 4, [&](std::size_t begin, std::size_t end) {
    for (std::size_t p = begin; p < end; ++p) {
      const float* const plane = from.data() + p * in[2] * in[3];
      for (std::size_t i = 0; i < high * wide; ++i) {
        const std::size_t corner = i / wide * stride * in[3] + i % wide * stride;
        std::size_t best = corner;
        float total = 0;
        for (std::size_t y = 0; y < size; ++y) {
          for (std::size_t c = 0; c < size; ++c) {
            const std::size_t at = corner + y * in[3] + c;
            total += plane[at];
            if (!(plane[at] <= plane[best])) best = at;  // what is not a number wins, and shows
          }
        }
        const std::size_t out = p * high * wide + i;
        value.data()[out] = highest ? plane[best] : total / static_cast<float>(size * size);
        if (highest) winners.data()[out] = static_cast<float>(best);
      }
    }
  });
  Node& node = x.tape().append(highest ? maxPoolOperation : averagePoolOperation, {x}, value);
  node.whole = {static_cast<std::int64_t>(size), static_cast<std::int64_t>(stride), squares ? 1 : 0};
  if (highest) node.saved[0] = winners;
  return x.tape().last();
}

}  // namespace

Var maxPool2d(Var x, std::size_t size, std::size_t stride) { return pool(x, size, stride, true); }
Var averagePool2d(Var x, std::size_t size, std::size_t stride) { return pool(x, size, stride, false); }

}  // namespace gradarium::autograd
