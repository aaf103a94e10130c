// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audio/spectrogram.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/base/error.h"
#include "core/base/random.h"

namespace gradarium::audio {
namespace {

using std::numbers::pi;

TEST(Fourier, IsItsDefinition) {
  base::Random random(2);
  for (const std::size_t n : {1u, 2u, 8u, 64u}) {
    std::vector<std::complex<double>> x(n);
    for (auto& value : x) value = {random.normal(), random.normal()};
    auto fast = x;
    fourier(fast);
    for (std::size_t k = 0; k < n; ++k) {
      std::complex<double> sum = 0;
      for (std::size_t i = 0; i < n; ++i) sum += x[i] * std::polar(1.0, -2 * pi * double(k * i) / double(n));
      EXPECT_NEAR(std::abs(fast[k] - sum), 0, 1e-12 * double(n));
    }
  }
  std::vector<std::complex<double>> three(3);
  EXPECT_THROW(fourier(three), base::BadCall);
}

TEST(Spectrogram, ASineStandsOnItsBin) {
  std::vector<float> sine(1000);
  for (std::size_t i = 0; i < sine.size(); ++i) sine[i] = float(0.5 * std::sin(2 * pi * 8 * double(i) / 128));
  const Spectrogram picture = spectrogram(sine, 128, 64);
  EXPECT_EQ(picture.frames, (1000u - 128) / 64 + 1);
  EXPECT_EQ(picture.bins, 65u);
  for (std::size_t frame = 0; frame < picture.frames; ++frame) {
    EXPECT_NEAR(picture.at(frame, 8), 20 * std::log10(0.5), 0.01);
    EXPECT_NEAR(picture.at(frame, 9), 20 * std::log10(0.25), 0.01) << "a Hann window's neighbour has half";
    EXPECT_LT(picture.at(frame, 20), -80);
  }
}

TEST(Spectrogram, TakesWhatComes) {
  EXPECT_EQ(spectrogram({}, 16, 4).frames, 0u);
  EXPECT_FLOAT_EQ(float(spectrogram(std::vector<float>(16), 16, 4).at(0, 3)), -90);
  EXPECT_THROW(spectrogram({}, 12, 4), base::BadCall);
  EXPECT_THROW(spectrogram({}, 16, 0), base::BadCall);
}

}  // namespace
}  // namespace gradarium::audio
