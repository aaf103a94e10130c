// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstring>
#include <string>

#include "core/autograd/ops.h"
#include "core/autograd/rows.h"
#include "core/base/error.h"
#include "core/tensor/gemm.h"
#include "core/tensor/kernels/kernels.h"

namespace gradarium::autograd {

namespace {

using tensor::detail::kernels;

/// The numbers of one convolution: images of C x H x W, windows of kh x kw, results of O x H' x W'.
struct Window {
  std::size_t batch, channels, height, width, out, kh, kw, stride, padY, padX, dilation, high, wide;

  [[nodiscard]] std::size_t patch() const { return channels * kh * kw; }
  [[nodiscard]] std::size_t places() const { return high * wide; }
  /// From one row of a patch matrix to the next: each begins on a line of the cache.
  [[nodiscard]] std::size_t patchStep() const { return (places() + 15) / 16 * 16; }
  [[nodiscard]] std::size_t plane() const { return height * width; }
  /// Of one channel's results after pooling.
  [[nodiscard]] std::size_t squares() const { return (high / 2) * (wide / 2); }
  [[nodiscard]] std::size_t strideX() const { return kw == 1 && width == 1 ? 1 : stride; }
  /// A row of results lies as a row of the image does, only shifted.
  [[nodiscard]] bool shifts() const { return stride == 1 && wide == width; }
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

/// Row (c, ky, kx) of an image's patch matrix, C kh kw x H' W', holds what that place of the window meets at
/// each place of the results. body(index in the image or -1, index in the row) in order.
template <class Body>
void eachPlace(const Window& w, std::size_t row, Body body) {
  const std::size_t kx = row % w.kw, ky = row / w.kw % w.kh, plane = row / w.kw / w.kh * w.plane();
  std::size_t at = 0;
  for (std::size_t y = 0; y < w.high; ++y) {
    const std::size_t inY = y * w.stride + ky * w.dilation;
    const bool rowInside = inY >= w.padY && inY < w.padY + w.height;
    for (std::size_t x = 0; x < w.wide; ++x, ++at) {
      const std::size_t inX = x * w.strideX() + kx * w.dilation;
      const bool inside = rowInside && inX >= w.padX && inX < w.padX + w.width;
      body(inside ? static_cast<std::ptrdiff_t>(plane + (inY - w.padY) * w.width + inX - w.padX) : -1, at);
    }
  }
}

/// Where the whole row is the plane shifted: what of it lies within, and the columns at either side that do
/// not.
struct Shift {
  std::size_t begin, end, left, right;
  std::ptrdiff_t from;  ///< place i of the row meets place i + from of the image

  Shift(const Window& w, std::size_t row) {
    const auto whole = [](std::size_t n) { return static_cast<std::ptrdiff_t>(n); };
    const std::size_t kx = row % w.kw * w.dilation, ky = row / w.kw % w.kh * w.dilation;
    const std::ptrdiff_t shift = (whole(ky) - whole(w.padY)) * whole(w.width) + whole(kx) - whole(w.padX);
    const std::ptrdiff_t first = std::max<std::ptrdiff_t>(0, -shift);
    const std::ptrdiff_t last = std::min(whole(w.places()), whole(w.plane()) - shift);
    begin = static_cast<std::size_t>(std::min(first, whole(w.places())));
    end = std::max(begin, static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, last)));
    left = std::min(w.wide, kx < w.padX ? w.padX - kx : 0);
    right = std::min(w.wide, kx > w.padX ? kx - w.padX : 0);
    from = shift + whole(row / w.kw / w.kh * w.plane());
  }
  void clearSides(const Window& w, float* out) const {
    if (left + right == 0) return;
    for (std::size_t y = 0; y < w.high; ++y, out += w.wide) {
      for (std::size_t x = 0; x < left; ++x) out[x] = 0;
      for (std::size_t x = w.wide - right; x < w.wide; ++x) out[x] = 0;
    }
  }
};

/// Makes patch matrices. With its margins of zeros about it, each row of an image's matrix is a part of the
/// image, row by row.
class Patches {
 public:
  explicit Patches(const Window& w)
      : w_(w), wide_(w.width + 2 * w.padX), plane_((w.height + 2 * w.padY) * wide_) {
    if (w.stride != 1 || w.padX + w.padY == 0) return;
    padded_ = tensor::Storage(w.channels * plane_);
    std::fill_n(padded_.data(), w.channels * plane_, 0.0F);
  }

