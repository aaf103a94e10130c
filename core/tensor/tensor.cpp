// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/tensor.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/tensor/elementwise.h"

namespace gradarium::tensor {

namespace {

Tensor::Steps rowMajor(const Shape& shape) noexcept {
  Tensor::Steps steps{};
  std::ptrdiff_t step = 1;
  for (std::size_t i = shape.rank(); i-- > 0;) {
    steps[i] = step;
    step *= static_cast<std::ptrdiff_t>(shape[i]);
  }
  return steps;
}

/// The steps under which numbers at `steps` read as `wanted`; false where no steps can do it.
bool viewSteps(const Shape& shape, const Tensor::Steps& steps, const Shape& wanted, Tensor::Steps& out) {
  std::size_t old = 0, fresh = 0;
  if (shape.size() == 0) {
    out = rowMajor(wanted);
    return true;
  }
  while (old < shape.rank() || fresh < wanted.rank()) {
    // The smallest groups of axes on both sides with the same number of elements.
    std::size_t oldEnd = old, freshEnd = fresh, oldSize = 1, freshSize = 1;
    do {
      if (oldSize <= freshSize && oldEnd < shape.rank()) {
        oldSize *= shape[oldEnd++];
      } else if (freshEnd < wanted.rank()) {
        freshSize *= wanted[freshEnd++];
      } else {
        oldSize *= shape[oldEnd++];
      }
    } while (oldSize != freshSize);
    std::ptrdiff_t inner = 1, expected = -1;  // the group on the old side must be one run with one step
    for (std::size_t i = oldEnd; i-- > old;) {
      if (shape[i] == 1) continue;
      if (expected < 0) {
        inner = steps[i];
        expected = inner * static_cast<std::ptrdiff_t>(shape[i]);
      } else if (steps[i] != expected) {
        return false;
      } else {
        expected *= static_cast<std::ptrdiff_t>(shape[i]);
      }
    }
    for (std::size_t i = freshEnd; i-- > fresh;) {
      out[i] = inner;
      inner *= static_cast<std::ptrdiff_t>(wanted[i]);
    }
    old = oldEnd;
    fresh = freshEnd;
  }
  return true;
}

}  // namespace

Tensor::Tensor(const Shape& shape)
    : storage_(std::max<std::size_t>(shape.size(), 1)), shape_(shape), steps_(rowMajor(shape)) {}

Tensor::Tensor(const Shape& shape, float value) : Tensor(shape) { std::fill_n(data(), size(), value); }

Tensor::Tensor(const Shape& shape, std::span<const float> values) : Tensor(shape) {
  if (values.size() != size()) {
    throw base::BadCall("a tensor of shape " + shape.text() + " takes " + std::to_string(size()) +
                        " values, not " + std::to_string(values.size()));
  }
  std::copy(values.begin(), values.end(), data());
}

Tensor::Tensor(const Shape& shape, std::initializer_list<float> values)
    : Tensor(shape, std::span<const float>(values.begin(), values.size())) {}

bool Tensor::contiguous() const noexcept {
  std::ptrdiff_t expected = 1;
  for (std::size_t i = rank(); i-- > 0;) {
    if (shape_[i] != 1 && steps_[i] != expected) return size() == 0;
    expected *= static_cast<std::ptrdiff_t>(shape_[i]);
  }
  return true;
}

std::span<const float> Tensor::values() const {
  if (!contiguous())
    throw base::BadCall("the values of a view of shape " + shape_.text() + " do not lie in a row");
  return {data(), size()};
}

std::span<float> Tensor::values() {
  const auto read = std::as_const(*this).values();
  return {data(), read.size()};
}

std::vector<float> Tensor::toVector() const {
  const Tensor row = asContiguous();
  return {row.data(), row.data() + row.size()};
}

float Tensor::at(std::initializer_list<std::size_t> index) const {
  bool inside = index.size() == rank();
  std::ptrdiff_t place = 0;
  std::string text;
  std::size_t axis = 0;
  for (const std::size_t i : index) {
    text += (axis == 0 ? "" : ", ") + std::to_string(i);
    if (inside && i < shape_[axis]) {
      place += static_cast<std::ptrdiff_t>(i) * steps_[axis];
    } else {
      inside = false;
    }
    ++axis;
  }
  if (!inside) throw base::BadCall("index (" + text + ") is out of bounds for shape " + shape_.text());
  return data()[place];
}

float Tensor::item() const {
  if (size() != 1) throw base::BadCall("a tensor of shape " + shape_.text() + " is not a single number");
  return *data();
}

Tensor Tensor::clone() const {
  Tensor copy(shape_);
  copy.copyFrom(*this);
  return copy;
}

Tensor Tensor::asContiguous() const { return contiguous() ? *this : clone(); }

void Tensor::fill(float value) { copyFrom(scalar(value)); }

void Tensor::copyFrom(const Tensor& other) {
  Tensor target = *this;
  assign(target, other.rank() == 0 ? other : other.broadcastTo(shape_));
}

Tensor Tensor::slice(int axis, std::size_t begin, std::size_t end, std::size_t step) const {
  const std::size_t place = shape_.axis(axis);
  if (begin > end || end > shape_[place] || step == 0) {
    throw base::BadCall("slice " + std::to_string(begin) + ":" + std::to_string(end) + ":" +
                        std::to_string(step) + " does not fit axis " + std::to_string(place) + " of shape " +
                        shape_.text());
  }
  Tensor view = *this;
  view.offset_ += static_cast<std::ptrdiff_t>(begin) * steps_[place];
  view.shape_ = shape_.with(place, (end - begin + step - 1) / step);
  view.steps_[place] *= static_cast<std::ptrdiff_t>(step);
  return view;
}

Tensor Tensor::select(int axis, std::size_t index) const {
  const std::size_t place = shape_.axis(axis);
  if (index >= shape_[place]) {
    throw base::BadCall("index " + std::to_string(index) + " is out of bounds for axis " +
                        std::to_string(place) + " of shape " + shape_.text());
  }
  Tensor view = *this;
  view.offset_ += static_cast<std::ptrdiff_t>(index) * steps_[place];
  view.shape_ = shape_.without(place);
  for (std::size_t i = place; i + 1 < rank(); ++i) view.steps_[i] = steps_[i + 1];
  return view;
}

Tensor Tensor::transpose(int a, int b) const {
  const std::size_t first = shape_.axis(a), second = shape_.axis(b);
  Tensor view = *this;
  view.shape_ = shape_.with(first, shape_[second]).with(second, shape_[first]);
  std::swap(view.steps_[first], view.steps_[second]);
  return view;
}

Tensor Tensor::permuted(std::span<const int> order) const {
  std::array<std::size_t, Shape::maxRank> lengths{};
  std::array<bool, Shape::maxRank> seen{};
  Tensor view = *this;
  bool good = order.size() == rank();
  for (std::size_t i = 0; good && i < order.size(); ++i) {
    const std::size_t from = shape_.axis(order[i]);
    good = !seen[from];
    seen[from] = true;
    lengths[i] = shape_[from];
    view.steps_[i] = steps_[from];
  }
  if (!good) throw base::BadCall("axes don't match shape " + shape_.text() + ": each must be named once");
  view.shape_ = Shape(std::span<const std::size_t>(lengths.data(), rank()));
  return view;
}

Tensor Tensor::inserted(int axis) const {
  const int last = static_cast<int>(rank());
  if (axis < -last - 1 || axis > last) {
    throw base::BadCall("axis " + std::to_string(axis) + " is out of bounds for a new axis of shape " +
                        shape_.text());
  }
  const auto place = static_cast<std::size_t>(axis < 0 ? axis + last + 1 : axis);
  Tensor view = *this;
  view.shape_ = shape_.inserted(place, 1);
  for (std::size_t i = rank(); i > place; --i) view.steps_[i] = steps_[i - 1];
  view.steps_[place] = 1;
  return view;
}

bool Tensor::reshapesInPlace(const Shape& shape) const {
  Steps steps{};
  return shape.size() == size() && viewSteps(shape_, steps_, shape, steps);
}

Tensor Tensor::reshape(const Shape& shape) const {
  if (shape.size() != size()) {
    throw base::BadCall("cannot reshape a tensor of shape " + shape_.text() + " into shape " + shape.text());
  }
  Steps steps{};
  if (!viewSteps(shape_, steps_, shape, steps)) return clone().reshape(shape);
  Tensor view = *this;
  view.shape_ = shape;
  view.steps_ = steps;
  return view;
}

Tensor Tensor::broadcastTo(const Shape& shape) const {
  if (shape == shape_) return *this;
  Tensor view = *this;
  view.shape_ = shape;
  view.steps_ = {};
  bool good = shape.rank() >= rank();
  for (std::size_t i = 0; good && i < rank(); ++i) {
    const std::size_t mine = rank() - 1 - i, theirs = shape.rank() - 1 - i;
    good = shape_[mine] == shape[theirs] || shape_[mine] == 1;
    view.steps_[theirs] = shape_[mine] == 1 ? 0 : steps_[mine];
  }
  if (!good) {
    throw base::BadCall("a tensor of shape " + shape_.text() + " could not be broadcast to shape " +
                        shape.text());
  }
  return view;
}

}  // namespace gradarium::tensor
