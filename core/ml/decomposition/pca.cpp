// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/decomposition/pca.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "core/base/parallel.h"
#include "core/ml/dot.h"

namespace gradarium::ml {
namespace {

/// All products of `count` rows of `length` numbers with each other.
Eigen::MatrixXd products(const std::vector<double>& rows, std::size_t count, std::size_t length) {
  const auto n = static_cast<Eigen::Index>(count);
  Eigen::MatrixXd result(n, n);
  base::parallelFor(count, 8, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t j = 0; j <= i; ++j)
        result(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) =
            dot(rows.data() + i * length, rows.data() + j * length, length);
  });
  return result;  // the solver reads the lower half
}

void pointForwards(std::span<double> axis) {
  double largest = 0;
  for (const double entry : axis) largest = std::max(largest, std::abs(entry));
  // Entries that rounding alone sets apart count as equal.
  const auto first =
      std::ranges::find_if(axis, [&](double entry) { return std::abs(entry) >= largest * (1 - 1e-9); });
  if (first != axis.end() && *first < 0)
    for (double& entry : axis) entry = -entry;
}

}  // namespace

double PrincipalComponents::project(std::span<const double> row, std::size_t component) const noexcept {
  const double* along = axes.data() + component * mean.size();
  double sum = 0;
  for (std::size_t i = 0; i < mean.size(); ++i) sum += (row[i] - mean[i]) * along[i];
  return sum;
}

PrincipalComponents principalComponents(const Samples& samples, std::size_t most) {
  samples.requireFinite("PCA");
  const std::size_t n = samples.rows(), d = samples.columns();
  PrincipalComponents result;
  result.mean.resize(d);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < d; ++j) result.mean[j] += samples.row(i)[j];
  for (double& mean : result.mean) mean /= static_cast<double>(n);

  // Centred, and so laid out that what is multiplied lies side by side.
  const bool wide = n < d;
  std::vector<double> centred(n * d);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < d; ++j)
      centred[wide ? i * d + j : j * n + i] = samples.row(i)[j] - result.mean[j];
  const std::size_t side = wide ? n : d;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solved(products(centred, side, wide ? d : n));
  const double degrees = std::max(1.0, static_cast<double>(n) - 1);
  result.total = std::max(0.0, solved.eigenvalues().sum()) / degrees;

  for (std::size_t c = 0; c < std::min(most, side); ++c) {
    const auto at = static_cast<Eigen::Index>(side - 1 - c);  // the solver's order rises
    const double variance = solved.eigenvalues()[at] / degrees;
    if (!(variance > 1e-14 * result.total)) break;
    const auto vector = solved.eigenvectors().col(at);
    std::vector<double> axis(d, 0.0);
    for (std::size_t i = 0; i < side; ++i) {
      const double entry = vector[static_cast<Eigen::Index>(i)];
      if (!wide) axis[i] = entry;
      for (std::size_t j = 0; wide && j < d; ++j) axis[j] += entry * centred[i * d + j];
    }
    const double length = std::sqrt(dot(axis.data(), axis.data(), d));
    for (double& entry : axis) entry /= length;
    pointForwards(axis);
    result.axes.insert(result.axes.end(), axis.begin(), axis.end());
    result.variances.push_back(variance);
  }
  return result;
}

}  // namespace gradarium::ml
