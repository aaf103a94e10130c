// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/shape.h"

#include <algorithm>
#include <cstdint>
#include <limits>

#include "core/base/error.h"

namespace gradarium::tensor {

Shape::Shape(std::initializer_list<std::size_t> lengths)
    : Shape(std::span<const std::size_t>(lengths.begin(), lengths.size())) {}

Shape::Shape(std::span<const std::size_t> lengths) : rank_(lengths.size()) {
  if (rank_ > maxRank) {
    throw base::BadCall("a tensor takes at most " + std::to_string(maxRank) + " axes, not " +
                        std::to_string(rank_));
  }
  std::size_t product = 1;
  constexpr std::size_t most = std::numeric_limits<std::ptrdiff_t>::max() / sizeof(float);
  for (std::size_t i = 0; i < rank_; ++i) {
    lengths_[i] = lengths[i];
    if (lengths[i] != 0 && product > most / lengths[i]) {
      throw base::BadCall("a tensor of shape " + text() + " and more is too large for memory");
    }
    product *= std::max<std::size_t>(lengths[i], 1);
  }
}

std::size_t Shape::size() const noexcept {
  std::size_t product = 1;
  for (std::size_t i = 0; i < rank_; ++i) product *= lengths_[i];
  return product;
}

std::size_t Shape::axis(int axis) const {
  const int place = axis < 0 ? axis + static_cast<int>(rank_) : axis;
  if (place < 0 || place >= static_cast<int>(rank_)) {
    throw base::BadCall("axis " + std::to_string(axis) + " is out of bounds for shape " + text());
  }
  return static_cast<std::size_t>(place);
}

Shape Shape::with(std::size_t axis, std::size_t length) const {
  Shape shape = *this;
  shape.lengths_[axis] = length;
  return Shape(shape.lengths());
}

Shape Shape::without(std::size_t axis) const {
  Shape shape = *this;
  std::copy(shape.lengths_.begin() + static_cast<std::ptrdiff_t>(axis) + 1, shape.lengths_.begin() + rank_,
            shape.lengths_.begin() + static_cast<std::ptrdiff_t>(axis));
  shape.lengths_[--shape.rank_] = 0;
  return shape;
}

Shape Shape::inserted(std::size_t axis, std::size_t length) const {
  std::array<std::size_t, maxRank + 1> lengths{};
  std::copy_n(lengths_.begin(), axis, lengths.begin());
  lengths[axis] = length;
  std::copy(lengths_.begin() + static_cast<std::ptrdiff_t>(axis), lengths_.begin() + rank_,
            lengths.begin() + static_cast<std::ptrdiff_t>(axis) + 1);
  return Shape(std::span<const std::size_t>(lengths.data(), rank_ + 1));
}

std::string Shape::text() const {
  std::string text = "(";
  for (std::size_t i = 0; i < rank_; ++i) text += (i == 0 ? "" : ", ") + std::to_string(lengths_[i]);
  return text + (rank_ == 1 ? ",)" : ")");
}

bool Shape::operator==(const Shape& other) const noexcept {
  return rank_ == other.rank_ &&
         std::equal(lengths_.begin(), lengths_.begin() + rank_, other.lengths_.begin());
}

Shape broadcast(const Shape& a, const Shape& b) {
  std::array<std::size_t, Shape::maxRank> lengths{};
  const std::size_t rank = std::max(a.rank(), b.rank());
  for (std::size_t i = 0; i < rank; ++i) {
    const std::size_t la = a.last(i), lb = b.last(i);
    if (la != lb && la != 1 && lb != 1) {
      throw base::BadCall("operands could not be broadcast together with shapes " + a.text() + " and " +
                          b.text());
    }
    lengths[rank - 1 - i] = la == 1 ? lb : la;
  }
  return Shape(std::span<const std::size_t>(lengths.data(), rank));
}

}  // namespace gradarium::tensor
