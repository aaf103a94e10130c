// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/linear/ridge.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/ml/dot.h"
#include "core/ml/linear/householder_qr.h"

namespace gradarium::ml {

RidgeFamily::RidgeFamily(const Samples& x, std::span<const double> y) : means_(x.columns()) {
  x.requireFinite("Ridge regression");
  const std::size_t n = x.rows(), d = x.columns();
  if (y.size() != n) throw base::BadCall("ridge regression needs as many y as there are samples");
  Samples::borrowed(y, 1).requireFinite("Ridge regression");
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < d; ++j) means_[j] += x.row(i)[j] / static_cast<double>(n);
  for (const double value : y) mean_ += value / static_cast<double>(n);
  std::vector<double> columns(n * d), centred(y.begin(), y.end());
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < d; ++j) columns[j * n + i] = x.row(i)[j] - means_[j];
  for (double& value : centred) value -= mean_;

  // Many samples first shrink to the d x d triangle R, which has the same singular values.
  if (n <= d) {
    svd_ = jacobiSvd(std::move(columns), n);
  } else {
    const HouseholderQr qr(std::move(columns), n);
    std::vector<double> triangle(d * d, 0.0);
    for (std::size_t j = 0; j < d; ++j)
      for (std::size_t i = 0; i <= j; ++i) triangle[qr.order()[j] * d + i] = qr.r(i, j);
    qr.applyTransposed(centred);
    centred.resize(d);
    svd_ = jacobiSvd(std::move(triangle), d);
  }
  const std::size_t side = centred.size();
  for (std::size_t k = 0; k < svd_.values.size(); ++k)
    along_.push_back(dot(svd_.left.data() + k * side, centred.data(), side));
}

std::vector<double> RidgeFamily::coefficients(double lambda) const {
  if (!(lambda >= 0)) throw base::BadCall("a ridge penalty is 0 or more");
  const std::size_t d = means_.size();
  std::vector<double> result(d, 0.0);
  for (std::size_t k = 0; k < along_.size(); ++k) {
    const double s = svd_.values[k], length = along_[k] * s / (s * s + lambda);
    for (std::size_t j = 0; j < d; ++j) result[j] += length * svd_.right[k * d + j];
  }
  return result;
}

double RidgeFamily::intercept(std::span<const double> coefficients) const {
  return mean_ - dot(coefficients.data(), means_.data(), means_.size());
}

double RidgeFamily::degreesOfFreedom(double lambda) const {
  double sum = 0;
  for (const double s : svd_.values) sum += s * s / (s * s + lambda);
  return sum;
}

}  // namespace gradarium::ml
