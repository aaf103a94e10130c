// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/ward_kernel_body.h"

#if defined(__AVX512F__)

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // GCC 12's own header
#endif
#include <immintrin.h>

namespace gradarium::ml::detail {

namespace {

struct Doubles {
  using Signs = __mmask8;
  static constexpr std::size_t width = 8;
  __m512d v;

  static Doubles load(const double* p) { return {_mm512_loadu_pd(p)}; }
  static Doubles all(double x) { return {_mm512_set1_pd(x)}; }
  static Doubles add(Doubles a, Doubles b) { return {_mm512_add_pd(a.v, b.v)}; }
  static Doubles subtract(Doubles a, Doubles b) { return {_mm512_sub_pd(a.v, b.v)}; }
  static Doubles multiply(Doubles a, Doubles b) { return {_mm512_mul_pd(a.v, b.v)}; }
  static Doubles multiplyAdd(Doubles a, Doubles b, Doubles c) { return {_mm512_fmadd_pd(a.v, b.v, c.v)}; }
  static Signs none() { return 0; }
  static Signs orLess(Signs signs, Doubles a, Doubles b) {
    return static_cast<Signs>(signs | _mm512_cmp_pd_mask(a.v, b.v, _CMP_LT_OQ));
  }
  static bool any(Signs signs) { return signs != 0; }
  static void store(double* p, Doubles a) { _mm512_storeu_pd(p, a.v); }
};

}  // namespace

WardKernel wardAvx512() noexcept { return wardSquares<Doubles>; }

}  // namespace gradarium::ml::detail

#else

gradarium::ml::detail::WardKernel gradarium::ml::detail::wardAvx512() noexcept { return nullptr; }

#endif
