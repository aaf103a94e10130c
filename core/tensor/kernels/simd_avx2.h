// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#if defined(__AVX2__)  // else there is nothing to see
#define GRADARIUM_KERNEL_VECTOR

// One AVX register of floats, with AVX2 and FMA; only for kernels_avx2.cpp. In an unnamed namespace, and free
// of the standard library's inline functions: the linker must never take this copy for the whole program.

#include <immintrin.h>

namespace gradarium::tensor::detail {
namespace {

struct V {
  static constexpr int width = 8;
  static constexpr int tileRows = 6;  // 12 of 16 registers hold sums
  __m256 v;

  static __m256i first(int n) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  }
  static V load(const float* p) { return {_mm256_loadu_ps(p)}; }
  static V loadPart(const float* p, int n) { return {_mm256_maskload_ps(p, first(n))}; }
  static V all(float x) { return {_mm256_set1_ps(x)}; }
  void store(float* p) const { _mm256_storeu_ps(p, v); }
  void storePart(float* p, int n) const { _mm256_maskstore_ps(p, first(n), v); }
  /// The first n numbers, and 0 beyond.
  [[nodiscard]] V firstOf(int n) const { return {_mm256_and_ps(_mm256_castsi256_ps(first(n)), v)}; }

  friend V operator+(V a, V b) { return {_mm256_add_ps(a.v, b.v)}; }
  friend V operator-(V a, V b) { return {_mm256_sub_ps(a.v, b.v)}; }
  friend V operator*(V a, V b) { return {_mm256_mul_ps(a.v, b.v)}; }
  friend V operator/(V a, V b) { return {_mm256_div_ps(a.v, b.v)}; }
  static V multiplyAdd(V a, V b, V c) { return {_mm256_fmadd_ps(a.v, b.v, c.v)}; }
  static V sqrt(V a) { return {_mm256_sqrt_ps(a.v)}; }
  static V abs(V a) { return {_mm256_andnot_ps(_mm256_set1_ps(-0.0F), a.v)}; }
  /// The larger; b where either is not a number.
  static V max(V a, V b) { return {_mm256_max_ps(a.v, b.v)}; }
  static V min(V a, V b) { return {_mm256_min_ps(a.v, b.v)}; }
  static V whereLess(V a, V b, V yes, V no) {
    return {_mm256_blendv_ps(no.v, yes.v, _mm256_cmp_ps(a.v, b.v, _CMP_LT_OQ))};
  }
  static V whereAtMost(V a, V b, V yes, V no) {
    return {_mm256_blendv_ps(no.v, yes.v, _mm256_cmp_ps(a.v, b.v, _CMP_LE_OQ))};
  }
  static V signOf(V magnitude, V sign) {
    return {_mm256_or_ps(magnitude.v, _mm256_and_ps(_mm256_set1_ps(-0.0F), sign.v))};
  }
  static V nearest(V a) { return {_mm256_round_ps(a.v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)}; }
  /// For n in -125 .. 128: 2^(n-1) is a normal number, and twice it may be infinite.
  static V timesPowerOfTwo(V a, V n) {
    const __m256i bits =
        _mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(n.v), _mm256_set1_epi32(126)), 23);
    return {_mm256_mul_ps(_mm256_mul_ps(a.v, _mm256_set1_ps(2.0F)), _mm256_castsi256_ps(bits))};
  }
  static float sum(V a) {
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(a.v), _mm256_extractf128_ps(a.v, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
  }
  static float highest(V a) {
    __m128 s = _mm_max_ps(_mm256_castps256_ps128(a.v), _mm256_extractf128_ps(a.v, 1));
    s = _mm_max_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_max_ss(s, _mm_movehdup_ps(s)));
  }

  /// Rows of `width` columns become columns of `width` rows: out[c * outStep + r] = in[r * inStep + c].
  static void transposeSquare(const float* in, long long inStep, float* out, long long outStep);
  /// Four rows of four become four columns: out[c * outStep + r] = in[r * inStep + c].
  static void transposeFour(const float* in, long long inStep, float* out, long long outStep) {
    __m128 a = _mm_loadu_ps(in), b = _mm_loadu_ps(in + inStep), c = _mm_loadu_ps(in + 2 * inStep),
           d = _mm_loadu_ps(in + 3 * inStep);
    _MM_TRANSPOSE4_PS(a, b, c, d);
    _mm_storeu_ps(out, a);
    _mm_storeu_ps(out + outStep, b);
    _mm_storeu_ps(out + 2 * outStep, c);
    _mm_storeu_ps(out + 3 * outStep, d);
  }
  /// Of a and b in a row the numbers at even and at odd places, and back.
  static void unzip(V a, V b, V& even, V& odd) {
    const __m256 low = _mm256_permute2f128_ps(a.v, b.v, 0x20), high = _mm256_permute2f128_ps(a.v, b.v, 0x31);
    const __m256 e = _mm256_shuffle_ps(low, high, 0x88), o = _mm256_shuffle_ps(low, high, 0xdd);
    even = {e};
    odd = {o};
  }
  static void zip(V even, V odd, V& a, V& b) {
    const __m256 low = _mm256_unpacklo_ps(even.v, odd.v), high = _mm256_unpackhi_ps(even.v, odd.v);
    a = {_mm256_permute2f128_ps(low, high, 0x20)};
    b = {_mm256_permute2f128_ps(low, high, 0x31)};
  }
  static void prefetch(const float* p) { _mm_prefetch(reinterpret_cast<const char*>(p), _MM_HINT_T0); }
};

inline void V::transposeSquare(const float* in, long long inStep, float* out, long long outStep) {
  __m256 r[8], t[8];
#pragma GCC unroll 8
  for (int i = 0; i < 8; ++i) r[i] = _mm256_loadu_ps(in + i * inStep);
#pragma GCC unroll 4
  for (int i = 0; i < 8; i += 2) {
    t[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
    t[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
  }
#pragma GCC unroll 2
  for (int i = 0; i < 8; i += 4) {
    r[i] = _mm256_shuffle_ps(t[i], t[i + 2], 0x44);
    r[i + 1] = _mm256_shuffle_ps(t[i], t[i + 2], 0xee);
    r[i + 2] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0x44);
    r[i + 3] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0xee);
  }
#pragma GCC unroll 4
  for (int c = 0; c < 4; ++c) {
    _mm256_storeu_ps(out + c * outStep, _mm256_permute2f128_ps(r[c], r[4 + c], 0x20));
    _mm256_storeu_ps(out + (4 + c) * outStep, _mm256_permute2f128_ps(r[c], r[4 + c], 0x31));
  }
}

}  // namespace
}  // namespace gradarium::tensor::detail

#endif
