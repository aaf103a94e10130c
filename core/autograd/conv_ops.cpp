// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "core/autograd/ops.h"
#include "core/autograd/rows.h"
#include "core/base/error.h"
#include "core/tensor/gemm.h"

namespace gradarium::autograd {

namespace {

/// The numbers of one convolution: images of C x H x W, windows of kh x kw, results of O x H' x W'.
struct Window {
  std::size_t batch, channels, height, width, out, kh, kw, stride, padY, padX, dilation, high, wide;

  [[nodiscard]] std::size_t patch() const { return channels * kh * kw; }
  [[nodiscard]] std::size_t places() const { return high * wide; }
};

std::size_t placesOf(std::size_t length, std::size_t kernel, std::size_t stride, std::size_t padding,
                     std::size_t dilation) {
  const std::size_t reach = dilation * (kernel - 1) + 1, room = length + 2 * padding;
  return kernel == 0 || room < reach ? 0 : (room - reach) / stride + 1;
}

Window windowOf(const Shape& x, const Shape& weight, const Node& node) {
  const auto option = [&](std::size_t i) { return static_cast<std::size_t>(node.whole[i]); };
  Window w{x[0],      x[1],      x[2],      x[3],      weight[0], weight[2], weight[3],
           option(0), option(1), option(2), option(3), 0,         0};
  w.high = placesOf(w.height, w.kh, w.stride, w.padY, w.dilation);
  w.wide = placesOf(w.width, w.kw, w.kw == 1 && w.width == 1 ? 1 : w.stride, w.padX, w.dilation);
  return w;
}

/// Row (c, ky, kx) of the patch matrix holds what that place of the window meets at each place of each image:
/// C kh kw x (B H' W'). body(index in x or -1, index in the matrix) in order.
template <class Body>
void eachPatchRow(const Window& w, std::size_t row, Body body) {
  const std::size_t kx = row % w.kw, ky = row / w.kw % w.kh, c = row / w.kw / w.kh;
  std::size_t at = row * w.batch * w.places();
  const std::size_t strideX = w.kw == 1 && w.width == 1 ? 1 : w.stride;
  for (std::size_t b = 0; b < w.batch; ++b) {
    const std::size_t plane = (b * w.channels + c) * w.height * w.width;
    for (std::size_t y = 0; y < w.high; ++y) {
      const std::size_t inY = y * w.stride + ky * w.dilation;
      const bool rowInside = inY >= w.padY && inY < w.padY + w.height;
      for (std::size_t x = 0; x < w.wide; ++x, ++at) {
        const std::size_t inX = x * strideX + kx * w.dilation;
        const bool inside = rowInside && inX >= w.padX && inX < w.padX + w.width;
        body(inside ? static_cast<std::ptrdiff_t>(plane + (inY - w.padY) * w.width + inX - w.padX) : -1, at);
      }
    }
  }
}

Tensor patchesOf(const Tensor& x, const Window& w) {
  Tensor patches({w.patch(), w.batch * w.places()});
  const float* const from = x.data();
  float* const to = patches.data();
  base::parallelFor(
      w.patch(), std::max<std::size_t>(1, 8192 / (w.batch * w.places() + 1)),
      [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row) {
          eachPatchRow(w, row, [&](std::ptrdiff_t in, std::size_t at) { to[at] = in < 0 ? 0 : from[in]; });
        }
      });
  return patches;
}

void convolutionBackward(Tape& tape, Node& node) {
  const Shape weightShape = tape.input(node, 1).shape();
  const Window w = windowOf(tape.input(node, 0).shape(), weightShape, node);
  const std::size_t patch = w.patch(), columns = w.batch * w.places();
  // O x (B H' W'), as the patches stand.
  const Tensor dy =
      node.gradient.reshape({w.batch, w.out, w.places()}).transpose(0, 1).clone().reshape({w.out, columns});
  if (GradientTarget to = tape.target(node, 2)) tensor::sumTo(to.tensor, dy.transpose(), to.adding);
  if (GradientTarget to = tape.target(node, 1)) {
    Tensor room = to.tensor.reshape({w.out, patch});
    tensor::matmulInto(room, dy, node.saved[0].transpose(), 1, to.adding ? 1.0F : 0.0F);
  }
  RowTarget to(tape, node, 0);
  if (!to) return;
  to.zero();
  const Tensor weight = tape.input(node, 1).asContiguous().reshape({w.out, patch});
  const Tensor slopes = tensor::matmul(weight.transpose(), dy);
  // A channel's plane belongs to one thread, which adds its window's places in order.
  base::parallelFor(w.channels, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t row = begin * w.kh * w.kw; row < end * w.kh * w.kw; ++row) {
      eachPatchRow(w, row, [&](std::ptrdiff_t in, std::size_t at) {
        if (in >= 0) to.data()[in] += slopes.data()[at];
      });
    }
  });
}
const Operation convolutionOperation{"convolution", convolutionBackward};

