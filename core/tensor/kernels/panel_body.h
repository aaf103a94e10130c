// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// A vector times a matrix, over the vector V of the file that includes this. Memory sets the pace: the matrix
// is read once, in a straight line where it lies in panels, and a sum never leaves its register.

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/math_body.h"

namespace gradarium::tensor::detail {
namespace {

constexpr int panelVectors = V::tileRows > 8 ? 8 : 4;  // with two sums each, half of the registers

constexpr std::ptrdiff_t ahead = 1024;  // floats, a page: where the processor's own looking ahead ends

/// Columns of `vectors` vectors, `last` of them in the last one. Even and odd terms are summed apart, so that
/// one addition need not wait for another.
template <int vectors>
void combinedOf(const float* x, const float* w, std::ptrdiff_t step, std::size_t k, int last, float* y) {
  V even[vectors], odd[vectors];
  GRADARIUM_UNROLL
  for (int j = 0; j < vectors; ++j) even[j] = odd[j] = V::all(0.0F);
  const auto run = [&](auto loadLast) {
    std::size_t p = 0;
    for (; p + 2 <= k; p += 2, w += 2 * step) {
      const V a = V::all(x[p]), b = V::all(x[p + 1]);
      GRADARIUM_UNROLL
      for (int j = 0; j < vectors; ++j) {
        const float* const at = w + j * V::width;
        V::prefetch(at + ahead);
        even[j] = V::multiplyAdd(a, j + 1 < vectors ? V::load(at) : loadLast(at), even[j]);
      }
      GRADARIUM_UNROLL
      for (int j = 0; j < vectors; ++j) {
        const float* const at = w + step + j * V::width;
        V::prefetch(at + ahead);
        odd[j] = V::multiplyAdd(b, j + 1 < vectors ? V::load(at) : loadLast(at), odd[j]);
      }
    }
    if (p < k) {
      const V a = V::all(x[p]);
      GRADARIUM_UNROLL
      for (int j = 0; j < vectors; ++j) {
        const float* const at = w + j * V::width;
        even[j] = V::multiplyAdd(a, j + 1 < vectors ? V::load(at) : loadLast(at), even[j]);
      }
    }
  };
  if (last == V::width) {
    run([](const float* p) { return V::load(p); });
  } else {
    run([last](const float* p) { return V::loadPart(p, last); });
  }
  GRADARIUM_UNROLL
  for (int j = 0; j + 1 < vectors; ++j) (even[j] + odd[j]).store(y + j * V::width);
  (even[vectors - 1] + odd[vectors - 1]).storePart(y + (vectors - 1) * V::width, last);
}

template <int vectors>
inline void combinedFrom(const float* x, const float* w, std::ptrdiff_t step, std::size_t k, int columns,
                         float* y) {
  if constexpr (vectors > 1) {
    if (columns <= (vectors - 1) * V::width) return combinedFrom<vectors - 1>(x, w, step, k, columns, y);
  }
  combinedOf<vectors>(x, w, step, k, columns - (vectors - 1) * V::width, y);
}

inline void combined(const float* x, const float* w, std::ptrdiff_t step, std::size_t k, std::size_t columns,
                     float* y) {
  constexpr std::size_t most = panelVectors * V::width;
  for (std::size_t j = 0; j < columns; j += most) {
    const std::size_t count = columns - j < most ? columns - j : most;
    combinedFrom<panelVectors>(x, w + j, step, k, static_cast<int>(count), y + j);
  }
}

inline void transpose(const float* in, std::ptrdiff_t step, std::size_t rows, std::size_t k, float* out,
                      std::ptrdiff_t outStep) {
  constexpr std::size_t side = V::width;
  for (std::size_t r = 0; r < rows; r += side, in += static_cast<std::ptrdiff_t>(side) * step) {
    const std::size_t high = rows - r < side ? rows - r : side;
    std::size_t p = 0;
    for (; high == side && p + side <= k; p += side) {
      V::transposeSquare(in + p, step, out + static_cast<std::ptrdiff_t>(p) * outStep + r, outStep);
    }
    for (; p < k; ++p) {
      for (std::size_t i = 0; i < high; ++i) {
        out[static_cast<std::ptrdiff_t>(p) * outStep + static_cast<std::ptrdiff_t>(r + i)] =
            in[static_cast<std::ptrdiff_t>(i) * step + static_cast<std::ptrdiff_t>(p)];
      }
    }
  }
}

inline void copyRows(const float* in, std::ptrdiff_t step, std::size_t rows, std::size_t n, float* out) {
  for (; rows > 0; --rows, in += step, out += n) {
    std::size_t i = 0;
    for (; i + V::width <= n; i += V::width) V::load(in + i).store(out + i);
    if (i < n) {
      const int rest = static_cast<int>(n - i);
      V::loadPart(in + i, rest).storePart(out + i, rest);
    }
  }
}

}  // namespace
}  // namespace gradarium::tensor::detail
