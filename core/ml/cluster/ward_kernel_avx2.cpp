// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/ward_kernel_body.h"

#if defined(__AVX2__)

#include <immintrin.h>

namespace gradarium::ml::detail {

namespace {

struct Doubles {
  using Signs = __m256d;
  static constexpr std::size_t width = 4;
  __m256d v;

  static Doubles load(const double* p) { return {_mm256_loadu_pd(p)}; }
  static Doubles all(double x) { return {_mm256_set1_pd(x)}; }
  static Doubles add(Doubles a, Doubles b) { return {_mm256_add_pd(a.v, b.v)}; }
  static Doubles subtract(Doubles a, Doubles b) { return {_mm256_sub_pd(a.v, b.v)}; }
  static Doubles multiply(Doubles a, Doubles b) { return {_mm256_mul_pd(a.v, b.v)}; }
  static Doubles multiplyAdd(Doubles a, Doubles b, Doubles c) { return {_mm256_fmadd_pd(a.v, b.v, c.v)}; }
  static Signs none() { return _mm256_setzero_pd(); }
  static Signs orLess(Signs signs, Doubles a, Doubles b) {
    return _mm256_or_pd(signs, _mm256_cmp_pd(a.v, b.v, _CMP_LT_OQ));
  }
  static bool any(Signs signs) { return _mm256_movemask_pd(signs) != 0; }
  static void store(double* p, Doubles a) { _mm256_storeu_pd(p, a.v); }
};

}  // namespace

WardKernel wardAvx2() noexcept { return wardSquares<Doubles>; }

}  // namespace gradarium::ml::detail

#else

gradarium::ml::detail::WardKernel gradarium::ml::detail::wardAvx2() noexcept { return nullptr; }

#endif
