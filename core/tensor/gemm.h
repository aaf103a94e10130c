// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "core/export.h"

namespace gradarium::tensor {

/// A matrix in memory: element (i, j) stands at data[i row + j column], so a transposed one only swaps its
/// steps.
struct MatrixView {
  const float* data = nullptr;
  std::ptrdiff_t row = 0, column = 1;
  std::ptrdiff_t batch = 0;  ///< from one matrix of a batch to the next
};

/// C = alpha A B + beta C + bias + rowBias, for each matrix of a batch.
struct Gemm {
  std::size_t m = 0, n = 0, k = 0;  ///< A is m x k, B is k x n, C is m x n
  MatrixView a, b;                  ///< one of the two steps must be 1 (or the matrix a single row or column)
  float* c = nullptr;
  std::ptrdiff_t cRow = 0, cBatch = 0;  ///< the columns of C stand side by side
  float alpha = 1, beta = 0;            ///< beta = 0: C is not read, and may hold anything
  const float* bias = nullptr;          ///< n numbers added to every row; none when null
  const float* rowBias = nullptr;       ///< m numbers added to every column; likewise
  std::size_t batch = 1;
  bool alone = false;  ///< on the calling thread, which is one of several at work
};

/// The one matrix product of this library: packed panels and register tiles (Goto & van de Geijn 2008),
/// AVX-512, AVX2 or plain as the processor has them, blocks of rows in parallel. Each element is summed in an
/// order that the shape alone decides: equal for any number of threads. C must not overlap A or B.
GRADARIUM_CORE void gemm(const Gemm& call);

}  // namespace gradarium::tensor
