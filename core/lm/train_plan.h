// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/lm/language_model.h"
#include "core/nn/transformer.h"

namespace gradarium::lm {

/// Everything on which the outcome of a training depends, beside the text itself.
struct GRADARIUM_CORE TrainPlan {
  std::vector<std::string> data{"king-james"};  ///< shipped texts or paths, joined in this order
  std::string model = "gpt";                    ///< or "attention": attention alone
  std::string from;  ///< the file whose weights it starts with, for the record; empty: random ones
  std::size_t layers = 4, width = 128, heads = 4;
  std::size_t groups = 0;     ///< heads of keys and values; 0: as many as heads
  std::size_t context = 128;  ///< tokens in a row
  nn::Positions positions = nn::Positions::Rotary;
  std::size_t batch = 16;  ///< rows a step, over all ranks
  std::uint64_t steps = 2000, warmUp = 100, seed = 0;
  double rate = 1e-3, weightDecay = 0.1, dropout = 0;
  double clip = 1;  ///< norm to which gradients are brought down; 0: left alone
  double repeats =
      0;  ///< the share of rows that are random strings coming twice, on which induction heads form
  std::uint64_t reports = 100;  ///< points of the loss curve

  /// Throws BadCall that names the option and its range.
  void check() const;
  /// The rows of a batch that are repeated strings.
  [[nodiscard]] std::size_t repeatedRows() const;
  /// After how many steps each there is a point of the curve.
  [[nodiscard]] std::uint64_t stride() const;
};

GRADARIUM_CORE std::string toJson(const TrainPlan& plan);
/// Back again; `name` begins the sentence of Error if it does not go.
GRADARIUM_CORE TrainPlan planFromJson(std::string_view json, std::string_view name);

/// The plan's sizes are those of a model that was trained before.
GRADARIUM_CORE void takeSizes(TrainPlan& plan, const LanguageModel& model);

/// The model of a plan at its random first weights.
GRADARIUM_CORE std::unique_ptr<LanguageModel> makeModel(const TrainPlan& plan, std::size_t vocabulary);

}  // namespace gradarium::lm
