// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "core/optim/method.h"
#include "core/tensor/kernels/kernels.h"

/// The update of each method, one plain loop. Inside core/optim only.
///
/// A rule has begin(settings, step, carry), which works out what all coordinates share; run(n, w, g, a, b,
/// rate, decay), which moves n weights with their gradients and up to two memories; and factor(rate, a, b),
/// the number before the gradient of a coordinate with these memories.
namespace gradarium::optim::rules {

template <class T>
struct GradientDescent {
  void begin(const Settings&, std::uint64_t, double&) {}
  void run(std::size_t n, T* __restrict w, const T* __restrict g, T*, T*, double rate, double decay) const {
    const T eta = T(rate), lambda = T(decay);
    for (std::size_t i = 0; i < n; ++i) w[i] -= eta * (g[i] + lambda * w[i]);
  }
  double factor(double rate, double, double) const { return rate; }
};

/// v <- βv + g; w <- w - ηv.
template <class T>
struct HeavyBall {
  T beta{};
  void begin(const Settings& s, std::uint64_t, double&) { beta = T(s.momentum); }
  void run(std::size_t n, T* __restrict w, const T* __restrict g, T* __restrict a, T*, double rate,
           double decay) const {
    const T eta = T(rate), lambda = T(decay);
    for (std::size_t i = 0; i < n; ++i) {
      a[i] = beta * a[i] + (g[i] + lambda * w[i]);
      w[i] -= eta * a[i];
    }
  }
  double factor(double rate, double, double) const { return rate; }
};

/// v <- βv + g; w <- w - η(g + βv): the gradient where the velocity is about to carry us, to first order.
template <class T>
struct Nesterov {
  T beta{};
  void begin(const Settings& s, std::uint64_t, double&) { beta = T(s.momentum); }
  void run(std::size_t n, T* __restrict w, const T* __restrict g, T* __restrict a, T*, double rate,
           double decay) const {
    const T eta = T(rate), lambda = T(decay);
    for (std::size_t i = 0; i < n; ++i) {
      const T h = g[i] + lambda * w[i];
      a[i] = beta * a[i] + h;
      w[i] -= eta * (h + beta * a[i]);
    }
  }
  double factor(double rate, double, double) const { return rate; }
};

/// G <- G + g²; w <- w - ηg / (√G + ε).
template <class T>
struct AdaGrad {
  T epsilon{};
  void begin(const Settings& s, std::uint64_t, double&) { epsilon = T(s.epsilon); }
  void run(std::size_t n, T* __restrict w, const T* __restrict g, T* __restrict a, T*, double rate,
           double decay) const {
    const T eta = T(rate), lambda = T(decay);
    for (std::size_t i = 0; i < n; ++i) {
      const T h = g[i] + lambda * w[i];
      a[i] += h * h;
      w[i] -= eta * h / (std::sqrt(a[i]) + epsilon);
    }
  }
  double factor(double rate, double a, double) const { return rate / (std::sqrt(a) + double(epsilon)); }
};

/// s <- ρs + (1-ρ)g²; d = g √(u + ε) / √(s + ε); u <- ρu + (1-ρ)d²; w <- w - ηd. The numerator gives d the
/// unit of w.
template <class T>
struct AdaDelta {
  T rho{}, epsilon{};
  void begin(const Settings& s, std::uint64_t, double&) {
    rho = T(s.rho);
    epsilon = T(s.epsilon);
  }
  void run(std::size_t n, T* __restrict w, const T* __restrict g, T* __restrict a, T* __restrict b,
           double rate, double decay) const {
    const T eta = T(rate), lambda = T(decay), rest = T(1) - rho;
    for (std::size_t i = 0; i < n; ++i) {
      const T h = g[i] + lambda * w[i];
      a[i] = rho * a[i] + rest * h * h;
      const T d = std::sqrt(b[i] + epsilon) / std::sqrt(a[i] + epsilon) * h;
      b[i] = rho * b[i] + rest * d * d;
      w[i] -= eta * d;
    }
  }
  double factor(double rate, double a, double b) const {
    return rate * std::sqrt(b + double(epsilon)) / std::sqrt(a + double(epsilon));
  }
};

/// s <- ρs + (1-ρ)g²; w <- w - ηg / (√s + ε).
template <class T>
struct RmsProp {
  T rho{}, epsilon{};
  void begin(const Settings& s, std::uint64_t, double&) {
    rho = T(s.rho);
    epsilon = T(s.epsilon);
  }
  void run(std::size_t n, T* __restrict w, const T* __restrict g, T* __restrict a, T*, double rate,
           double decay) const {
    const T eta = T(rate), lambda = T(decay), rest = T(1) - rho;
    for (std::size_t i = 0; i < n; ++i) {
      const T h = g[i] + lambda * w[i];
      a[i] = rho * a[i] + rest * h * h;
      w[i] -= eta * h / (std::sqrt(a[i]) + epsilon);
    }
  }
  double factor(double rate, double a, double) const { return rate / (std::sqrt(a) + double(epsilon)); }
};

/// m and v average g and g²; w <- w - η (m / (1-β1^t)) / (√(v / (1-β2^t)) + ε). Decoupled (AdamW), the decay
/// shrinks w by ηλ and never meets v; otherwise it is part of g.
template <class T, bool decoupled>
struct Adam {
  T beta1{}, beta2{}, epsilon{};
  double first = 1, second = 1;  // 1 - β1^t, √(1 - β2^t)
  void begin(const Settings& s, std::uint64_t step, double&) {
    beta1 = T(s.beta1);
    beta2 = T(s.beta2);
    epsilon = T(s.epsilon);
    first = s.biasCorrection ? 1 - std::pow(s.beta1, double(step)) : 1;
    second = s.biasCorrection ? std::sqrt(1 - std::pow(s.beta2, double(step))) : 1;
  }
  void run(std::size_t n, T* __restrict w, const T* __restrict g, T* __restrict a, T* __restrict b,
           double rate, double decay) const {
    if constexpr (decoupled && std::is_same_v<T, float>) {  // what language models are trained by: one fused pass
      const tensor::detail::AdamWStep step{.rate = float(rate),
                                           .beta1 = beta1,
                                           .beta2 = beta2,
                                           .epsilon = epsilon,
                                           .decay = float(1 - rate * decay),
                                           .correction1 = float(1 / first),
                                           .correction2 = float(1 / second),
                                           .scale = 1};
      tensor::detail::kernels().adamw(step, g, a, b, w, n);
      return;
    }
    const T size = T(rate / first), root = T(second), lambda = T(decay), keep = T(1 - rate * decay);
    const T rest1 = T(1) - beta1, rest2 = T(1) - beta2;
    for (std::size_t i = 0; i < n; ++i) {
      T u = w[i], h = g[i];
      if constexpr (decoupled)
        u *= keep;
      else
        h += lambda * u;
      a[i] = beta1 * a[i] + rest1 * h;
      b[i] = beta2 * b[i] + rest2 * h * h;
      w[i] = u - size * a[i] / (std::sqrt(b[i]) / root + epsilon);
    }
  }
  double factor(double rate, double, double b) const {
    return rate / first / (std::sqrt(b) / second + double(epsilon));
  }
};

/// Adam whose averaged gradient looks one step ahead; β1 itself is warmed up (Dozat's schedule, decay 0.004).
template <class T>
struct NAdam {
  T beta1{}, beta2{}, epsilon{};
  double now = 0, ahead = 0, second = 1;  // weights of g and of m, √(1 - β2^t)
  void begin(const Settings& s, std::uint64_t step, double& product) {
    beta1 = T(s.beta1);
    beta2 = T(s.beta2);
    epsilon = T(s.epsilon);
    const auto warmed = [&](double t) { return s.beta1 * (1 - 0.5 * std::pow(0.96, t * 0.004)); };
    const double mu = warmed(double(step)), next = warmed(double(step) + 1);
    product *= mu;
    now = (1 - mu) / (1 - product);
    ahead = next / (1 - product * next);
    second = std::sqrt(1 - std::pow(s.beta2, double(step)));
  }
  void run(std::size_t n, T* __restrict w, const T* __restrict g, T* __restrict a, T* __restrict b,
           double rate, double decay) const {
    const T ofG = T(rate * now), ofM = T(rate * ahead), root = T(second), lambda = T(decay);
    const T rest1 = T(1) - beta1, rest2 = T(1) - beta2;
    for (std::size_t i = 0; i < n; ++i) {
      const T h = g[i] + lambda * w[i];
      a[i] = beta1 * a[i] + rest1 * h;
      b[i] = beta2 * b[i] + rest2 * h * h;
      w[i] -= (ofG * h + ofM * a[i]) / (std::sqrt(b[i]) / root + epsilon);
    }
  }
  double factor(double rate, double, double b) const {
    return rate / (std::sqrt(b) / second + double(epsilon));
  }
};

/// w <- w(1-ηλ) - η sign(β1 m + (1-β1) g); m <- β2 m + (1-β2) g. Every coordinate moves by η.
template <class T>
struct Lion {
  T beta1{}, beta2{};
  void begin(const Settings& s, std::uint64_t, double&) {
    beta1 = T(s.beta1);
    beta2 = T(s.beta2);
  }
  void run(std::size_t n, T* __restrict w, const T* __restrict g, T* __restrict a, T*, double rate,
           double decay) const {
    const T eta = T(rate), keep = T(1 - rate * decay), rest1 = T(1) - beta1, rest2 = T(1) - beta2;
    for (std::size_t i = 0; i < n; ++i) {
      const T way = beta1 * a[i] + rest1 * g[i];
      w[i] = keep * w[i] - eta * T((way > 0) - (way < 0));
      a[i] = beta2 * a[i] + rest2 * g[i];
    }
  }
  double factor(double rate, double, double) const { return rate; }
};

}  // namespace gradarium::optim::rules
