// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Written once, compiled by each kernel file with its own flags; loops of a fixed length, which compilers put
// into vectors by themselves.

#include "core/ml/cluster/ward_kernel.h"

namespace gradarium::ml::detail {
namespace {

inline void wardSquares(const double* x, double a, const double* means, std::size_t stride,
                        std::size_t features, const double* sizes, double* squares) {
  double sum[wardLanes];
  for (std::size_t s = 0; s < wardLanes; ++s) sum[s] = 0;
  for (std::size_t f = 0; f < features; ++f) {
    const double* column = means + f * stride;
    const double here = x[f];
    for (std::size_t s = 0; s < wardLanes; ++s) sum[s] += (column[s] - here) * (column[s] - here);
  }
  for (std::size_t s = 0; s < wardLanes; ++s) squares[s] = sum[s] * (2 * a * sizes[s] / (a + sizes[s]));
}

}  // namespace
}  // namespace gradarium::ml::detail
