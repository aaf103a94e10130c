// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "core/tensor/tensor.h"

namespace gradarium::autograd {

/// A tensor that training changes. Its gradient adds up over backward passes until clearGradient(), so that
/// micro-batches accumulate; the room for it is kept.
struct Parameter {
  std::string name;  ///< as in the model file: "blocks.0.attention.query.weight"
  tensor::Tensor value;
  tensor::Tensor gradient;   ///< as value; undefined before the first backward pass
  bool hasGradient = false;  ///< gradient holds something since it was last cleared
  bool trainable = true;     ///< frozen ones receive no gradient
  bool decays = true;        ///< weight decay is for matrices, not for gains and biases

  void clearGradient() noexcept { hasGradient = false; }
};

}  // namespace gradarium::autograd
