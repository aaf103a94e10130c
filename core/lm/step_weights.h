// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/lm/language_model.h"
#include "core/nn/transformer.h"
#include "core/tensor/panels.h"

namespace gradarium::lm {

/// A part of a phase that needs no other part: one group of heads, one slice of a feed-forward layer, or some
/// rows of the head. `in` takes the phase's input to the unit's own numbers, `out` those to its part of the
/// sum.
struct StepUnit {
  tensor::Panels in, out;
  const float* bias = nullptr;  ///< of in; none when null
  std::size_t begin = 0;        ///< the group's number; the first row of the head
};

/// x <- after(x + sum over units + bias), where a unit sees before(x).
struct StepPhase {
  enum class Kind { Attention, FeedForward, Head };
  Kind kind = Kind::Head;
  std::vector<StepUnit> units;
  const nn::Norm* before = nullptr;  ///< null: x itself
  const nn::Norm* after = nullptr;
  const float* bias = nullptr;
};

/// A model as a list of phases, its weights packed. Borrows the model's embeddings, norms and biases.
struct StepWeights {
  /// Throws BadCall for a model that is neither a Gpt nor a causal AttentionNet.
  explicit StepWeights(LanguageModel& model);

  nn::BlockSpec spec;
  std::size_t layers = 0, context = 0, vocabulary = 0;
  nn::Tensor embedding;  ///< V x d
  nn::Tensor positions;  ///< T x d, added to them; undefined: none
  std::vector<StepPhase> phases;
  std::size_t numbers = 0;  ///< packed

 private:
  tensor::Storage room_, biases_;
};

}  // namespace gradarium::lm
