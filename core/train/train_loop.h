// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/base/stop.h"
#include "core/dist/communicator.h"
#include "core/export.h"
#include "core/nn/module.h"
#include "core/train/hooks.h"
#include "core/train/parameter_steps.h"

namespace gradarium::train {

struct TrainOptions {
  StepSettings steps;
  std::function<float(std::uint64_t step)> rate;  ///< of each step; empty: the optimiser's
  std::size_t microBatches = 1;  ///< losses drawn and averaged for one step: equal to one batch of them all
  std::uint64_t seed = 0;        ///< of the data and of dropout
  /// Ranks that train together, or none: losses and gradients are their means, so that the step is the same
  /// on all. Each has its own loop on equal weights and with equal options; its loss is that of its share of
  /// the batch.
  dist::Communicator* ranks = nullptr;
};

/// What one step did.
struct StepRecord {
  std::uint64_t step = 0;  ///< 1 for the first
  float loss = 0;          ///< before the step
  float gradientNorm = 0;  ///< before clipping
  float rate = 0;
  bool diverged = false;  ///< loss or gradient is not finite; the step was not taken
};

/// Trains a model step by step. Everything that a step depends on (weights, moments, the stream of random
/// numbers, the number of the step) can be written down and read back, after which training goes on with the
/// same bits.
class GRADARIUM_CORE TrainLoop {
 public:
  /// Draws a batch from the stream, and nothing else from anywhere, and returns its mean loss on the pass's
  /// tape. Each of several ranks must draw as much from it, such as the whole batch of which it takes a part.
  using Loss = std::function<nn::Var(nn::Pass& pass, base::Random& data)>;

  /// The model must outlive the loop.
  TrainLoop(nn::Module& model, Loss loss, TrainOptions options);
  TrainLoop(const TrainLoop&) = delete;
  TrainLoop& operator=(const TrainLoop&) = delete;

  StepRecord step();
  /// Steps until `until` steps were taken in all, the flag asks to stop or the loss diverges; `each` sees
  /// every record and may return false to stop (on all ranks alike; the flag of any one stops all). Returns
  /// whether `until` was reached.
  bool run(std::uint64_t until, const base::StopFlag* stop,
           const std::function<bool(const StepRecord&)>& each);

  [[nodiscard]] std::uint64_t steps() const noexcept { return steps_.optimizer().steps(); }
  /// The optimizer and its memories, for whoever wants to look.
  [[nodiscard]] const ParameterSteps& parameterSteps() const noexcept { return steps_; }
  [[nodiscard]] Hooks& hooks() noexcept { return hooks_; }
  [[nodiscard]] nn::Tape& tape() noexcept { return tape_; }  ///< of the last micro-batch

  /// The whole state as a safetensors file: weights under their names, "optimizer.0.NAME",
  /// "optimizer.1.NAME" ... the optimizer's memories of each, and the rest as metadata; `words` are added to
  /// those.
  [[nodiscard]] std::string checkpoint(const std::map<std::string, std::string>& words = {}) const;
  /// Reads one; leaves everything as it was and throws Error if anything is missing or does not fit.
  void restore(std::string_view bytes, std::string_view name);

 private:
  [[nodiscard]] bool together() const noexcept {
    return options_.ranks != nullptr && options_.ranks->size() > 1;
  }
  double meanOverRanks(double loss);
  bool asked(const base::StopFlag* stop);

  Loss loss_;
  TrainOptions options_;
  std::vector<nn::Parameter*> parameters_;
  ParameterSteps steps_;
  base::Random random_;
  Hooks hooks_;
  nn::Tape tape_;
  std::vector<float> sums_;  ///< gradients and the loss, side by side, on their way to the other ranks
};

}  // namespace gradarium::train
