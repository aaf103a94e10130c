// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/elementwise.h"

#include <algorithm>
#include <cstring>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace gradarium::tensor {

namespace {

using detail::kernels;
constexpr std::size_t grain = 1U << 14U;  // elements that are worth a thread's while

/// Visits the common shape of up to three operands row by row: axes that run on in all of them are joined
/// first.
template <std::size_t operands>
class Rows {
 public:
  Rows(const Shape& shape, const std::array<const Tensor*, operands>& tensors) {
    for (std::size_t axis = shape.rank(); axis-- > 0;) {
      const std::size_t length = shape[axis];
      if (length == 1) continue;
      std::array<std::ptrdiff_t, operands> steps{};
      for (std::size_t t = 0; t < operands; ++t) steps[t] = tensors[t]->step(axis);
      bool joins = rank_ > 0;
      for (std::size_t t = 0; joins && t < operands; ++t) {
        joins = steps[t] == steps_[rank_ - 1][t] * static_cast<std::ptrdiff_t>(lengths_[rank_ - 1]);
      }
      if (joins) {
        lengths_[rank_ - 1] *= length;
      } else {
        lengths_[rank_] = length;
        steps_[rank_++] = steps;
      }
    }
    if (rank_ == 0) {
      lengths_[0] = shape.size();
      steps_[0].fill(1);
      rank_ = 1;
    }
    for (std::size_t i = 1; i < rank_; ++i) rows_ *= lengths_[i];
  }

  /// body(offsets, first steps, count) for pieces of rows, in parallel.
  template <class Body>
  void each(Body body) const {
    const std::size_t length = lengths_[0];
    if (length == 0) return;
    if (rows_ == 1) {
      base::parallelFor(length, grain, [&](std::size_t begin, std::size_t end) {
        std::array<std::ptrdiff_t, operands> at{};
        for (std::size_t t = 0; t < operands; ++t) at[t] = static_cast<std::ptrdiff_t>(begin) * steps_[0][t];
        body(at, steps_[0], end - begin);
      });
      return;
    }
    base::parallelFor(rows_, std::max<std::size_t>(1, grain / length),
                      [&](std::size_t begin, std::size_t end) {
                        for (std::size_t row = begin; row < end; ++row) {
                          std::array<std::ptrdiff_t, operands> at{};
                          std::size_t rest = row;
                          for (std::size_t i = 1; i < rank_; ++i) {
                            const auto index = static_cast<std::ptrdiff_t>(rest % lengths_[i]);
                            rest /= lengths_[i];
                            for (std::size_t t = 0; t < operands; ++t) at[t] += index * steps_[i][t];
                          }
                          body(at, steps_[0], length);
                        }
                      });
  }

 private:
  std::array<std::size_t, Shape::maxRank> lengths_{};
  std::array<std::array<std::ptrdiff_t, operands>, Shape::maxRank> steps_{};
  std::size_t rank_ = 0, rows_ = 1;
};

void requireShape(const Tensor& out, const Shape& shape) {
  if (!(out.shape() == shape)) {
    throw base::BadCall("the result has shape " + shape.text() + ", but room was given for " +
                        out.shape().text());
  }
}

/// `quick` is for rows without gaps in all three, `slow` for one element.
template <class Quick, class Slow>
void binary(Tensor& out, const Tensor& a, const Tensor& b, Quick quick, Slow slow) {
  const Shape shape = a.shape() == b.shape() ? a.shape() : broadcast(a.shape(), b.shape());
  requireShape(out, shape);
  const Tensor left = a.broadcastTo(shape), right = b.broadcastTo(shape);
  float* const y = out.data();
  const float *const p = left.data(), *const q = right.data();
  Rows<3>(shape, {&out, &left, &right}).each([&](const auto& at, const auto& steps, std::size_t count) {
    if (steps[0] == 1 && steps[1] == 1 && steps[2] == 1) {
      quick(y + at[0], p + at[1], q + at[2], count);
      return;
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto n = static_cast<std::ptrdiff_t>(i);
      slow(y[at[0] + n * steps[0]], p[at[1] + n * steps[1]], q[at[2] + n * steps[2]]);
    }
  });
}

template <class Quick, class Slow>
void single(Tensor& out, const Tensor& x, Quick quick, Slow slow) {
  requireShape(out, broadcast(out.shape(), x.shape()));
  const Tensor from = x.broadcastTo(out.shape());
  float* const y = out.data();
  const float* const p = from.data();
  Rows<2>(out.shape(), {&out, &from}).each([&](const auto& at, const auto& steps, std::size_t count) {
    if (steps[0] == 1 && steps[1] == 1) {
      quick(y + at[0], p + at[1], count);
      return;
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto n = static_cast<std::ptrdiff_t>(i);
      slow(y[at[0] + n * steps[0]], p[at[1] + n * steps[1]]);
    }
  });
}

}  // namespace

void assign(Tensor& out, const Tensor& x) {
  if (x.rank() == 0 && out.contiguous()) {  // a fill
    float* const y = out.data();
    const float value = *x.data();
    base::parallelFor(out.size(), 4 * grain,
                      [=](std::size_t begin, std::size_t end) { std::fill(y + begin, y + end, value); });
    return;
  }
  single(
      out, x, [](float* y, const float* p, std::size_t n) { std::memmove(y, p, n * sizeof(float)); },
      [](float& y, float p) { y = p; });
}

void add(Tensor& out, const Tensor& a, const Tensor& b) {
  binary(
      out, a, b, [](float* y, const float* p, const float* q, std::size_t n) { kernels().add(p, q, y, n); },
      [](float& y, float p, float q) { y = p + q; });
}

