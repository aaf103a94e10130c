// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audio/spectrogram.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace gradarium::audio {
namespace {

using Complex = std::complex<double>;

/// exp(-2 pi i k / n) for k < n / 2.
std::vector<Complex> turns(std::size_t n) {
  std::vector<Complex> all(n / 2);
  for (std::size_t k = 0; k < all.size(); ++k)
    all[k] = std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(n));
  return all;
}

void fourier(std::span<Complex> values, const std::vector<Complex>& turn) {
  const std::size_t n = values.size();
  for (std::size_t i = 1, j = 0; i < n; ++i) {  // into bit-reversed order
    std::size_t bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(values[i], values[j]);
  }
  for (std::size_t half = 1; half < n; half *= 2)
    for (std::size_t begin = 0; begin < n; begin += 2 * half)
      for (std::size_t k = 0; k < half; ++k) {
        const Complex odd = values[begin + half + k] * turn[k * (n / (2 * half))], even = values[begin + k];
        values[begin + k] = even + odd;
        values[begin + half + k] = even - odd;
      }
}

void check(std::size_t n, const char* what) {
  if (n == 0 || (n & (n - 1)) != 0)
    throw base::BadCall(std::string(what) + " takes a power of two, not " + std::to_string(n));
}

}  // namespace

void fourier(std::span<std::complex<double>> values) {
  check(values.size(), "the Fourier transform");
  fourier(values, turns(values.size()));
}

Spectrogram spectrogram(std::span<const float> samples, std::size_t window, std::size_t hop, double floor) {
  check(window, "the window of a spectrogram");
  if (hop == 0) throw base::BadCall("the hop of a spectrogram takes 1 or more");
  Spectrogram result{samples.size() < window ? 0 : (samples.size() - window) / hop + 1, window / 2 + 1, {}};
  result.decibels.resize(result.frames * result.bins);
  const std::vector<Complex> turn = turns(window);
  std::vector<double> hann(window);
  double sum = 0;
  for (std::size_t i = 0; i < window; ++i)
    sum += hann[i] =
        0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(window));
  base::parallelFor(result.frames, 8, [&](std::size_t begin, std::size_t end) {
    std::vector<Complex> values(window);
    for (std::size_t frame = begin; frame < end; ++frame) {
      for (std::size_t i = 0; i < window; ++i)
        values[i] = hann[i] * static_cast<double>(samples[frame * hop + i]);
      fourier(values, turn);
      for (std::size_t bin = 0; bin < result.bins; ++bin) {
        const double amplitude = 2 * std::abs(values[bin]) / std::max(sum, 1e-300);
        const double decibels = amplitude > 0 ? 20 * std::log10(amplitude) : floor;
        result.decibels[frame * result.bins + bin] = static_cast<float>(std::max(floor, decibels));
      }
    }
  });
  return result;
}

}  // namespace gradarium::audio
