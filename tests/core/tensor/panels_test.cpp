// SPDX-License-Identifier: GPL-3.0-or-later
// Packed panels give W x, however the rows were put.
#include "core/tensor/panels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/base/random.h"

namespace gradarium::tensor {
namespace {

std::vector<float> numbers(std::size_t n, base::Random& random) {
  std::vector<float> made(n);
  for (float& value : made) value = static_cast<float>(random.uniform() - 0.5);
  return made;
}

TEST(Panels, MultiplyAsTheMatrixDoes) {
  base::Random random(1);
  for (const std::size_t out : {1U, 4U, 15U, 16U, 17U, 33U, 96U, 127U, 128U, 129U, 300U}) {
    for (const std::size_t in : {1U, 2U, 7U, 16U, 31U, 192U}) {
      const std::size_t step = in + 3;  // columns of a wider matrix
      const auto w = numbers(out * step, random), x = numbers(in, random);
      const Storage room(16 + Panels::floats(out, in));
      Panels panels(room, 16, out, in);
      for (std::size_t at = 0; at < out;) {  // in pieces that do not match the bands
        const std::size_t count = std::min<std::size_t>(out - at, at % 2 == 0 ? 37 : 20);
        panels.put(at, w.data() + at * step, static_cast<std::ptrdiff_t>(step), count);
        at += count;
      }
      std::vector<float> y(out + 1, 7);
      panels.times(x.data(), y.data());
      for (std::size_t i = 0; i < out; ++i) {
        double sum = 0;
        for (std::size_t p = 0; p < in; ++p)
          sum += static_cast<double>(w[i * step + p]) * static_cast<double>(x[p]);
        EXPECT_NEAR(y[i], sum, 1e-6 * std::sqrt(static_cast<double>(in) + 1))
            << out << " x " << in << ", " << i;
      }
      EXPECT_EQ(y[out], 7);
    }
  }
}

}  // namespace
}  // namespace gradarium::tensor