  void of(const float* image, float* out) const {
    if (w_.stride != 1) {
      for (std::size_t row = 0; row < w_.patch(); ++row, out += w_.patchStep())
        eachPlace(w_, row, [&](std::ptrdiff_t in, std::size_t at) { out[at] = in < 0 ? 0 : image[in]; });
      return;
    }
    for (std::size_t channel = 0; padded_ && channel < w_.channels; ++channel) {
      float* to = padded_.data() + channel * plane_ + w_.padY * wide_ + w_.padX;
      for (std::size_t y = 0; y < w_.height; ++y, to += wide_, image += w_.width)
        copyShort(image, w_.width, to);
    }
    const float* const from = padded_ ? padded_.data() : image;  // untouched where there are no margins
    for (std::size_t row = 0; row < w_.patch(); ++row, out += w_.patchStep()) {
      const std::size_t kx = row % w_.kw, ky = row / w_.kw % w_.kh, channel = row / w_.kw / w_.kh;
      const float* const corner = from + channel * plane_ + ky * w_.dilation * wide_ + kx * w_.dilation;
      if (w_.wide == wide_) {
        std::memcpy(out, corner, w_.places() * sizeof(float));
      } else {
        kernels().copyRows(corner, static_cast<std::ptrdiff_t>(wide_), w_.high, w_.wide, out);
      }
    }
  }

 private:
  /// Rows are too short to be worth a call.
  static void copyShort(const float* from, std::size_t n, float* to) {
    std::size_t i = 0;
    for (; i + 4 <= n; i += 4) std::memcpy(to + i, from + i, 4 * sizeof(float));
    for (; i < n; ++i) to[i] = from[i];
  }

