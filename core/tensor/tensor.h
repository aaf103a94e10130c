// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "core/export.h"
#include "core/tensor/shape.h"
#include "core/tensor/storage.h"

namespace gradarium::tensor {

/// A dense array of float32: a shape, a step for every axis, and storage that views share, as in NumPy.
/// Copying a Tensor copies the view, not the numbers; clone() copies the numbers. slice, select, transpose,
/// permuted, broadcastTo and (where the steps allow it) reshape return views. Axes may count from the end (-1
/// is the last); what does not fit throws BadCall with both shapes in the sentence. Different tensors may be
/// used from different threads at once.
class GRADARIUM_CORE Tensor {
 public:
  using Steps = std::array<std::ptrdiff_t, Shape::maxRank>;

  Tensor() = default;  ///< no tensor at all: defined() is false
  /// Row-major, contents undefined.
  explicit Tensor(const Shape& shape);
  Tensor(const Shape& shape, float value);
  /// As many values as the shape has elements, row-major; else throws BadCall.
  Tensor(const Shape& shape, std::span<const float> values);
  Tensor(const Shape& shape, std::initializer_list<float> values);
  static Tensor scalar(float value) { return Tensor({}, value); }
  static Tensor zeros(const Shape& shape) { return Tensor(shape, 0.0F); }

  [[nodiscard]] bool defined() const noexcept { return static_cast<bool>(storage_); }
  [[nodiscard]] const Shape& shape() const noexcept { return shape_; }
  [[nodiscard]] std::size_t rank() const noexcept { return shape_.rank(); }
  [[nodiscard]] std::size_t size() const noexcept { return shape_.size(); }
  [[nodiscard]] std::size_t length(int axis) const { return shape_[shape_.axis(axis)]; }
  [[nodiscard]] std::ptrdiff_t step(std::size_t axis) const noexcept { return steps_[axis]; }
  [[nodiscard]] const Steps& steps() const noexcept { return steps_; }
  /// Row-major without gaps.
  [[nodiscard]] bool contiguous() const noexcept;
  [[nodiscard]] bool ownsStorage() const noexcept { return storage_.unique(); }  ///< no other tensor sees it
  [[nodiscard]] bool sharesStorage(const Tensor& other) const noexcept { return storage_ == other.storage_; }

  [[nodiscard]] const float* data() const noexcept { return storage_.data() + offset_; }
  [[nodiscard]] float* data() noexcept { return storage_.data() + offset_; }
  /// The numbers of a contiguous tensor; else throws BadCall.
  [[nodiscard]] std::span<const float> values() const;
  [[nodiscard]] std::span<float> values();
  /// A copy of the numbers, row-major, of any tensor.
  [[nodiscard]] std::vector<float> toVector() const;
  /// One element; as many indices as axes, each within its length, else throws BadCall.
  [[nodiscard]] float at(std::initializer_list<std::size_t> index) const;
  [[nodiscard]] float item() const;  ///< of a tensor with one element

  [[nodiscard]] Tensor clone() const;         ///< the numbers copied, row-major
  [[nodiscard]] Tensor asContiguous() const;  ///< itself, or a copy where it is not
  void fill(float value);
  void copyFrom(const Tensor& other);  ///< the same shape after broadcasting `other`

  [[nodiscard]] Tensor slice(int axis, std::size_t begin, std::size_t end, std::size_t step = 1) const;
  [[nodiscard]] Tensor select(int axis, std::size_t index) const;  ///< one index; the axis goes
  [[nodiscard]] Tensor transpose(int a = -2, int b = -1) const;    ///< two axes swapped
  [[nodiscard]] Tensor permuted(std::span<const int> order) const;
  [[nodiscard]] Tensor inserted(int axis) const;  ///< a new axis of length 1
  /// The same numbers under another shape of the same size; a copy only where no view can do it.
  [[nodiscard]] Tensor reshape(const Shape& shape) const;
  [[nodiscard]] bool reshapesInPlace(const Shape& shape) const;
  /// Axes of length 1 repeat with step 0, as in NumPy.
  [[nodiscard]] Tensor broadcastTo(const Shape& shape) const;

 private:
  Storage storage_;
  Shape shape_;
  Steps steps_{};
  std::ptrdiff_t offset_ = 0;
};

}  // namespace gradarium::tensor
