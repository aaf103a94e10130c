// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/data/dataset.h"
#include "core/export.h"
#include "core/nn/layers.h"

namespace gradarium::train {

/// Samples with a class each, ready for a network.
struct GRADARIUM_CORE LabelledSet {
  tensor::Tensor inputs;  // n x d
  std::vector<std::int32_t> targets;

  [[nodiscard]] std::size_t rows() const noexcept { return targets.size(); }
  /// The rows of these numbers, in their order.
  [[nodiscard]] LabelledSet some(std::span<const std::size_t> rows) const;
};

/// The features times `scale`. A data set without classes throws BadCall.
GRADARIUM_CORE LabelledSet labelled(const data::Dataset& set, float scale = 1);

struct Scores {
  double loss = 0;      // mean cross-entropy
  double accuracy = 0;  // share of the rows whose largest logit is that of their class
};
GRADARIUM_CORE Scores scores(nn::Mlp& network, const LabelledSet& set);

/// The mean cross-entropy, and its gradient in the parameters (clearing what was there).
GRADARIUM_CORE double lossWithGradient(nn::Mlp& network, const LabelledSet& set);

/// All parameters one after the other, in the order of collect().
GRADARIUM_CORE std::vector<float> flatWeights(nn::Module& model);
/// The other way; another number of weights throws BadCall.
GRADARIUM_CORE void setWeights(nn::Module& model, std::span<const float> weights);

}  // namespace gradarium::train
