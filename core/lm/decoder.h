// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/stop.h"
#include "core/lm/gpt.h"
#include "core/lm/sampling.h"

namespace gradarium::lm {

/// Reads tokens one after another with a cache of keys and values, so that each costs one position. The model
/// must outlive it and keep its weights meanwhile.
class GRADARIUM_CORE Decoder {
 public:
  explicit Decoder(Gpt& model);
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// The logits after these tokens, V of them, valid until the next call. No tokens, or more than context()
  /// in all, throws BadCall.
  std::span<const float> read(std::span<const std::int32_t> tokens);
  void restart() noexcept { cache_.length = 0; }
  [[nodiscard]] std::size_t length() const noexcept { return cache_.length; }
  [[nodiscard]] std::size_t context() const noexcept { return model_.options().context; }

 private:
  Gpt& model_;
  nn::Tape tape_;
  nn::KeyValueCache cache_;
  nn::Tensor logits_;
};

/// `count` tokens that continue the prompt (at least one token, of which the last context() - 1 count). When
/// the context is full, the last half of it is read again: a GPT reads on with its cache, another model reads
/// all anew for each token. `each` sees every token as it is made. Ends early when asked to stop.
GRADARIUM_CORE std::vector<std::int32_t> generate(LanguageModel& model, std::span<const std::int32_t> prompt,
                                                  std::size_t count, const SamplingOptions& options,
                                                  base::Random& random, const base::StopFlag* stop = nullptr,
                                                  const std::function<void(std::int32_t)>& each = {});

}  // namespace gradarium::lm
