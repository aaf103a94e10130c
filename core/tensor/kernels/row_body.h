// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Whole rows: softmax and normalisation, over the vector V of the file that includes this.

#include "core/tensor/kernels/element_body.h"

namespace gradarium::tensor::detail {
namespace {

inline float highest(const float* x, std::size_t n) {
  std::size_t i = 0;
  float best = -infinity;
  if (n >= V::width) {
    V most = V::load(x);
    for (i = V::width; i + V::width <= n; i += V::width) most = V::max(most, V::load(x + i));
    best = V::highest(most);
  }
  for (; i < n; ++i) best = x[i] > best ? x[i] : best;
  return best;
}

inline float expSum(const float* x, float scale, float shift, float* y, std::size_t n) {
  const V factor = V::all(scale), offset = V::all(0.0F - shift * scale);
  V total = V::all(0.0F);
  std::size_t i = 0;
  for (; i + V::width <= n; i += V::width) {
    const V e = exponential(V::multiplyAdd(factor, V::load(x + i), offset));
    e.store(y + i);
    total = total + e;
  }
  if (i < n) {
    const int rest = static_cast<int>(n - i);
    const V e = exponential(V::multiplyAdd(factor, V::loadPart(x + i, rest), offset)).firstOf(rest);
    e.storePart(y + i, rest);
    total = total + e;
  }
  return V::sum(total);
}

inline void softmaxBack(const float* y, const float* dy, float scale, float* dx, std::size_t n, bool add) {
  V products = V::all(0.0F);
  overVectors(n, [&](auto load, auto) { products = V::multiplyAdd(load(y), load(dy), products); });
  const V dot = V::all(V::sum(products)), factor = V::all(scale);
  if (add) {
    overVectors(n, [&](auto load, auto store) {
      store(dx, V::multiplyAdd(factor * load(y), load(dy) - dot, load(dx)));
    });
  } else {
    overVectors(n, [&](auto load, auto store) { store(dx, factor * load(y) * (load(dy) - dot)); });
  }
}

inline void weighted(const float* y, float* dy, float dot, float scale, std::size_t n) {
  const V middle = V::all(dot), factor = V::all(scale);
  overVectors(n, [&](auto load, auto store) { store(dy, factor * load(y) * (load(dy) - middle)); });
}

inline void norm(const float* x, const float* gain, const float* bias, float epsilon, bool centre, float* y,
                 float* mean, float* inverse, std::size_t n) {
  const float count = static_cast<float>(n);
  const float middle = centre ? static_cast<float>(sum(x, n)) / count : 0.0F;
  const V shift = V::all(middle);
  const double squares = sumOf(n, [&](std::size_t i, int real) {
    const V d = loadUpTo(x + i, real) - shift;
    return (d * d).firstOf(real);  // the padding is not 0 any more
  });
  const V variance = V::all(static_cast<float>(squares) / count + epsilon);
  float root[V::width];
  V::sqrt(variance).store(root);
  const float factor = 1.0F / root[0];
  const V scaled = V::all(factor);
  overVectors(n, [&](auto load, auto store) {
    V value = (load(x) - shift) * scaled;
    if (gain != nullptr) value = value * load(gain);
    if (bias != nullptr) value = value + load(bias);
    store(y, value);
  });
  *mean = middle;
  *inverse = factor;
}

inline void normBack(const float* x, const float* gain, const float* dy, float mean, float inverse,
                     bool centre, float* dx, float* dgain, float* dbias, std::size_t n, bool add) {
  const V shift = V::all(mean), factor = V::all(inverse);
  V plain = V::all(0.0F), crossed = plain;
  overVectors(n, [&](auto load, auto store) {
    const V slope = load(dy), normal = (load(x) - shift) * factor;
    const V inner = gain == nullptr ? slope : slope * load(gain);
    plain = plain + inner;
    crossed = V::multiplyAdd(inner, normal, crossed);
    if (dgain != nullptr) store(dgain, V::multiplyAdd(slope, normal, load(dgain)));
    if (dbias != nullptr) store(dbias, load(dbias) + slope);
  });
  if (dx == nullptr) return;
  const float count = static_cast<float>(n);
  const V meanPlain = V::all(centre ? V::sum(plain) / count : 0.0F),
          meanCrossed = V::all(V::sum(crossed) / count);
  overVectors(n, [&](auto load, auto store) {
    const V normal = (load(x) - shift) * factor;
    const V inner = gain == nullptr ? load(dy) : load(dy) * load(gain);
    const V value = factor * (inner - meanPlain - normal * meanCrossed);
    store(dx, add ? load(dx) + value : value);
  });
}

/// Two vectors of a row of 2 n numbers, of which up to 2 `count` are there.
inline void loadPairs(const float* p, int count, V& even, V& odd) {
  const int first = 2 * count < V::width ? 2 * count : V::width;
  V::unzip(V::loadPart(p, first), V::loadPart(p + first, 2 * count - first), even, odd);
}
inline void storePairs(V even, V odd, int count, float* p) {
  const int first = 2 * count < V::width ? 2 * count : V::width;
  V a, b;
  V::zip(even, odd, a, b);
  a.storePart(p, first);
  b.storePart(p + first, 2 * count - first);
}

// Column by column of vectors, so that what is there of each is told once.
inline void squareHighest(const float* x, std::size_t width, std::size_t pairs, float* y, float* winner) {
  const std::size_t n = width / 2;
  for (std::size_t i = 0; i < n; i += V::width) {
    const int count = n - i < static_cast<std::size_t>(V::width) ? static_cast<int>(n - i) : V::width;
    const float* above = x + 2 * i;
    for (std::size_t at = i, end = i + pairs * n; at < end; at += n, above += 2 * width) {
      V v[4];
      loadPairs(above, count, v[0], v[1]);
      loadPairs(above + width, count, v[2], v[3]);
      V best = v[0], which = V::all(0.0F);
      GRADARIUM_UNROLL
      for (int k = 1; k < 4; ++k) {
        which = V::whereAtMost(v[k], best, which, V::all(static_cast<float>(k)));
        best = V::whereAtMost(v[k], best, best, v[k]);
      }
      best.storePart(y + at, count);
      which.storePart(winner + at, count);
    }
  }
}

inline void squareHighestBack(const float* winner, const float* dy, std::size_t width, std::size_t pairs,
                              float* dx, bool add) {
  const V half = V::all(0.5F), zero = V::all(0.0F);
  const std::size_t n = width / 2;
  for (std::size_t i = 0; i < n; i += V::width) {
    const int count = n - i < static_cast<std::size_t>(V::width) ? static_cast<int>(n - i) : V::width;
    float* above = dx + 2 * i;
    for (std::size_t at = i, end = i + pairs * n; at < end; at += n, above += 2 * width) {
      float* const below = above + width;
      const V which = V::loadPart(winner + at, count), slope = V::loadPart(dy + at, count);
      V v[4];
      GRADARIUM_UNROLL
      for (int k = 0; k < 4; ++k) {
        v[k] = V::whereLess(V::abs(which - V::all(static_cast<float>(k))), half, slope, zero);
      }
      if (add) {
        V old[4];
        loadPairs(above, count, old[0], old[1]);
        loadPairs(below, count, old[2], old[3]);
        for (int k = 0; k < 4; ++k) v[k] = v[k] + old[k];
      }
      storePairs(v[0], v[1], count, above);
      storePairs(v[2], v[3], count, below);
    }
  }
}

}  // namespace
}  // namespace gradarium::tensor::detail
