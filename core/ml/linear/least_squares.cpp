// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/linear/least_squares.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/error.h"
#include "core/ml/dot.h"
#include "core/ml/features/scaling.h"
#include "core/ml/linear/householder_qr.h"

namespace gradarium::ml {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Scaled columns, one after the other.
std::vector<double> byColumns(const Samples& x, const Scaling& scaling) {
  const std::size_t n = x.rows(), d = x.columns();
  std::vector<double> columns(n * d);
  for (std::size_t j = 0; j < d; ++j)
    for (std::size_t i = 0; i < n; ++i)
      columns[j * n + i] = (x.row(i)[j] - scaling.means[j]) / scaling.deviations[j];
  return columns;
}

void judgeSamples(LinearFit& fit) {
  const std::size_t n = fit.residuals.size();
  const double variance = fit.residualSquares / static_cast<double>(fit.degreesOfFreedom);
  fit.cooks.assign(n, none);
  if (fit.degreesOfFreedom == 0 || !(variance > 0)) return;
  for (std::size_t i = 0; i < n; ++i) {
    const double h = fit.leverages[i], rest = 1 - h;
    if (rest > 1e-10)
      fit.cooks[i] =
          fit.residuals[i] * fit.residuals[i] * h / (static_cast<double>(fit.rank) * variance * rest * rest);
  }
}

}  // namespace

double LinearFit::rSquared() const { return totalSquares > 0 ? 1 - residualSquares / totalSquares : none; }

double LinearFit::residualError() const {
  return degreesOfFreedom > 0 ? std::sqrt(residualSquares / static_cast<double>(degreesOfFreedom)) : none;
}

double LinearFit::standardError(std::size_t coefficient) const {
  return std::sqrt(covariance[coefficient * (coefficients.size() + 1)]);
}

double LinearFit::predict(std::span<const double> row) const {
  return coefficients[0] + dot(coefficients.data() + 1, row.data(), row.size());
}

LinearFit leastSquares(const Samples& x, std::span<const double> y) {
  x.requireFinite("Least squares");
  const std::size_t n = x.rows(), d = x.columns(), p = d + 1;
  if (y.size() != n) throw base::BadCall("least squares needs as many y as there are samples");
  Samples::borrowed(y, 1).requireFinite("Least squares");
  // Centring takes the intercept out of the problem: what is left is far better conditioned.
  const Scaling scaling = standardScaling(x);
  double mean = 0;
  for (const double value : y) mean += value;
  mean /= static_cast<double>(n);
  std::vector<double> centred(y.begin(), y.end());
  for (double& value : centred) value -= mean;

  const HouseholderQr qr(byColumns(x, scaling), n);
  LinearFit fit;
  const std::vector<double> slopes = d > 0 ? qr.solve(centred) : std::vector<double>{};
  fit.coefficients = scaling.unscaled(mean, slopes);
  fit.rank = 1 + qr.rank();
  fit.degreesOfFreedom = n > fit.rank ? n - fit.rank : 0;
  fit.leverages = qr.leverages();
  for (double& h : fit.leverages) h = std::min(1.0, h + 1 / static_cast<double>(n));

  for (std::size_t i = 0; i < n; ++i) {
    double above = 0;  // of the mean
    for (std::size_t j = 0; j < d; ++j)
      above += slopes[j] * (x.row(i)[j] - scaling.means[j]) / scaling.deviations[j];
    fit.fitted.push_back(mean + above);
    fit.residuals.push_back(centred[i] - above);
    fit.residualSquares += fit.residuals[i] * fit.residuals[i];
    fit.totalSquares += centred[i] * centred[i];
  }
  if (fit.residualSquares < 1e-28 * fit.totalSquares) fit.residualSquares = 0;  // rounding alone
  judgeSamples(fit);

  const double variance = fit.degreesOfFreedom > 0 ? fit.residualError() * fit.residualError() : none;
  const std::vector<double> inverse = qr.inverseGram();
  fit.covariance.assign(p * p, 0);
  double atZero = 1 / static_cast<double>(n);  // of the intercept, where all x are 0
  for (std::size_t i = 0; i < d; ++i)
    for (std::size_t j = 0; j < d; ++j) {
      const double entry = inverse[i * d + j] / (scaling.deviations[i] * scaling.deviations[j]);
      fit.covariance[(i + 1) * p + j + 1] = variance * entry;
      fit.covariance[i + 1] -= variance * entry * scaling.means[j];
      atZero += entry * scaling.means[i] * scaling.means[j];
    }
  for (std::size_t i = 1; i < p; ++i) fit.covariance[i * p] = fit.covariance[i];
  fit.covariance[0] = variance * atZero;
  return fit;
}

std::vector<double> varianceInflation(const Samples& x) {
  x.requireFinite("Variance inflation");
  const std::size_t n = x.rows(), d = x.columns();
  const HouseholderQr qr(byColumns(x, standardScaling(x)), n);
  std::vector<double> result(d, std::numeric_limits<double>::infinity());
  if (qr.rank() < d && d > 1) {
    // Only the columns that are no mixture of others have a finite one: ask each for itself.
    for (std::size_t j = 0; j < d; ++j) {
      std::vector<double> others, own(n);
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < d; ++k)
          if (k == j)
            own[i] = x.row(i)[k];
          else
            others.push_back(x.row(i)[k]);
      const LinearFit fit = leastSquares(Samples(std::move(others), d - 1), own);
      const double free = 1 - fit.rSquared();
      if (free > 1e-12) result[j] = 1 / free;
    }
    return result;
  }
  if (qr.rank() < d) return result;
  const std::vector<double> inverse = qr.inverseGram();
  for (std::size_t j = 0; j < d; ++j) result[j] = inverse[j * (d + 1)] * static_cast<double>(n);
  return result;
}

std::vector<std::array<double, 2>> confidenceEllipse(const LinearFit& fit, std::size_t first,
                                                     std::size_t second, double level, std::size_t corners) {
  const std::size_t p = fit.coefficients.size();
  if (first >= p || second >= p || !(level > 0 && level < 1)) throw base::BadCall("there is no such region");
  if (fit.degreesOfFreedom == 0) return {};
  const double a = fit.covariance[first * (p + 1)], b = fit.covariance[first * p + second],
               c = fit.covariance[second * (p + 1)];
  if (!(a > 0) || !(c > 0)) return {};
  // The F distribution with two degrees above has a closed form.
  const double degrees = static_cast<double>(fit.degreesOfFreedom);
  const double quantile = degrees / 2 * (std::pow(1 - level, -2 / degrees) - 1);
  const double radius = std::sqrt(2 * quantile), across = std::sqrt(a), lower = b / across,
               up = std::sqrt(std::max(0.0, c - lower * lower));
  std::vector<std::array<double, 2>> border;
  for (std::size_t k = 0; k < corners; ++k) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(corners);
    const double u = radius * std::cos(angle), v = radius * std::sin(angle);
    border.push_back({fit.coefficients[first] + across * u, fit.coefficients[second] + lower * u + up * v});
  }
  return border;
}

}  // namespace gradarium::ml
