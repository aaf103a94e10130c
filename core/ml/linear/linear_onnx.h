// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/export.h"
#include "core/io/onnx.h"

namespace gradarium::ml {

enum class LinearOutput { Value, Sigmoid, Softmax };

/// A linear model as an ONNX graph of standard operators, in double precision: features (N x d) ->
/// "prediction" (N x outputs); for Sigmoid and Softmax that is "scores", followed by "probabilities".
/// `parameters`: outputs x (1 + d), each intercept first. BadCall where the numbers do not make rows of 1 +
/// d.
GRADARIUM_CORE io::onnx::Model linearOnnx(std::span<const double> parameters, std::size_t columns,
                                          LinearOutput output);

}  // namespace gradarium::ml
