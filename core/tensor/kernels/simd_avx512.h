// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#if defined(__AVX512F__)  // else there is nothing to see
#define GRADARIUM_KERNEL_VECTOR

// One AVX-512 register of floats; only for kernels_avx512.cpp. In an unnamed namespace, and free of the
// standard library's inline functions: the linker must never take this copy for the whole program.

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"  // GCC 12's own header
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

namespace gradarium::tensor::detail {
namespace {

struct V {
  static constexpr int width = 16;
  static constexpr int tileRows = 12;  // 24 of 32 registers hold sums
  __m512 v;

  static __mmask16 first(int n) { return static_cast<__mmask16>((1U << n) - 1U); }
  static V load(const float* p) { return {_mm512_loadu_ps(p)}; }
  static V loadPart(const float* p, int n) { return {_mm512_maskz_loadu_ps(first(n), p)}; }
  static V all(float x) { return {_mm512_set1_ps(x)}; }
  void store(float* p) const { _mm512_storeu_ps(p, v); }
  void storePart(float* p, int n) const { _mm512_mask_storeu_ps(p, first(n), v); }
  /// The first n numbers, and 0 beyond.
  [[nodiscard]] V firstOf(int n) const { return {_mm512_maskz_mov_ps(first(n), v)}; }

  friend V operator+(V a, V b) { return {_mm512_add_ps(a.v, b.v)}; }
  friend V operator-(V a, V b) { return {_mm512_sub_ps(a.v, b.v)}; }
  friend V operator*(V a, V b) { return {_mm512_mul_ps(a.v, b.v)}; }
  friend V operator/(V a, V b) { return {_mm512_div_ps(a.v, b.v)}; }
  static V multiplyAdd(V a, V b, V c) { return {_mm512_fmadd_ps(a.v, b.v, c.v)}; }
  static V sqrt(V a) { return {_mm512_sqrt_ps(a.v)}; }
  static V abs(V a) { return {_mm512_abs_ps(a.v)}; }
  /// The larger; b where either is not a number.
  static V max(V a, V b) { return {_mm512_max_ps(a.v, b.v)}; }
  static V min(V a, V b) { return {_mm512_min_ps(a.v, b.v)}; }
  static V whereLess(V a, V b, V yes, V no) {
    return {_mm512_mask_blend_ps(_mm512_cmp_ps_mask(a.v, b.v, _CMP_LT_OQ), no.v, yes.v)};
  }
  static V whereAtMost(V a, V b, V yes, V no) {
    return {_mm512_mask_blend_ps(_mm512_cmp_ps_mask(a.v, b.v, _CMP_LE_OQ), no.v, yes.v)};
  }
  static V signOf(V magnitude, V sign) {
    const __m512i bit = _mm512_set1_epi32(static_cast<int>(0x80000000U));
    return {_mm512_castsi512_ps(_mm512_or_epi32(_mm512_castps_si512(magnitude.v),
                                                _mm512_and_epi32(bit, _mm512_castps_si512(sign.v))))};
  }
  static V nearest(V a) { return {_mm512_roundscale_ps(a.v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC)}; }
  static V timesPowerOfTwo(V a, V n) { return {_mm512_scalef_ps(a.v, n.v)}; }
  static float sum(V a) { return _mm512_reduce_add_ps(a.v); }
  static float highest(V a) { return _mm512_reduce_max_ps(a.v); }

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
    const __m512i places = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    even = {_mm512_permutex2var_ps(a.v, places, b.v)};
    odd = {_mm512_permutex2var_ps(a.v, _mm512_add_epi32(places, _mm512_set1_epi32(1)), b.v)};
  }
  static void zip(V even, V odd, V& a, V& b) {
    const __m512i places = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    a = {_mm512_permutex2var_ps(even.v, places, odd.v)};
    b = {_mm512_permutex2var_ps(even.v, _mm512_add_epi32(places, _mm512_set1_epi32(8)), odd.v)};
  }
  static void prefetch(const float* p) { _mm_prefetch(reinterpret_cast<const char*>(p), _MM_HINT_T0); }
};

inline void V::transposeSquare(const float* in, long long inStep, float* out, long long outStep) {
  __m512 r[16], t[16];
#pragma GCC unroll 16
  for (int i = 0; i < 16; ++i) r[i] = _mm512_loadu_ps(in + i * inStep);
#pragma GCC unroll 8
  for (int i = 0; i < 16; i += 2) {
    t[i] = _mm512_unpacklo_ps(r[i], r[i + 1]);
    t[i + 1] = _mm512_unpackhi_ps(r[i], r[i + 1]);
  }
#pragma GCC unroll 4
  for (int i = 0; i < 16; i += 4) {
    r[i] = _mm512_shuffle_ps(t[i], t[i + 2], 0x44);
    r[i + 1] = _mm512_shuffle_ps(t[i], t[i + 2], 0xee);
    r[i + 2] = _mm512_shuffle_ps(t[i + 1], t[i + 3], 0x44);
    r[i + 3] = _mm512_shuffle_ps(t[i + 1], t[i + 3], 0xee);
  }
  // r[4 g + c] now holds, in each 128-bit lane l, column 4 l + c of rows 4 g .. 4 g + 3.
#pragma GCC unroll 4
  for (int c = 0; c < 4; ++c) {
    const __m512 a = _mm512_shuffle_f32x4(r[c], r[4 + c], 0x88),
                 b = _mm512_shuffle_f32x4(r[8 + c], r[12 + c], 0x88);
    const __m512 d = _mm512_shuffle_f32x4(r[c], r[4 + c], 0xdd),
                 e = _mm512_shuffle_f32x4(r[8 + c], r[12 + c], 0xdd);
    _mm512_storeu_ps(out + c * outStep, _mm512_shuffle_f32x4(a, b, 0x88));
    _mm512_storeu_ps(out + (8 + c) * outStep, _mm512_shuffle_f32x4(a, b, 0xdd));
    _mm512_storeu_ps(out + (4 + c) * outStep, _mm512_shuffle_f32x4(d, e, 0x88));
    _mm512_storeu_ps(out + (12 + c) * outStep, _mm512_shuffle_f32x4(d, e, 0xdd));
  }
}

}  // namespace
}  // namespace gradarium::tensor::detail

#endif
