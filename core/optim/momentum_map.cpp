// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/momentum_map.h"

#include <cmath>
#include <limits>

namespace gradarium::optim {
namespace {

struct Polynomial {  // z² - trace z + determinant
  double trace, determinant;
  double discriminant() const { return trace * trace - 4 * determinant; }
};

Polynomial polynomialOf(Momentum kind, double rate, double momentum, double curvature) {
  const double kept = 1 - rate * curvature;
  return kind == Momentum::HeavyBall ? Polynomial{kept + momentum, momentum}
                                     : Polynomial{(1 + momentum) * kept, momentum * kept};
}

}  // namespace

std::array<double, 4> iterationMatrix(Momentum kind, double rate, double momentum, double curvature) {
  const double a = rate * curvature;
  if (kind == Momentum::HeavyBall) return {1 - a, -rate * momentum, curvature, momentum};
  return {1 - a * (1 + momentum), -rate * momentum * momentum, curvature, momentum};
}

double spectralRadius(Momentum kind, double rate, double momentum, double curvature) {
  const Polynomial p = polynomialOf(kind, rate, momentum, curvature);
  const double discriminant = p.discriminant();
  if (discriminant < 0) return std::sqrt(p.determinant);
  return (std::abs(p.trace) + std::sqrt(discriminant)) / 2;
}

bool oscillates(Momentum kind, double rate, double momentum, double curvature) {
  return polynomialOf(kind, rate, momentum, curvature).discriminant() < 0;
}

double divergingRate(Momentum kind, double momentum, double curvature) {
  if (!(curvature > 0)) return 0;
  // An eigenvalue leaves through -1: 1 + trace + determinant = 0.
  if (kind == Momentum::HeavyBall) return 2 * (1 + momentum) / curvature;
  return 2 * (1 + momentum) / (1 + 2 * momentum) / curvature;
}

double stationaryVariance(Momentum kind, double rate, double momentum, double curvature, double noise) {
  if (noise == 0) return 0;
  if (!(spectralRadius(kind, rate, momentum, curvature) < 1) || rate == 0)
    return std::numeric_limits<double>::infinity();
  // P = M P Mᵀ + s² b bᵀ, where b is how the noise of one gradient enters (w, v). Written out for the three
  // numbers of the symmetric P and solved by Cramer's rule.
  const auto [a, b, c, d] = iterationMatrix(kind, rate, momentum, curvature);
  const double bw = kind == Momentum::HeavyBall ? -rate : -rate * (1 + momentum), bv = 1, s = noise * noise;
  const double m[3][3] = {
      {1 - a * a, -2 * a * b, -b * b}, {-a * c, 1 - a * d - b * c, -b * d}, {-c * c, -2 * c * d, 1 - d * d}};
  const double r[3] = {s * bw * bw, s * bw * bv, s * bv * bv};
  const auto determinant = [](const double(&q)[3][3]) {
    return q[0][0] * (q[1][1] * q[2][2] - q[1][2] * q[2][1]) -
           q[0][1] * (q[1][0] * q[2][2] - q[1][2] * q[2][0]) +
           q[0][2] * (q[1][0] * q[2][1] - q[1][1] * q[2][0]);
  };
  const double top[3][3] = {{r[0], m[0][1], m[0][2]}, {r[1], m[1][1], m[1][2]}, {r[2], m[2][1], m[2][2]}};
  return determinant(top) / determinant(m);
}

Tuning fastestHeavyBall(double least, double most) {
  const double low = std::sqrt(least), high = std::sqrt(most);
  const double beta = (high - low) / (high + low);
  return {4 / ((high + low) * (high + low)), beta * beta};
}

}  // namespace gradarium::optim
