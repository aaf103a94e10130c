// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "core/export.h"
#include "core/nn/module.h"

namespace gradarium::lm {

/// What predicts the next token at every place of a text.
class GRADARIUM_CORE LanguageModel : public nn::Module {
 public:
  ~LanguageModel() override;
  /// ids: batch rows of one length T -> logits B x T x V.
  virtual nn::Var forward(nn::Pass& pass, std::span<const std::int32_t> ids, std::size_t batch) = 0;
  [[nodiscard]] virtual std::size_t vocabulary() const noexcept = 0;  ///< V
  [[nodiscard]] virtual std::size_t context() const noexcept = 0;     ///< the T it is made for

  /// Mean cross-entropy of each next token, in nats: targets as ids, -1 left out.
  nn::Var loss(nn::Pass& pass, std::span<const std::int32_t> ids, std::span<const std::int32_t> targets,
               std::size_t batch);

 protected:
  LanguageModel() = default;
};

}  // namespace gradarium::lm
