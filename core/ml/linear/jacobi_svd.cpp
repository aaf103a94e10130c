// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/linear/jacobi_svd.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/ml/dot.h"

namespace gradarium::ml {
namespace {

void turn(double* a, double* b, std::size_t n, double c, double s) {
  for (std::size_t i = 0; i < n; ++i) {
    const double x = a[i], y = b[i];
    a[i] = c * x - s * y;
    b[i] = s * x + c * y;
  }
}

}  // namespace

SingularValues jacobiSvd(std::vector<double> columns, std::size_t rows) {
  if (rows == 0 || columns.size() % rows != 0)
    throw base::BadCall("columns must have as many numbers as there are rows");
  const std::size_t d = columns.size() / rows;
  constexpr int mostSweeps = 60;
  constexpr double small = 1e-15;
  std::vector<double> right(d * d, 0.0);
  for (std::size_t j = 0; j < d; ++j) right[j * d + j] = 1;
  bool turned = true;
  for (int sweep = 0; turned && sweep < mostSweeps; ++sweep) {
    turned = false;
    for (std::size_t i = 0; i + 1 < d; ++i)
      for (std::size_t j = i + 1; j < d; ++j) {
        double *a = columns.data() + i * rows, *b = columns.data() + j * rows;
        const double aa = dot(a, a, rows), bb = dot(b, b, rows), ab = dot(a, b, rows);
        if (!(std::abs(ab) > small * std::sqrt(aa * bb)) || ab == 0) continue;
        turned = true;
        const double zeta = (bb - aa) / (2 * ab);
        const double t = (zeta < 0 ? -1.0 : 1.0) / (std::abs(zeta) + std::hypot(1.0, zeta));
        const double c = 1 / std::hypot(1.0, t);
        turn(a, b, rows, c, c * t);
        turn(right.data() + i * d, right.data() + j * d, d, c, c * t);
      }
  }
  std::vector<double> lengths(d);
  for (std::size_t j = 0; j < d; ++j) {
    const double* a = columns.data() + j * rows;
    lengths[j] = std::sqrt(dot(a, a, rows));
  }
  std::vector<std::size_t> order(d);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return lengths[a] > lengths[b]; });
  SingularValues result;
  for (const std::size_t j : order) {
    if (!(lengths[j] > 1e-12 * lengths[order[0]])) break;
    result.values.push_back(lengths[j]);
    for (std::size_t i = 0; i < rows; ++i) result.left.push_back(columns[j * rows + i] / lengths[j]);
    result.right.insert(result.right.end(), right.begin() + static_cast<std::ptrdiff_t>(j * d),
                        right.begin() + static_cast<std::ptrdiff_t>((j + 1) * d));
  }
  return result;
}

}  // namespace gradarium::ml