Var convolution(Var x, Var weight, Var bias, std::array<std::size_t, 4> options) {
  const Shape in = x.shape(), kernel = weight.shape();
  const bool fits = in.rank() == 4 && kernel.rank() == 4 && in[1] == kernel[1] && kernel[2] > 0 &&
                    kernel[3] > 0 && options[0] > 0 && options[3] > 0;
  if (!fits) {
    throw base::BadCall("a convolution with weights of shape " + kernel.text() +
                        " does not fit images of shape " + in.text());
  }
  Node plan;
  for (std::size_t i = 0; i < 4; ++i) plan.whole[i] = static_cast<std::int64_t>(options[i]);
  const Window w = windowOf(in, kernel, plan);
  if (w.places() == 0) {
    throw base::BadCall("a window of " + std::to_string(kernel[2]) + " x " + std::to_string(kernel[3]) +
                        " is larger than the padded image of shape " + in.text());
  }
  if (bias.defined() && !(bias.shape() == Shape{w.out})) {
    throw base::BadCall("a convolution to " + std::to_string(w.out) +
                        " channels takes a bias of that length, not " + bias.shape().text());
  }
  const Tensor patches = patchesOf(x.value().asContiguous(), w);
  const Tensor matrix = weight.value().asContiguous();
  Tensor value({w.batch, w.out, w.high, w.wide});
  tensor::Gemm call;
  call.m = w.out;
  call.n = w.places();
  call.k = w.patch();
  call.a = {matrix.data(), static_cast<std::ptrdiff_t>(call.k), 1};
  call.b = {patches.data(), static_cast<std::ptrdiff_t>(w.batch * call.n), 1,
            static_cast<std::ptrdiff_t>(call.n)};
  call.c = value.data();
  call.cRow = static_cast<std::ptrdiff_t>(call.n);
  call.cBatch = static_cast<std::ptrdiff_t>(call.m * call.n);
  call.batch = w.batch;
  tensor::gemm(call);
  if (bias.defined()) tensor::add(value, value, bias.value().reshape({w.out, 1, 1}));
  Node& node = x.tape().append(convolutionOperation, {x, weight, bias}, value);
  node.whole = plan.whole;
  if (node.needsGradient) node.saved[0] = patches;
  return x.tape().last();
}

void poolBackward(Tape& tape, Node& node) {
  RowTarget to(tape, node, 0);
  if (!to) return;
  to.zero();
  const Shape& in = tape.input(node, 0).shape();
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
  const std::size_t high = placesOf(in[2], size, stride, 0, 1), wide = placesOf(in[3], size, stride, 0, 1);
  const Tensor from = x.value().asContiguous();
  Tensor value({in[0], in[1], high, wide}), winners;
  if (highest) winners = Tensor(value.shape());
  base::parallelFor(in[0] * in[1], 4, [&](std::size_t begin, std::size_t end) {
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
  node.whole = {static_cast<std::int64_t>(size), static_cast<std::int64_t>(stride)};
  if (highest) node.saved[0] = winners;
  return x.tape().last();
}

}  // namespace

Var conv2d(Var x, Var weight, Var bias, const Conv2dOptions& o) {
  return convolution(x, weight, bias, {o.stride, o.padding, o.padding, o.dilation});
}

Var conv1d(Var x, Var weight, Var bias, const Conv2dOptions& o) {
  const Shape in = x.shape(), kernel = weight.shape();
  if (in.rank() != 3 || kernel.rank() != 3) {
    throw base::BadCall("a convolution in one dimension takes weights O x C x k, not " + kernel.text() +
                        ", and B x C x L, not " + in.text());
  }
  // The length lies along the first of the two axes of an image one pixel wide.
  const Var image = reshape(x, {in[0], in[1], in[2], 1});
  const Var window = reshape(weight, {kernel[0], kernel[1], kernel[2], 1});
  const Var y = convolution(image, window, bias, {o.stride, o.padding, 0, o.dilation});
  return reshape(y, {y.shape()[0], y.shape()[1], y.shape()[2]});
}

Var maxPool2d(Var x, std::size_t size, std::size_t stride) { return pool(x, size, stride, true); }
Var averagePool2d(Var x, std::size_t size, std::size_t stride) { return pool(x, size, stride, false); }

}  // namespace gradarium::autograd
