// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>

namespace gradarium::optim {

/// A number that depends on x and y, with its first and second derivatives: what forward-mode automatic
/// differentiation carries along (Wengert 1964). Written like a number, it gives the exact gradient and
/// Hessian of whatever is computed from it.
struct Jet {
  double value = 0;
  double x = 0, y = 0;            // gradient
  double xx = 0, xy = 0, yy = 0;  // Hessian

  Jet() = default;
  Jet(double constant) : value(constant) {}  // NOLINT: a constant is a jet that does not change
  Jet(double v, double dx, double dy, double dxx, double dxy, double dyy)
      : value(v), x(dx), y(dy), xx(dxx), xy(dxy), yy(dyy) {}

  static Jet alongX(double at) { return {at, 1, 0, 0, 0, 0}; }
  static Jet alongY(double at) { return {at, 0, 1, 0, 0, 0}; }
};

/// f(a), where f has these derivatives at a.value.
inline Jet chain(const Jet& a, double f, double d1, double d2) {
  return {f,
          d1 * a.x,
          d1 * a.y,
          d1 * a.xx + d2 * a.x * a.x,
          d1 * a.xy + d2 * a.x * a.y,
          d1 * a.yy + d2 * a.y * a.y};
}

inline Jet operator-(const Jet& a) { return {-a.value, -a.x, -a.y, -a.xx, -a.xy, -a.yy}; }
inline Jet operator+(const Jet& a, const Jet& b) {
  return {a.value + b.value, a.x + b.x, a.y + b.y, a.xx + b.xx, a.xy + b.xy, a.yy + b.yy};
}
inline Jet operator-(const Jet& a, const Jet& b) { return a + -b; }
inline Jet operator*(const Jet& a, const Jet& b) {
  return {a.value * b.value,
          a.x * b.value + a.value * b.x,
          a.y * b.value + a.value * b.y,
          a.xx * b.value + 2 * a.x * b.x + a.value * b.xx,
          a.xy * b.value + a.x * b.y + a.y * b.x + a.value * b.xy,
          a.yy * b.value + 2 * a.y * b.y + a.value * b.yy};
}
inline Jet reciprocal(const Jet& a) {
  const double r = 1 / a.value;
  return chain(a, r, -r * r, 2 * r * r * r);
}
inline Jet operator/(const Jet& a, const Jet& b) {
  Jet quotient = a * reciprocal(b);
  quotient.value = a.value / b.value;  // rounded once, as plain numbers are
  return quotient;
}

inline Jet sin(const Jet& a) { return chain(a, std::sin(a.value), std::cos(a.value), -std::sin(a.value)); }
inline Jet cos(const Jet& a) { return chain(a, std::cos(a.value), -std::sin(a.value), -std::cos(a.value)); }
inline Jet tan(const Jet& a) {
  const double t = std::tan(a.value), d = 1 + t * t;
  return chain(a, t, d, 2 * t * d);
}
inline Jet exp(const Jet& a) {
  const double e = std::exp(a.value);
  return chain(a, e, e, e);
}
inline Jet log(const Jet& a) { return chain(a, std::log(a.value), 1 / a.value, -1 / (a.value * a.value)); }
inline Jet sqrt(const Jet& a) {
  const double s = std::sqrt(a.value);
  return chain(a, s, 0.5 / s, -0.25 / (s * a.value));
}
inline Jet tanh(const Jet& a) {
  const double t = std::tanh(a.value), d = 1 - t * t;
  return chain(a, t, d, -2 * t * d);
}
inline Jet sigmoid(const Jet& a) {
  const double s = 1 / (1 + std::exp(-a.value)), d = s * (1 - s);
  return chain(a, s, d, d * (1 - 2 * s));
}
inline Jet atan(const Jet& a) {
  const double d = 1 / (1 + a.value * a.value);
  return chain(a, std::atan(a.value), d, -2 * a.value * d * d);
}
/// At its corner the derivative is taken as 0.
inline Jet abs(const Jet& a) {
  const double sign = a.value > 0 ? 1 : a.value < 0 ? -1 : 0;
  return chain(a, std::abs(a.value), sign, 0);
}
inline Jet min(const Jet& a, const Jet& b) { return b.value < a.value ? b : a; }
inline Jet max(const Jet& a, const Jet& b) { return b.value > a.value ? b : a; }

/// A constant power; x^0 is 1 everywhere, and so flat.
inline Jet pow(const Jet& a, double p) {
  const double v = a.value;
  return chain(a, std::pow(v, p), p == 0 ? 0 : p * std::pow(v, p - 1),
               p == 0 || p == 1 ? 0 : p * (p - 1) * std::pow(v, p - 2));
}
inline Jet pow(const Jet& a, const Jet& b) {
  const bool constant = b.x == 0 && b.y == 0 && b.xx == 0 && b.xy == 0 && b.yy == 0;
  if (constant) return pow(a, b.value);
  Jet power = exp(b * log(a));
  power.value = std::pow(a.value, b.value);
  return power;
}

}  // namespace gradarium::optim
