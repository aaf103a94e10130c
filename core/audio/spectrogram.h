// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "core/export.h"

namespace gradarium::audio {

/// The discrete Fourier transform in place, X[k] = sum of x[n] exp(-2 pi i k n / N), by the radix-2 method of
/// Cooley & Tukey 1965. The length must be a power of two, else base::BadCall.
GRADARIUM_CORE void fourier(std::span<std::complex<double>> values);

/// frames x (window / 2 + 1) powers in decibels, frame by frame.
struct Spectrogram {
  std::size_t frames = 0, bins = 0;
  std::vector<float> decibels;
  double at(std::size_t frame, std::size_t bin) const {
    return static_cast<double>(decibels[frame * bins + bin]);
  }
};

/// Short-time Fourier transform: windows of `window` samples (a power of two) under a Hann window, `hop`
/// apart. A sine of amplitude 1 on a bin's frequency gives 0 dB there; silence ends at `floor` dB. Shorter
/// sounds than one window give no frame.
GRADARIUM_CORE Spectrogram spectrogram(std::span<const float> samples, std::size_t window, std::size_t hop,
                                       double floor = -90);

}  // namespace gradarium::audio
