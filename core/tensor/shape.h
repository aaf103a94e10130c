// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>

#include "core/export.h"

namespace gradarium::tensor {

/// The lengths of a tensor's axes, kept inline: at most maxRank of them. No axes at all is a scalar.
class GRADARIUM_CORE Shape {
 public:
  static constexpr std::size_t maxRank = 6;

  Shape() = default;
  Shape(std::initializer_list<std::size_t> lengths);
  /// More than maxRank lengths, or a product that memory cannot hold, throws BadCall.
  explicit Shape(std::span<const std::size_t> lengths);

  [[nodiscard]] std::size_t rank() const noexcept { return rank_; }
  [[nodiscard]] std::size_t operator[](std::size_t axis) const noexcept { return lengths_[axis]; }
  /// Of the axis counted from the end: last() is the length of the innermost axis. A scalar has 1.
  [[nodiscard]] std::size_t last(std::size_t fromEnd = 0) const noexcept {
    return fromEnd < rank_ ? lengths_[rank_ - 1 - fromEnd] : 1;
  }
  /// How many elements: the product of the lengths, 1 for a scalar.
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] std::span<const std::size_t> lengths() const noexcept { return {lengths_.data(), rank_}; }

  /// The place of an axis that may count from the end (-1 is the last), as in NumPy; else throws BadCall.
  [[nodiscard]] std::size_t axis(int axis) const;
  [[nodiscard]] Shape with(std::size_t axis, std::size_t length) const;  ///< one length replaced
  [[nodiscard]] Shape without(std::size_t axis) const;                   ///< one axis removed
  [[nodiscard]] Shape inserted(std::size_t axis, std::size_t length) const;

  /// As Python writes it: "(2, 3)", "(5,)", "()".
  [[nodiscard]] std::string text() const;

  bool operator==(const Shape& other) const noexcept;

 private:
  std::array<std::size_t, maxRank> lengths_{};
  std::size_t rank_ = 0;
};

/// The common shape of two operands by NumPy's rule: aligned at the last axis, lengths must be equal or 1.
/// Throws BadCall naming both shapes.
GRADARIUM_CORE Shape broadcast(const Shape& a, const Shape& b);

}  // namespace gradarium::tensor
