// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export.h"
#include "core/io/safetensors.h"
#include "core/nn/module.h"

namespace gradarium::train {

/// The parameters under their names, sharing their numbers.
GRADARIUM_CORE io::Safetensors weightsOf(nn::Module& model);

/// Copies the numbers into the model. A missing or unknown name or another shape throws Error, naming it, and
/// leaves the model as it was. Tensors "optimizer. ..." of a checkpoint are passed over.
GRADARIUM_CORE void loadWeights(nn::Module& model, const io::Safetensors& file);

}  // namespace gradarium::train
