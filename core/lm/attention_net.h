// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/lm/language_model.h"
#include "core/nn/transformer.h"

namespace gradarium::lm {

struct AttentionNetOptions {
  std::size_t vocabulary = 27;
  std::size_t context = 128;  ///< most positions of learned or sinusoidal encodings
  std::size_t layers = 2;
  std::size_t width = 64;  ///< d, a multiple of heads
  std::size_t heads = 4;
  std::size_t groups = 0;  ///< heads of keys and values; 0: as many as heads
  nn::Positions positions = nn::Positions::Sinusoidal;
  bool causal = true;
  std::uint64_t seed = 0;
};

/// A transformer of attention alone: x <- x + attention(x) in each layer, no feed-forward layers, norms or biases, as
/// in the study of induction heads (Elhage et al. 2021; Olsson et al. 2022). Small enough to train while one watches,
/// and every number in it is a product that can be shown. ids B x T -> logits B x T x V.
class GRADARIUM_CORE AttentionNet final : public LanguageModel {
 public:
  /// Throws BadCall where the numbers do not fit.
  explicit AttentionNet(const AttentionNetOptions& options);

  /// Taps: "embedding"; "layers.0.attention.weights" (with pass.showWeights) and "layers.0.attention.out"; "layers.0.out".
  nn::Var forward(nn::Pass& pass, std::span<const std::int32_t> ids, std::size_t batch) override;
  void collect(std::vector<nn::Parameter*>& parameters) override;
  [[nodiscard]] const AttentionNetOptions& options() const noexcept { return options_; }
  [[nodiscard]] std::size_t vocabulary() const noexcept override { return options_.vocabulary; }
  [[nodiscard]] std::size_t context() const noexcept override { return options_.context; }
  [[nodiscard]] const nn::BlockSpec& spec() const noexcept { return spec_; }
  /// context x d: what is added to the embeddings; undefined where nothing is.
  [[nodiscard]] nn::Tensor positionTable() const;

  nn::Embedding tokens;
  nn::Embedding positions;  ///< of learned encodings; else without a table
  std::vector<nn::MultiHeadAttention> layers;
  nn::Linear head;

 private:
  AttentionNetOptions options_;
  nn::BlockSpec spec_;
  nn::Tensor sines_;
  std::vector<std::string> outNames_;
};

}  // namespace gradarium::lm
