// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/nearest_kernel_body.h"

#if defined(__AVX2__)

#include <immintrin.h>

namespace gradarium::ml::detail {

namespace {

struct Floats {
  using Index = __m256i;
  static constexpr std::size_t width = 8;
  static constexpr int passes = 2;  // 4 centres x 2 vectors at a time: 8 of 16 registers hold sums
  __m256 v;

  static Floats load(const float* p) { return {_mm256_loadu_ps(p)}; }
  static Floats all(float x) { return {_mm256_set1_ps(x)}; }
  static Floats infinity() { return all(__builtin_inff()); }
  static Floats multiplyAdd(Floats a, Floats b, Floats c) { return {_mm256_fmadd_ps(a.v, b.v, c.v)}; }
  static Floats subtract(Floats a, Floats b) { return {_mm256_sub_ps(a.v, b.v)}; }
  static Floats min(Floats a, Floats b) { return {_mm256_min_ps(a.v, b.v)}; }
  static Floats max(Floats a, Floats b) { return {_mm256_max_ps(a.v, b.v)}; }
  static Index indices(int i) { return _mm256_set1_epi32(i); }
  static Index whereLess(Floats a, Floats b, Index yes, Index no) {
    return _mm256_blendv_epi8(no, yes, _mm256_castps_si256(_mm256_cmp_ps(a.v, b.v, _CMP_LT_OQ)));
  }
  static void store(int* p, Index i) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), i); }
  static void store(float* p, Floats a) { _mm256_storeu_ps(p, a.v); }
};

struct Doubles {
  static constexpr std::size_t width = 4;
  static void addTo(double* sum, const double* x) {
    _mm256_storeu_pd(sum, _mm256_add_pd(_mm256_loadu_pd(sum), _mm256_loadu_pd(x)));
  }
};

constexpr NearestKernel kernel{nearest<Floats, 2>, accumulate<Doubles>};

}  // namespace

const NearestKernel* nearestAvx2() noexcept { return &kernel; }

}  // namespace gradarium::ml::detail

#else

const gradarium::ml::detail::NearestKernel* gradarium::ml::detail::nearestAvx2() noexcept { return nullptr; }

#endif
