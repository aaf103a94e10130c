// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/lm/language_model.h"
#include "core/nn/transformer.h"

namespace gradarium::lm {

struct GptOptions {
  std::size_t vocabulary = 65;
  std::size_t context =
      128;  ///< T: most positions a pass may have (any number for positions without a table)
  std::size_t layers = 2;
  nn::BlockSpec block;
  bool tied = true;  ///< the head's weights are the token embedding's (Press & Wolf 2017)
  std::uint64_t seed = 0;
};

/// A decoder-only language model in the manner of GPT-2 (Radford et al. 2019): token ids B x T -> logits B x
/// T x V. Embeddings and matrices start as N(0, 0.02), the last matrix of each way around as N(0, 0.02 /
/// sqrt(2 layers)), biases as 0.
class GRADARIUM_CORE Gpt final : public LanguageModel {
 public:
  /// Throws BadCall where the numbers do not fit.
  explicit Gpt(const GptOptions& options);

  /// ids: batch rows of one length, at most the context. Taps: "embedding", those of the blocks, "final".
  nn::Var forward(nn::Pass& pass, std::span<const std::int32_t> ids, std::size_t batch) override;
  void collect(std::vector<nn::Parameter*>& parameters) override;
  [[nodiscard]] const GptOptions& options() const noexcept { return options_; }
  [[nodiscard]] std::size_t vocabulary() const noexcept override { return options_.vocabulary; }
  [[nodiscard]] std::size_t context() const noexcept override { return options_.context; }

  /// context x d: what is added to the embeddings; undefined where nothing is.
  [[nodiscard]] nn::Tensor positionTable() const;

  nn::Embedding tokens;
  nn::Embedding positions;  ///< of learned positions; else without a table
  std::vector<nn::Block> blocks;
  nn::Norm finalNorm;
  nn::Linear head;  ///< not used when tied

 private:
  GptOptions options_;
  nn::Tensor sines_;
};

}  // namespace gradarium::lm
