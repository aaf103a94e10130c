// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/export.h"
#include "core/io/onnx.h"

namespace gradarium::ml {

/// "Which centre is nearest?" as an ONNX graph of standard operators: samples (N x d, float32) -> cluster (N,
/// int64), and the squared distances (N x k) it was read from. They are sums of squared differences, not
/// |x|^2 - 2xc + |c|^2, which in float32 loses digits where samples lie far from the origin. centres: k x d.
GRADARIUM_CORE io::onnx::Model nearestCentreOnnx(std::span<const double> centres, std::size_t columns);

}  // namespace gradarium::ml