  const Window& w_;
  std::size_t wide_, plane_;  ///< of the image with its margins
  tensor::Storage padded_;
};

/// The other way: adds each number of the matrix, which it may change, to the image's place that it came
/// from.
void addPatches(float* patches, const Window& w, float* image) {
  for (std::size_t row = 0; row < w.patch(); ++row, patches += w.places()) {
    if (!w.shifts()) {
      eachPlace(w, row, [&](std::ptrdiff_t in, std::size_t at) {
        if (in >= 0) image[in] += patches[at];
      });
      continue;
    }
    const Shift shift(w, row);
    shift.clearSides(w, patches);
    float* const to = image + shift.from + static_cast<std::ptrdiff_t>(shift.begin);
    kernels().add(to, patches + shift.begin, to, shift.end - shift.begin);
  }
}

/// c (m x n, without gaps) = a b + beta c + bias of each row, on this thread.
void multiply(std::size_t m, std::size_t n, std::size_t k, const tensor::MatrixView& a,
              const tensor::MatrixView& b, float* c, float beta, const float* rowBias = nullptr) {
  tensor::Gemm call;
  call.m = m;
  call.n = n;
  call.k = k;
  call.a = a;
  call.b = b;
  call.c = c;
  call.cRow = static_cast<std::ptrdiff_t>(n);
  call.beta = beta;
  call.rowBias = rowBias;
  call.alone = true;
  tensor::gemm(call);
}

std::ptrdiff_t step(std::size_t n) { return static_cast<std::ptrdiff_t>(n); }

constexpr std::size_t groupImages =
    4;  // whose parts of the weights' gradient are summed before they meet others

/// y = relu of the highest of each square of 2 x 2 of an image's results, and which it was. As good as the
/// highest of the relus: relu never turns an order round.
void poolResults(const Window& w, const float* results, float* y, float* winners) {
  for (std::size_t o = 0; o < w.out; ++o) {
    kernels().squareHighest(results + o * w.places(), w.wide, w.high / 2, y + o * w.squares(),
                            winners + o * w.squares());
  }
  kernels().unary(tensor::Unary::Relu, y, y, w.out * w.squares());
}

/// Back through it: the slopes of all results. `pooled` gets those behind the relu.
void unpoolSlopes(const Window& w, const float* y, const float* winners, const float* dy, float* pooled,
                  float* slopes) {
  kernels().unaryBack(tensor::Unary::Relu, y, y, dy, pooled, w.out * w.squares(), false);
  if (w.high % 2 != 0 || w.wide % 2 != 0) std::fill_n(slopes, w.out * w.places(), 0.0F);
  for (std::size_t o = 0; o < w.out; ++o) {
    kernels().squareHighestBack(winners + o * w.squares(), pooled + o * w.squares(), w.wide, w.high / 2,
                                slopes + o * w.places(), false);
  }
}

/// The images are shared out to the threads; their patches are made anew, as that is quicker than to keep
/// them.
void convolutionBackward(Tape& tape, Node& node) {
  const Tensor x = tape.input(node, 0).asContiguous();
  const Window w = windowOf(x.shape(), tape.input(node, 1).shape(), node);
  const std::size_t patch = w.patch(), places = w.places(),
                    groups = (w.batch + groupImages - 1) / groupImages;
  const Tensor weight = tape.input(node, 1).asContiguous(), dy = node.gradient.asContiguous();
  RowTarget to(tape, node, 0);
  GradientTarget toWeight = tape.target(node, 1), toBias = tape.target(node, 2);
  const bool pools = node.whole[4] != 0;
  const std::size_t results = w.out * (pools ? w.squares() : places), input = w.channels * w.plane();
  const Tensor back = to ? weight.reshape({w.out, patch}).transpose().clone() : Tensor();
  Tensor weights, biases;
  if (toWeight) weights = Tensor({groups, patch, w.out});  // transposed: the patches are the taller side
  if (toBias) biases = Tensor({groups, w.out});
  base::parallelFor(groups, 1, [&](std::size_t first, std::size_t last) {
    const tensor::Storage room(patch * w.patchStep());
    const Patches patches(w);
    tensor::Storage slopes, behind;
    if (pools) {
      slopes = tensor::Storage(w.out * places);
      behind = tensor::Storage(results);
    }
    for (std::size_t group = first; group < last; ++group) {
      const std::size_t begin = group * groupImages, end = std::min(w.batch, begin + groupImages);
      for (std::size_t b = begin; b < end; ++b) {
        const float *slope = dy.data() + b * results, *terms = slope;
        if (pools) {
          unpoolSlopes(w, node.value.data() + b * results, node.saved[0].data() + b * results, slope,
                       behind.data(), slopes.data());
          slope = slopes.data();
          terms = behind.data();
        }
        if (toWeight) {
          patches.of(x.data() + b * input, room.data());
          multiply(patch, w.out, places, {room.data(), step(w.patchStep()), 1}, {slope, 1, step(places)},
                   weights.data() + group * patch * w.out, b == begin ? 0.0F : 1.0F);
        }
        for (std::size_t o = 0; toBias && o < w.out; ++o) {
          float& sum = biases.data()[group * w.out + o];
          sum = static_cast<float>(kernels().sum(terms + o * (results / w.out), results / w.out)) +
                (b == begin ? 0.0F : sum);
        }
        if (to) {
          multiply(patch, places, w.out, {back.data(), step(w.out), 1}, {slope, step(places), 1}, room.data(),
                   0);
          if (!to.adding()) std::fill_n(to.data() + b * input, input, 0.0F);
          addPatches(room.data(), w, to.data() + b * input);
        }
      }
    }
  });
  if (toBias) tensor::sumTo(toBias.tensor, biases, toBias.adding);
  if (toWeight) {
    Tensor sum({patch, w.out});
    tensor::sumTo(sum, weights, false);
    tensor::scale(toWeight.tensor, 1, sum.transpose().reshape(weight.shape()), toWeight.adding);
  }
}
const Operation convolutionOperation{"convolution", convolutionBackward};
const Operation pooledOperation{"convolution + relu + max pool", convolutionBackward};

Var convolution(Var x, Var weight, Var bias, std::array<std::size_t, 4> options, bool pools = false) {
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
  if (pools && w.squares() == 0) {
    throw base::BadCall("pooling windows of 2 do not fit results of " + std::to_string(w.high) + " x " +
                        std::to_string(w.wide));
  }
  const Tensor images = x.value().asContiguous(), matrix = weight.value().asContiguous();
  const Tensor terms = bias.defined() ? bias.value().asContiguous() : Tensor();
  const std::size_t places = w.places(), patch = w.patch();
  const std::size_t shrunk = pools ? 2 : 1, results = w.out * (pools ? w.squares() : places);
  Tensor value({w.batch, w.out, w.high / shrunk, w.wide / shrunk}), winners;
  if (pools) winners = Tensor(value.shape());
  const std::size_t grain =
      std::clamp<std::size_t>(w.batch / 16, 1, 4);  // some images to a room for their patches
  base::parallelFor(w.batch, grain, [&](std::size_t begin, std::size_t end) {
    const tensor::Storage room(patch * w.patchStep());
    const Patches patches(w);
    tensor::Storage before;
    if (pools) before = tensor::Storage(w.out * places);
    for (std::size_t b = begin; b < end; ++b) {
      float* const y = value.data() + b * results;
      patches.of(images.data() + b * w.channels * w.plane(), room.data());
      multiply(w.out, places, patch, {matrix.data(), step(patch), 1}, {room.data(), step(w.patchStep()), 1},
               pools ? before.data() : y, 0, terms.defined() ? terms.data() : nullptr);
      if (pools) poolResults(w, before.data(), y, winners.data() + b * results);
    }
  });
  Node& node = x.tape().append(pools ? pooledOperation : convolutionOperation, {x, weight, bias}, value);
  node.whole = plan.whole;
  node.whole[4] = pools ? 1 : 0;
  if (pools && node.needsGradient) node.saved[0] = winners;
  return x.tape().last();
}

}  // namespace

Var conv2d(Var x, Var weight, Var bias, const Conv2dOptions& o) {
  return convolution(x, weight, bias, {o.stride, o.padding, o.padding, o.dilation});
}

Var convPool2d(Var x, Var weight, Var bias, const Conv2dOptions& o) {
  return convolution(x, weight, bias, {o.stride, o.padding, o.padding, o.dilation}, true);
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

}  // namespace gradarium::autograd
