// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// exp, tanh and the normal distribution over the vector V of the file that includes this. The polynomials are
// least-squares fits in double precision, reweighted towards the smallest largest error.

#ifndef GRADARIUM_KERNEL_VECTOR
#include "core/tensor/kernels/simd_plain.h"  // for whoever compiles this header alone
#endif

#include <limits>

#if defined(__GNUC__) && !defined(__clang__)
#define GRADARIUM_UNROLL _Pragma("GCC unroll 16")
#elif defined(__clang__)
#define GRADARIUM_UNROLL _Pragma("clang loop unroll(full)")
#else
#define GRADARIUM_UNROLL
#endif

namespace gradarium::tensor::detail {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

/// e^x, relative error below 1.2e-7 (1 ulp); 0 below -86.6, infinity above 88.72.
inline V exponential(V x) {
  const V n = V::nearest(V::min(V::all(128.0F), V::max(V::all(-125.0F), x * V::all(1.44269504F))));
  V r = V::multiplyAdd(n, V::all(-0.693145752F), x);  // ln 2 in two parts: the first is exact times any n
  r = V::multiplyAdd(n, V::all(-1.42860677e-06F), r);
  V p = V::all(0.00139426324F);
  p = V::multiplyAdd(p, r, V::all(0.00836640969F));
  p = V::multiplyAdd(p, r, V::all(0.0416663177F));
  p = V::multiplyAdd(p, r, V::all(0.166665405F));
  p = V::multiplyAdd(p, r, V::all(0.5F));
  p = V::multiplyAdd(p * r, r, r) + V::all(1.0F);
  const V y = V::timesPowerOfTwo(p, n);
  const V high = V::whereLess(V::all(88.7228394F), x, V::all(infinity), y);
  return V::whereLess(x, V::all(-86.6F), V::all(0.0F), high);
}

inline V logistic(V x) { return V::all(1.0F) / (V::all(1.0F) + exponential(V::all(0.0F) - x)); }

/// tanh x, relative error below 3e-7.
inline V hyperbolicTangent(V x) {
  const V a = V::abs(x), z = x * x;
  V p = V::all(-0.00562460721F);
  p = V::multiplyAdd(p, z, V::all(0.020573223F));
  p = V::multiplyAdd(p, z, V::all(-0.0537215658F));
  p = V::multiplyAdd(p, z, V::all(0.133312508F));
  p = V::multiplyAdd(p, z, V::all(-0.333332747F));
  const V small = V::multiplyAdd(p * z, x, x);
  const V large = V::all(1.0F) - V::all(2.0F) / (exponential(a + a) + V::all(1.0F));
  return V::whereLess(a, V::all(0.625F), small, V::signOf(large, x));
}

/// The normal distribution function and its density (times sqrt(2 pi)). The function is half of
/// erfcx(a) exp(-a^2) with a = |x| / sqrt 2, erfcx a polynomial in 1 / (1 + a/2); relative error below 6e-7
/// on the left, where 1 + erf would lose every digit.
inline void normal(V x, V& probability, V& density) {
  const V a = V::abs(x) * V::all(0.707106781F);
  const V u = V::all(1.0F) / V::multiplyAdd(a, V::all(0.5F), V::all(1.0F));
  V p = V::all(-0.0593622290F);
  p = V::multiplyAdd(p, u, V::all(0.286006927F));
  p = V::multiplyAdd(p, u, V::all(-0.490166634F));
  p = V::multiplyAdd(p, u, V::all(0.281462163F));
  p = V::multiplyAdd(p, u, V::all(-0.0289640892F));
  p = V::multiplyAdd(p, u, V::all(0.203675568F));
  p = V::multiplyAdd(p, u, V::all(0.242854252F));
  p = V::multiplyAdd(p, u, V::all(0.282409519F));
  p = V::multiplyAdd(p, u, V::all(0.282084465F));
  density = exponential(V::all(-0.5F) * x * x);
  const V tail = V::all(0.5F) * p * u * density;
  probability = V::whereLess(x, V::all(0.0F), tail, V::all(1.0F) - tail);
}

constexpr float inverseRootTwoPi = 0.398942280F;
constexpr float geluInner = 0.797884561F;  // sqrt(2 / pi)
constexpr float geluCubic = 0.044715F;

// Each function of one variable: its value, and its slope where value and argument are at hand.
struct ReluF {
  static V value(V x) { return V::whereLess(V::all(0.0F), x, x, x * V::all(0.0F)); }  // not a number stays so
  static V slope(V x, V) { return V::whereLess(V::all(0.0F), x, V::all(1.0F), V::all(0.0F)); }
};
struct GeluF {
  static V value(V x) {
    V p, d;
    normal(x, p, d);
    return x * p;
  }
  static V slope(V x, V) {
    V p, d;
    normal(x, p, d);
    return V::multiplyAdd(x * d, V::all(inverseRootTwoPi), p);
  }
};
struct GeluTanhF {
  static V inner(V x) { return V::all(geluInner) * V::multiplyAdd(V::all(geluCubic) * x * x, x, x); }
  // x (1 + tanh) / 2 = x / (1 + exp(-2 inner)), without the loss of digits on the left
  static V value(V x) { return x * logistic(V::all(2.0F) * inner(x)); }
  static V slope(V x, V) {
    const V s = logistic(V::all(2.0F) * inner(x));
    const V growth = V::all(2.0F * geluInner) * V::multiplyAdd(V::all(3.0F * geluCubic) * x, x, V::all(1.0F));
    return V::multiplyAdd(x * growth * s, V::all(1.0F) - s, s);
  }
};
struct SiluF {
  static V value(V x) { return x * logistic(x); }
  static V slope(V x, V) {
    const V s = logistic(x);
    return V::multiplyAdd(x * s, V::all(1.0F) - s, s);
  }
};
struct TanhF {
  static V value(V x) { return hyperbolicTangent(x); }
  static V slope(V, V y) { return V::all(1.0F) - y * y; }
};
struct SigmoidF {
  static V value(V x) { return logistic(x); }
  static V slope(V, V y) { return y * (V::all(1.0F) - y); }
};
struct ExpF {
  static V value(V x) { return exponential(x); }
  static V slope(V, V y) { return y; }
};

}  // namespace
}  // namespace gradarium::tensor::detail
