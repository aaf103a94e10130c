// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/base/stop.h"
#include "core/lm/gpt.h"
#include "core/lm/sampling.h"
#include "core/lm/token_step.h"

namespace gradarium::lm {

/// Reads tokens one after another with a cache of keys and values, so that each costs one position: a prompt
/// of a Gpt in one pass, all else token by token without a tape (TokenStep). The model must outlive it and
/// keep its weights meanwhile.
class GRADARIUM_CORE Decoder {
 public:
  /// A Gpt or a causal AttentionNet; else throws BadCall.
  explicit Decoder(LanguageModel& model);
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// The logits after these tokens, V of them, valid until the next call. No tokens, or more than context()
  /// in all, throws BadCall.
  std::span<const float> read(std::span<const std::int32_t> tokens);
  void restart() noexcept { length_ = known_ = 0; }
  [[nodiscard]] std::size_t length() const noexcept { return length_; }
  [[nodiscard]] std::size_t context() const noexcept { return model_.context(); }

 private:
  std::span<const float> readPrompt(Gpt& model, std::span<const std::int32_t> tokens);

  LanguageModel& model_;
  nn::Tape tape_;
  nn::KeyValueCache cache_;  ///< of a prompt
  nn::Tensor logits_;
  std::optional<TokenStep> step_;
  std::size_t length_ = 0, known_ = 0;  ///< positions read, and those of them that step_ has
};

/// `count` tokens that continue the prompt (at least one token, of which the last context() - 1 count). When
/// the context is full, the last half of it is read again. A model that Decoder does not take reads all anew
/// for each token. `each` sees every token as it is made. Ends early when asked to stop.
GRADARIUM_CORE std::vector<std::int32_t> generate(LanguageModel& model, std::span<const std::int32_t> prompt,
                                                  std::size_t count, const SamplingOptions& options,
                                                  base::Random& random, const base::StopFlag* stop = nullptr,
                                                  const std::function<void(std::int32_t)>& each = {});

}  // namespace gradarium::lm
