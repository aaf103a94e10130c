// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/autograd/ops.h"
#include "core/export.h"

namespace gradarium::nn {

using autograd::Parameter;
using autograd::Tape;
using autograd::Var;
using tensor::Shape;
using tensor::Tensor;

/// Keys and values of the positions that a model has seen, so that the next one costs only itself.
struct KeyValueCache {
  struct Layer {
    Tensor keys, values;  ///< 1 x context x G x D
  };
  std::vector<Layer> layers;
  std::size_t length = 0;  ///< positions seen
  std::size_t next = 0;    ///< the layer whose turn it is in this pass
};

/// One forward pass: where it is recorded, and how layers that behave differently in training shall behave.
struct Pass {
  Tape& tape;
  bool training = false;     ///< dropout is on
  std::uint64_t seed = 0;    ///< of this step's dropout
  bool showWeights = false;  ///< attention by way of its weights, which can then be read and changed by taps
  KeyValueCache* cache = nullptr;  ///< the tokens continue what it holds; for passes that are not recorded
};

/// Something with parameters. A module knows its path ("blocks.0.mlp"), which begins its parameters' names.
class GRADARIUM_CORE Module {
 public:
  virtual ~Module();
  /// Appends the parameters in a fixed order.
  virtual void collect(std::vector<Parameter*>& parameters) = 0;

  [[nodiscard]] std::vector<Parameter*> parameters();
  /// By name; an unknown one throws BadCall.
  [[nodiscard]] Parameter& parameter(std::string_view name);
  [[nodiscard]] std::size_t parameterCount();  ///< numbers, not tensors
  void clearGradients();

 protected:
  Module() = default;
  Module(const Module&) = delete;  // a copy would share the weights
  Module(Module&&) = default;
  Module& operator=(const Module&) = delete;
  Module& operator=(Module&&) = default;
};

}  // namespace gradarium::nn
