// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "core/autograd/tape.h"
#include "core/base/parallel.h"
#include "core/tensor/elementwise.h"

namespace gradarium::autograd {

/// body(first element, length) for each row (last axis) of a contiguous tensor, in parallel.
template <class Body>
void eachRow(const Tensor& rows, Body body) {
  const std::size_t n = rows.shape().last();
  if (n == 0) return;
  base::parallelFor(rows.size() / n, std::max<std::size_t>(1, (1U << 13U) / n),
                    [&](std::size_t begin, std::size_t end) {
                      for (std::size_t i = begin; i < end; ++i) body(i * n, n);
                    });
}

/// The gradient of an input for operations that write whole rows: a row-major room in any case, added to a
/// view's place at the end.
class RowTarget {
 public:
  RowTarget(Tape& tape, const Node& node, std::size_t which) : target_(tape.target(node, which)) {
    if (target_ && !target_.tensor.contiguous()) room_ = Tensor(target_.tensor.shape());
  }
  ~RowTarget() {
    if (room_.defined()) tensor::scale(target_.tensor, 1, room_, target_.adding);
  }
  RowTarget(const RowTarget&) = delete;
  RowTarget& operator=(const RowTarget&) = delete;

  explicit operator bool() const noexcept { return static_cast<bool>(target_); }
  [[nodiscard]] float* data() noexcept { return room_.defined() ? room_.data() : target_.tensor.data(); }
  [[nodiscard]] Tensor& tensor() noexcept { return room_.defined() ? room_ : target_.tensor; }
  [[nodiscard]] bool adding() const noexcept { return !room_.defined() && target_.adding; }
  /// Fills the room with 0 if nothing stands there yet.
  void zero() {
    if (room_.defined()) {
      room_.fill(0);
    } else {
      target_.zeroed();
    }
  }

 private:
  GradientTarget target_;
  Tensor room_;
};

}  // namespace gradarium::autograd
