// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "core/lm/language_model.h"

namespace gradarium::lm {

/// The next token of one text without a tape: the model's weights, packed once in the order in which they are
/// read, and its own keys and values. A token costs two phases a layer: attention group by group and the
/// feed-forward layer slice by slice, each from its norm to its part of the sum that goes around. No step
/// allocates; results are the same bits for any number of threads. The model must outlive it and keep its
/// weights meanwhile.
class GRADARIUM_CORE TokenStep {
 public:
  /// A Gpt or a causal AttentionNet; else throws BadCall.
  explicit TokenStep(LanguageModel& model);
  ~TokenStep();
  TokenStep(const TokenStep&) = delete;
  TokenStep& operator=(const TokenStep&) = delete;
  [[nodiscard]] static bool takes(const LanguageModel& model);

  /// The logits after this token at this position, which follows those read before; valid until the next
  /// call. A token outside the vocabulary or a position outside the context throws BadCall.
  std::span<const float> read(std::int32_t token, std::size_t position);
  /// Takes over what a pass with a cache has read at positions begin to end.
  void take(const nn::KeyValueCache& cache, std::size_t begin, std::size_t end);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gradarium::lm
