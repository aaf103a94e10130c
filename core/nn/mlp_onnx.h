// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/export.h"
#include "core/io/onnx.h"
#include "core/nn/layers.h"

namespace gradarium::nn {

struct ClassifierNames {
  std::string graph = "mlp", input = "x", classes = "class";
  float scale = 1;  // x times this goes into the first layer
};

/// A classifier as an ONNX graph: x (N x in) -> logits (N x out), their softmax "probabilities" and the index
/// of the largest. Activations: ReLU, tanh and sigmoid; another throws BadCall.
GRADARIUM_CORE io::onnx::Model onnxOf(const Mlp& mlp, const ClassifierNames& names = {});

}  // namespace gradarium::nn
