// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#define GRADARIUM_KERNEL_VECTOR

// Four floats that every compiler can put into one register; only for kernels_plain.cpp. Multiplication and
// addition round apart here, so the last bits differ from the vector units' fused ones.

#include <cmath>
#include <cstring>

namespace gradarium::tensor::detail {
namespace {

struct V {
  static constexpr int width = 4;
  static constexpr int tileRows = 4;
  float v[4];

  template <class Each>
  static V each(Each value) {
    return {{value(0), value(1), value(2), value(3)}};
  }
  static V load(const float* p) {
    return each([&](int i) { return p[i]; });
  }
  static V loadPart(const float* p, int n) {
    return each([&](int i) { return i < n ? p[i] : 0.0F; });
  }
  static V all(float x) { return {{x, x, x, x}}; }
  void store(float* p) const {
    for (int i = 0; i < 4; ++i) p[i] = v[i];
  }
  void storePart(float* p, int n) const {
    for (int i = 0; i < n; ++i) p[i] = v[i];
  }
  /// The first n numbers, and 0 beyond.
  [[nodiscard]] V firstOf(int n) const {
    return each([&](int i) { return i < n ? v[i] : 0.0F; });
  }

  friend V operator+(V a, V b) {
    return each([&](int i) { return a.v[i] + b.v[i]; });
  }
  friend V operator-(V a, V b) {
    return each([&](int i) { return a.v[i] - b.v[i]; });
  }
  friend V operator*(V a, V b) {
    return each([&](int i) { return a.v[i] * b.v[i]; });
  }
  friend V operator/(V a, V b) {
    return each([&](int i) { return a.v[i] / b.v[i]; });
  }
  static V multiplyAdd(V a, V b, V c) {
    return each([&](int i) { return a.v[i] * b.v[i] + c.v[i]; });
  }
  static V sqrt(V a) {
    return each([&](int i) { return std::sqrt(a.v[i]); });
  }
  static V abs(V a) {
    return each([&](int i) { return std::fabs(a.v[i]); });
  }
  /// The larger; b where either is not a number.
  static V max(V a, V b) {
    return each([&](int i) { return a.v[i] > b.v[i] ? a.v[i] : b.v[i]; });
  }
  static V min(V a, V b) {
    return each([&](int i) { return a.v[i] < b.v[i] ? a.v[i] : b.v[i]; });
  }
  static V whereLess(V a, V b, V yes, V no) {
    return each([&](int i) { return a.v[i] < b.v[i] ? yes.v[i] : no.v[i]; });
  }
  static V whereAtMost(V a, V b, V yes, V no) {
    return each([&](int i) { return a.v[i] <= b.v[i] ? yes.v[i] : no.v[i]; });
  }
  static V signOf(V magnitude, V sign) {
    return each([&](int i) { return std::copysign(magnitude.v[i], sign.v[i]); });
  }
  static V nearest(V a) {  // 1.5 * 2^23 leaves no room for a fraction; right for |a| < 2^22
    return each([&](int i) { return (a.v[i] + 12582912.0F) - 12582912.0F; });
  }
  /// For n in -125 .. 128: 2^(n-1) is a normal number, and twice it may be infinite.
  static V timesPowerOfTwo(V a, V n) {
    return each([&](int i) {
      const float in = n.v[i] >= -125.0F && n.v[i] <= 128.0F ? n.v[i] : 0.0F;
      const int bits = (static_cast<int>(in) + 126) << 23;
      float power;
      std::memcpy(&power, &bits, sizeof power);
      return a.v[i] * 2.0F * power;
    });
  }
  static float sum(V a) { return (a.v[0] + a.v[2]) + (a.v[1] + a.v[3]); }
  static float highest(V a) {
    const float x = a.v[0] > a.v[1] ? a.v[0] : a.v[1], y = a.v[2] > a.v[3] ? a.v[2] : a.v[3];
    return x > y ? x : y;
  }

  /// Rows of `width` columns become columns of `width` rows: out[c * outStep + r] = in[r * inStep + c].
  static void transposeSquare(const float* in, long long inStep, float* out, long long outStep) {
    for (int c = 0; c < width; ++c) {
      for (int r = 0; r < width; ++r) out[c * outStep + r] = in[r * inStep + c];
    }
  }
  /// Four rows of four become four columns: out[c * outStep + r] = in[r * inStep + c].
  static void transposeFour(const float* in, long long inStep, float* out, long long outStep) {
    transposeSquare(in, inStep, out, outStep);
  }
  /// Of a and b in a row the numbers at even and at odd places, and back.
  static void unzip(V a, V b, V& even, V& odd) {
    even = {{a.v[0], a.v[2], b.v[0], b.v[2]}};
    odd = {{a.v[1], a.v[3], b.v[1], b.v[3]}};
  }
  static void zip(V even, V odd, V& a, V& b) {
    a = {{even.v[0], odd.v[0], even.v[1], odd.v[1]}};
    b = {{even.v[2], odd.v[2], even.v[3], odd.v[3]}};
  }
  static void prefetch(const float*) {}
};

}  // namespace
}  // namespace gradarium::tensor::detail
