// SPDX-License-Identifier: GPL-3.0-or-later
// The matrix product against sums in double precision, in every shape and layout that takes another path.
#include "core/tensor/gemm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/base/parallel.h"
#include "core/base/random.h"

namespace gradarium::tensor {
namespace {

std::vector<float> numbers(std::size_t count, std::uint64_t seed) {
  base::Random random(seed);
  std::vector<float> all(count);
  for (float& value : all) value = static_cast<float>(random.uniform(-1, 1));
  return all;
}

struct Size {
  std::size_t m, n, k;
};

void check(const Size& s, bool transposeA, bool transposeB, float alpha, float beta, bool withBias) {
  const auto a = numbers(s.m * s.k, 1), b = numbers(s.k * s.n, 2), bias = numbers(s.n, 3),
             rowBias = numbers(s.m, 5);
  const std::size_t gap = 3;  // rows of C do not touch
  auto c = numbers(s.m * (s.n + gap), 4);
  const auto before = c;
  if (beta == 0) c.assign(c.size(), NAN);
  Gemm call;
  call.m = s.m;
  call.n = s.n;
  call.k = s.k;
  const auto m = static_cast<std::ptrdiff_t>(s.m), n = static_cast<std::ptrdiff_t>(s.n);
  const auto k = static_cast<std::ptrdiff_t>(s.k);
  call.a = transposeA ? MatrixView{a.data(), 1, m} : MatrixView{a.data(), k, 1};
  call.b = transposeB ? MatrixView{b.data(), 1, k} : MatrixView{b.data(), n, 1};
  call.c = c.data();
  call.cRow = n + static_cast<std::ptrdiff_t>(gap);
  call.alpha = alpha;
  call.beta = beta;
  call.bias = withBias ? bias.data() : nullptr;
  call.rowBias = withBias ? rowBias.data() : nullptr;
  gemm(call);
  for (std::size_t i = 0; i < s.m; ++i) {
    for (std::size_t j = 0; j < s.n; ++j) {
      double sum = 0;
      for (std::size_t p = 0; p < s.k; ++p) {
        sum += static_cast<double>(transposeA ? a[p * s.m + i] : a[i * s.k + p]) *
               static_cast<double>(transposeB ? b[j * s.k + p] : b[p * s.n + j]);
      }
      const std::size_t at = i * (s.n + gap) + j;
      const double expected =
          static_cast<double>(alpha) * sum +
          (withBias ? static_cast<double>(bias[j]) + static_cast<double>(rowBias[i]) : 0) +
          (beta == 0 ? 0 : static_cast<double>(beta) * static_cast<double>(before[at]));
      ASSERT_NEAR(c[at], expected, 2e-6 * std::sqrt(static_cast<double>(s.k) + 1) + 1e-6)
          << s.m << " x " << s.n << " x " << s.k << " at " << i << ", " << j;
    }
    for (std::size_t j = s.n; j < s.n + gap && beta != 0; ++j) {
      ASSERT_EQ(c[i * (s.n + gap) + j], before[i * (s.n + gap) + j]) << "written outside";
    }
  }
}

TEST(Gemm, EveryEdge) {
  const std::vector<Size> sizes{{1, 1, 1},     {1, 70, 33}, {3, 40, 17}, {4, 9, 600},   {5, 31, 64},
                                {12, 32, 8},   {13, 33, 9}, {25, 65, 5}, {100, 16, 70}, {47, 129, 257},
                                {64, 10, 520}, {2, 3, 0},   {0, 3, 2},   {30, 47, 512}, {60, 1, 40}};
  for (const Size& size : sizes) {
    for (const bool a : {false, true}) {
      for (const bool b : {false, true}) {
        check(size, a, b, 1, 0, false);
        check(size, a, b, -0.5F, 1, true);
        check(size, a, b, 2, 0.25F, false);
      }
    }
  }
}

TEST(Gemm, EveryWayToShareItOut) {
  const std::vector<Size> sizes{{300, 70, 300}, {40, 600, 300}, {700, 33, 64}, {65, 192, 520}, {97, 200, 31}};
  for (const int threads : {1, 2, 8}) {
    base::Arena(threads).run([&] {
      for (const Size& size : sizes) {
        check(size, false, false, 1, 1, true);
        check(size, true, false, 1, 0, true);
        check(size, false, true, 1, 0, false);
      }
    });
  }
}

TEST(Gemm, TheSameBitsForAnyNumberOfThreads) {
  for (const Size& s : {Size{203, 150, 700}, Size{70, 600, 300}, Size{600, 70, 300}, Size{40, 40, 3000}}) {
    const auto a = numbers(s.m * s.k, 1), b = numbers(s.k * s.n, 2);
    const auto m = static_cast<std::ptrdiff_t>(s.m), n = static_cast<std::ptrdiff_t>(s.n);
    const auto k = static_cast<std::ptrdiff_t>(s.k);
    for (const bool transposed : {false, true}) {
      std::vector<float> first;
      for (const int threads : {1, 2, 8}) {
        std::vector<float> c(s.m * s.n);
        Gemm call;
        call.m = s.m;
        call.n = s.n;
        call.k = s.k;
        call.a = transposed ? MatrixView{a.data(), 1, m} : MatrixView{a.data(), k, 1};
        call.b = transposed ? MatrixView{b.data(), n, 1} : MatrixView{b.data(), 1, k};
        call.c = c.data();
        call.cRow = n;
        base::Arena(threads).run([&] { gemm(call); });
        if (threads == 1) first = c;
        EXPECT_EQ(c, first) << s.m << " x " << s.n << " x " << s.k << " on " << threads;
        call.alone = true;
        gemm(call);
        EXPECT_EQ(c, first) << s.m << " x " << s.n << " x " << s.k << " alone";
      }
    }
  }
}

TEST(Gemm, BatchesStandApart) {
  const auto a = numbers(5 * 3 * 4, 1), b = numbers(4 * 6, 2);  // b shared: a step of 0
  std::vector<float> c(5 * 3 * 6);
  Gemm call{3, 6, 4, {a.data(), 4, 1, 12}, {b.data(), 6, 1, 0}, c.data(), 6, 18};
  call.batch = 5;
  gemm(call);
  for (std::size_t i = 0; i < 15; ++i) {
    for (std::size_t j = 0; j < 6; ++j) {
      float sum = 0;
      for (std::size_t p = 0; p < 4; ++p) sum += a[i * 4 + p] * b[p * 6 + j];
      EXPECT_NEAR(c[i * 6 + j], sum, 1e-5);
    }
  }
}

}  // namespace
}  // namespace gradarium::tensor
