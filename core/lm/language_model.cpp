// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lm/language_model.h"

#include "core/autograd/ops.h"

namespace gradarium::lm {

LanguageModel::~LanguageModel() = default;

nn::Var LanguageModel::loss(nn::Pass& pass, std::span<const std::int32_t> ids,
                            std::span<const std::int32_t> targets, std::size_t batch) {
  return autograd::crossEntropy(forward(pass, ids, batch), targets);
}

}  // namespace gradarium::lm
