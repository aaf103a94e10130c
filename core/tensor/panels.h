// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "core/export.h"
#include "core/tensor/storage.h"

namespace gradarium::tensor {

/// A matrix W (out x in) in the order in which W x reads it, for many x one after another: bands of a few
/// vectors' width of its rows, each band by columns. It lies in a room that several may share.
class GRADARIUM_CORE Panels {
 public:
  Panels() = default;
  /// In `room` from `offset`, a multiple of 16, with floats(out, in) of space. The numbers are still to be
  /// put.
  Panels(const Storage& room, std::size_t offset, std::size_t out, std::size_t in);
  [[nodiscard]] static std::size_t floats(std::size_t out, std::size_t in) noexcept;

  /// Rows at .. at + rows - 1: numbers i, p at w[i step + p].
  void put(std::size_t at, const float* w, std::ptrdiff_t step, std::size_t rows);
  /// y = W x, on this thread. Each y is summed in an order that `in` alone decides.
  void times(const float* x, float* y) const;

  [[nodiscard]] std::size_t out() const noexcept { return out_; }
  [[nodiscard]] std::size_t in() const noexcept { return in_; }

 private:
  Storage room_;
  std::size_t offset_ = 0, out_ = 0, in_ = 0;
};

}  // namespace gradarium::tensor
