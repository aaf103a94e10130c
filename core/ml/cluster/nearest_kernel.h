// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace gradarium::ml::detail {

inline constexpr std::size_t tileRows = 32;     ///< samples in a tile
inline constexpr std::size_t groupCentres = 8;  ///< centres in a group

/// The inner loops of k-means for one kind of processor. Private to core/ml/cluster.
struct NearestKernel {
  /// For each sample of `tiles` tiles the centre with the lowest score norm_j + sum_f x_f w_jf, and by how
  /// much the second lowest is higher. x: tile, feature, 32 samples. w: group, feature, 8 centres. norm:
  /// group, 8.
  void (*nearest)(const float* x, std::size_t tiles, std::size_t features, const float* w, const float* norm,
                  std::size_t groups, int* best, float* gap);
  /// sums[label] += row for each of `rows` rows of d doubles, in order; the same bits from every kernel.
  void (*accumulate)(const double* x, const int* labels, std::size_t rows, std::size_t features,
                     double* sums);
};

const NearestKernel& nearestPlain() noexcept;
// Null where the compiler was not told to build for that unit.
const NearestKernel* nearestAvx2() noexcept;
const NearestKernel* nearestAvx512() noexcept;

/// The fastest that runs here.
const NearestKernel& nearestKernel() noexcept;

}  // namespace gradarium::ml::detail