void multiply(Tensor& out, const Tensor& a, const Tensor& b) {
  binary(
      out, a, b,
      [](float* y, const float* p, const float* q, std::size_t n) { kernels().multiply(p, q, y, n); },
      [](float& y, float p, float q) { y = p * q; });
}

void multiplyAdd(Tensor& out, const Tensor& a, const Tensor& b) {
  binary(
      out, a, b,
      [](float* y, const float* p, const float* q, std::size_t n) { kernels().multiplyAdd(p, q, y, n); },
      [](float& y, float p, float q) { y += p * q; });
}

void scale(Tensor& out, float alpha, const Tensor& x, bool adding) {
  single(
      out, x, [=](float* y, const float* p, std::size_t n) { kernels().scale(alpha, p, y, n, adding); },
      [=](float& y, float p) { y = adding ? y + alpha * p : alpha * p; });
}

void apply(Unary f, Tensor& out, const Tensor& x) {
  const Tensor row = x.asContiguous();
  single(
      out, row, [=](float* y, const float* p, std::size_t n) { kernels().unary(f, p, y, n); },
      [=](float& y, float p) { kernels().unary(f, &p, &y, 1); });
}

void applyBack(Unary f, const Tensor& x, const Tensor& y, const Tensor& dy, Tensor& dx, bool adding) {
  const float *const px = x.data(), *const py = y.data(), *const pdy = dy.data();
  float* const out = dx.data();
  base::parallelFor(x.size(), grain, [&](std::size_t begin, std::size_t end) {
    kernels().unaryBack(f, px + begin, py + begin, pdy + begin, out + begin, end - begin, adding);
  });
}

void sumTo(Tensor& out, const Tensor& x, bool adding) {
  const Shape& shape = x.shape();
  const Tensor target = out.broadcastTo(shape);  // step 0 along the axes that are summed
  // Kept axes are visited in parallel, summed ones inside, in order.
  std::array<int, Shape::maxRank> order{};
  std::size_t kept = 0, rank = shape.rank();
  for (std::size_t i = 0; i < rank; ++i) {
    if (target.step(i) != 0 || shape[i] == 1) order[kept++] = static_cast<int>(i);
  }
  for (std::size_t i = 0, next = kept; i < rank; ++i) {
    if (target.step(i) == 0 && shape[i] != 1) order[next++] = static_cast<int>(i);
  }
  const Tensor source = x.permuted({order.data(), rank});
  const Tensor place = target.permuted({order.data(), rank});
  std::size_t outer = 1, inner = 1;
  for (std::size_t i = 0; i < rank; ++i) (i < kept ? outer : inner) *= source.shape()[i];
  const float* const from = source.data();
  float* const to = out.data();
  const auto offset = [](const Tensor& t, std::size_t index, std::size_t begin, std::size_t end) {
    std::ptrdiff_t at = 0;
    for (std::size_t i = end; i-- > begin;) {
      at += static_cast<std::ptrdiff_t>(index % t.shape()[i]) * t.step(i);
      index /= t.shape()[i];
    }
    return at;
  };
  // Columns side by side are summed together, a strip at a time: the reads stay in rows.
  constexpr std::size_t strip = 64;
  const bool strips = kept > 0 && source.step(kept - 1) == 1 && place.step(kept - 1) == 1;
  const std::size_t width = strips ? source.shape()[kept - 1] : 1;
  const std::size_t pieces = (width + strip - 1) / strip, jobs = width == 0 ? 0 : outer / width * pieces;
  base::parallelFor(
      jobs, std::max<std::size_t>(1, grain / std::max<std::size_t>(1, inner * std::min(strip, width))),
      [&](std::size_t begin, std::size_t end) {
        for (std::size_t job = begin; job < end; ++job) {
          const std::size_t first = job % pieces * strip, count = std::min(strip, width - first);
          const std::size_t index = job / pieces * width + first;
          const float* const column = from + offset(source, index, 0, kept);
          float* const y = to + offset(place, index, 0, kept);
          double sums[strip] = {};
          if (inner > 0 && kept + 1 == rank) {
            const std::ptrdiff_t step = source.step(kept);
            if (count == 1 && step == 1) {
              sums[0] = kernels().sum(column, inner);
            } else {
              constexpr std::size_t run = 64;  // floats within, doubles over the runs
              float part[strip];
              for (std::size_t k = 0; k < inner; k += run) {
                kernels().sumRows(column + static_cast<std::ptrdiff_t>(k) * step, step,
                                  std::min(run, inner - k), count, part);
                for (std::size_t i = 0; i < count; ++i) sums[i] += static_cast<double>(part[i]);
              }
            }
          } else {
            for (std::size_t k = 0; k < inner; ++k) {
              const float* const row = column + offset(source, k, kept, rank);
              for (std::size_t i = 0; i < count; ++i) sums[i] += static_cast<double>(row[i]);
            }
          }
          for (std::size_t i = 0; i < count; ++i) {
            y[i] = static_cast<float>(adding ? static_cast<double>(y[i]) + sums[i] : sums[i]);
          }
        }
      });
}

Tensor operator+(const Tensor& a, const Tensor& b) {
  Tensor out(broadcast(a.shape(), b.shape()));
  add(out, a, b);
  return out;
}

Tensor operator*(const Tensor& a, const Tensor& b) {
  Tensor out(broadcast(a.shape(), b.shape()));
  multiply(out, a, b);
  return out;
}

}  // namespace gradarium::tensor
