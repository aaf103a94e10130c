// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/linear/cholesky.h"

#include <cmath>

#include "core/ml/dot.h"

namespace gradarium::ml {

bool choleskySolve(std::span<double> a, std::span<double> b) {
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    double* row = a.data() + i * n;
    const double before = row[i];
    for (std::size_t j = 0; j < i; ++j) {
      const double* other = a.data() + j * n;
      row[j] = (row[j] - dot(row, other, j)) / other[j];
    }
    const double left = before - dot(row, row, i);
    if (!(left > 1e-14 * before) || !std::isfinite(left)) return false;
    row[i] = std::sqrt(left);
    b[i] = (b[i] - dot(row, b.data(), i)) / row[i];
  }
  for (std::size_t i = n; i-- > 0;) {
    b[i] /= a[i * n + i];
    for (std::size_t j = 0; j < i; ++j) b[j] -= a[i * n + j] * b[i];
  }
  return true;
}

}  // namespace gradarium::ml
