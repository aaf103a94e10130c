// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The loops of a NearestKernel, written once over a vector type V; each kernel file includes this with its
// own V and its own compiler flags. Everything is in an unnamed namespace and uses no inline function of the
// standard library: the linker must never take one file's AVX-512 copy of a function for the whole program.

#include "core/ml/cluster/nearest_kernel.h"

namespace gradarium::ml::detail {
namespace {

/// `vectors` x V::width samples against all centres; keeps 8 x vectors sums in registers.
template <class V, int vectors>
inline void nearestStep(const float* x, std::size_t features, const float* w, const float* norm,
                        std::size_t groups, int* best, float* gap) {
  V lowest[vectors], second[vectors];
  typename V::Index index[vectors];
  for (int v = 0; v < vectors; ++v) {
    lowest[v] = second[v] = V::infinity();
    index[v] = V::indices(0);
  }
  constexpr int width = static_cast<int>(groupCentres) / V::passes;
  for (std::size_t part = 0; part < groups * V::passes; ++part) {
    const std::size_t group = part / V::passes;
    const std::size_t first = part % V::passes * width;
    const float* weights = w + group * features * groupCentres + first;
    V score[width][vectors];
    for (int c = 0; c < width; ++c) {
      const V start = V::all(norm[group * groupCentres + first + static_cast<std::size_t>(c)]);
      for (int v = 0; v < vectors; ++v) score[c][v] = start;
    }
    for (std::size_t f = 0; f < features; ++f) {
      V sample[vectors];
      for (int v = 0; v < vectors; ++v)
        sample[v] = V::load(x + f * tileRows + static_cast<std::size_t>(v) * V::width);
      for (int c = 0; c < width; ++c) {
        const V weight = V::all(weights[f * groupCentres + static_cast<std::size_t>(c)]);
        for (int v = 0; v < vectors; ++v) score[c][v] = V::multiplyAdd(sample[v], weight, score[c][v]);
      }
    }
    for (int c = 0; c < width; ++c) {
      const auto number = V::indices(static_cast<int>(group * groupCentres + first) + c);
      for (int v = 0; v < vectors; ++v) {
        second[v] = V::min(second[v], V::max(lowest[v], score[c][v]));
        index[v] = V::whereLess(score[c][v], lowest[v], number, index[v]);
        lowest[v] = V::min(lowest[v], score[c][v]);
      }
    }
  }
  for (int v = 0; v < vectors; ++v) {
    V::store(best + v * static_cast<int>(V::width), index[v]);
    V::store(gap + v * static_cast<int>(V::width), V::subtract(second[v], lowest[v]));
  }
}

template <class V, int vectors>
void nearest(const float* x, std::size_t tiles, std::size_t features, const float* w, const float* norm,
             std::size_t groups, int* best, float* gap) {
  for (std::size_t tile = 0; tile < tiles; ++tile) {
    for (std::size_t lane = 0; lane < tileRows; lane += vectors * V::width) {
      nearestStep<V, vectors>(x + tile * features * tileRows + lane, features, w, norm, groups,
                              best + tile * tileRows + lane, gap + tile * tileRows + lane);
    }
  }
}

/// D is a vector of doubles. No multiplication, so no fused one either: every kernel rounds alike.
template <class D>
void accumulate(const double* x, const int* labels, std::size_t rows, std::size_t features, double* sums) {
  for (std::size_t i = 0; i < rows; ++i) {
    const double* row = x + i * features;
    double* sum = sums + static_cast<std::size_t>(labels[i]) * features;
    std::size_t f = 0;
    for (; f + D::width <= features; f += D::width) D::addTo(sum + f, row + f);
    for (; f < features; ++f) sum[f] += row[f];
  }
}

}  // namespace
}  // namespace gradarium::ml::detail
