// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/panels.h"

#include <algorithm>

#include "core/tensor/kernels/kernels.h"

namespace gradarium::tensor {

namespace {

using detail::kernels;

std::size_t band() { return static_cast<std::size_t>(kernels().panelColumns); }

/// From one column of a band to the next: a last narrow band begins each on a line of the cache as well.
std::size_t stepOf(std::size_t rows) { return std::min(band(), (rows + 15) / 16 * 16); }

}  // namespace

Panels::Panels(const Storage& room, std::size_t offset, std::size_t out, std::size_t in)
    : room_(room), offset_(offset), out_(out), in_(in) {}

std::size_t Panels::floats(std::size_t out, std::size_t in) noexcept { return (out + 15) / 16 * 16 * in; }

void Panels::put(std::size_t at, const float* w, std::ptrdiff_t step, std::size_t rows) {
  const std::size_t end = at + rows;
  while (at < end) {
    const std::size_t begin = at / band() * band(), count = std::min(end, begin + band()) - at;
    kernels().transpose(w, step, count, in_, room_.data() + offset_ + begin * in_ + (at - begin),
                        static_cast<std::ptrdiff_t>(stepOf(out_ - begin)));
    at += count;
    w += static_cast<std::ptrdiff_t>(count) * step;
  }
}

void Panels::times(const float* x, float* y) const {
  for (std::size_t begin = 0; begin < out_; begin += band()) {
    const std::size_t count = std::min(band(), out_ - begin);
    kernels().combined(x, room_.data() + offset_ + begin * in_, static_cast<std::ptrdiff_t>(stepOf(count)),
                       in_, count, y + begin);
  }
}

}  // namespace gradarium::tensor
