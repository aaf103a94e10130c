// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/nearest_kernel_body.h"

#if defined(__AVX512F__)

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // GCC 12's own header
#endif
#include <immintrin.h>

namespace gradarium::ml::detail {

namespace {

struct Floats {
  using Index = __m512i;
  static constexpr std::size_t width = 16;
  static constexpr int passes = 1;  // 8 centres x 2 vectors: 16 of 32 registers hold sums
  __m512 v;

  static Floats load(const float* p) { return {_mm512_loadu_ps(p)}; }
  static Floats all(float x) { return {_mm512_set1_ps(x)}; }
  static Floats infinity() { return all(__builtin_inff()); }
  static Floats multiplyAdd(Floats a, Floats b, Floats c) { return {_mm512_fmadd_ps(a.v, b.v, c.v)}; }
  static Floats subtract(Floats a, Floats b) { return {_mm512_sub_ps(a.v, b.v)}; }
  static Floats min(Floats a, Floats b) { return {_mm512_min_ps(a.v, b.v)}; }
  static Floats max(Floats a, Floats b) { return {_mm512_max_ps(a.v, b.v)}; }
  static Index indices(int i) { return _mm512_set1_epi32(i); }
  static Index whereLess(Floats a, Floats b, Index yes, Index no) {
    return _mm512_mask_blend_epi32(_mm512_cmp_ps_mask(a.v, b.v, _CMP_LT_OQ), no, yes);
  }
  static void store(int* p, Index i) { _mm512_storeu_si512(p, i); }
  static void store(float* p, Floats a) { _mm512_storeu_ps(p, a.v); }
};

struct Doubles {
  static constexpr std::size_t width = 8;
  static void addTo(double* sum, const double* x) {
    _mm512_storeu_pd(sum, _mm512_add_pd(_mm512_loadu_pd(sum), _mm512_loadu_pd(x)));
  }
};

constexpr NearestKernel kernel{nearest<Floats, 2>, accumulate<Doubles>};

}  // namespace

const NearestKernel* nearestAvx512() noexcept { return &kernel; }

}  // namespace gradarium::ml::detail

#else

const gradarium::ml::detail::NearestKernel* gradarium::ml::detail::nearestAvx512() noexcept {
  return nullptr;
}

#endif
