// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/lm/attention_net.h"
#include "core/lm/attention_trace.h"
#include "core/lm/repeat_task.h"
#include "core/optim/optimizer.h"

namespace gradarium::lessons {

/// Letters and the space as tokens 0 .. 26. Capitals are made small; what is neither becomes a space.
inline constexpr std::int32_t letters = 27;
std::vector<std::int32_t> tokensOf(std::string_view text);
std::string letterOf(std::int32_t token);  // the space as "·"

/// An attention-only network in training on strings that come twice.
class CopyModel {
 public:
  CopyModel(const lm::AttentionNetOptions& options, std::size_t repeat);

  /// One step of AdamW on a fresh batch; returns its loss, nats a token.
  double update();
  std::uint64_t updates() const { return optimizer_->steps(); }
  lm::AttentionNet& net() { return *net_; }

  /// Mean loss of the first and of the second half on strings that are never trained on.
  struct Halves {
    double first = 0, second = 0;
  };
  Halves evaluate(const std::set<lm::HeadPlace>& ablated) const;

  /// All that a later update depends on.
  struct State {
    std::vector<std::vector<float>> weights;
    optim::State<float> optimizer;
    base::Random random;
  };
  State save() const;
  void restore(const State& state);
  std::size_t stateBytes() const;

 private:
  std::size_t repeat_;
  std::unique_ptr<lm::AttentionNet> net_;
  std::vector<autograd::Parameter*> parameters_;
  std::unique_ptr<optim::Optimizer<float>> optimizer_;
  base::Random random_;
  lm::TokenBatch held_;  // out
  autograd::Tape tape_;  // keeps its room from update to update
};

}  // namespace gradarium::lessons
