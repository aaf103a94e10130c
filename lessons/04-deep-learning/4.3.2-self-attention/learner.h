// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "alphabet.h"
#include "core/lm/attention_net.h"
#include "core/lm/attention_trace.h"
#include "core/lm/text_split.h"
#include "core/lm/toy_tasks.h"
#include "core/optim/optimizer.h"

namespace gradarium::lessons {

/// What a network learns from.
enum class Source { Copy, Brackets, First, KingJames };

/// A network of attention alone, and its training.
class Learner {
 public:
  /// A fresh network for one of the toys. `repeat`: the strings come twice and are up to so long; for brackets, so many
  /// pairs; 'who came first' is asked in rows of twice as many.
  Learner(Source source, const lm::AttentionNetOptions& options, std::size_t repeat);
  /// The shipped network, and the King James text that it was trained on.
  explicit Learner(std::uint64_t seed);

  /// One step of AdamW on a fresh batch; returns its loss, nats a token.
  double update();
  std::uint64_t updates() const { return optimizer_->steps(); }
  lm::AttentionNet& net() const { return *net_; }
  const Alphabet& alphabet() const { return alphabet_; }
  /// The loss of somebody who only knows which tokens come into question.
  double chance() const { return chance_; }

  /// Mean loss on rows that are never trained on: of tokens that nothing tells, and of those that the row tells.
  struct Losses {
    double fresh = 0, recalled = 0;
  };
  Losses evaluate(const std::set<lm::HeadPlace>& ablated) const;
  /// The first of the held-out rows, on which heads are scored.
  std::vector<std::int32_t> heldRow() const;

  /// The weights under their names as a safetensors file, with the options, and the tokens in the order of their ids.
  std::string file() const;

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
  void prepare(double rate);
  lm::TokenBatch draw(bool held, base::Random& random) const;

  Source source_;
  std::size_t repeat_ = 0;
  Alphabet alphabet_ = Alphabet::toys();
  double chance_ = 0;
  std::unique_ptr<lm::AttentionNet> net_;
  std::unique_ptr<const lm::TextSplit> text_;  // of King James
  std::vector<autograd::Parameter*> parameters_;
  std::unique_ptr<optim::Optimizer<float>> optimizer_;
  base::Random random_;
  lm::TokenBatch held_;  // out
  autograd::Tape tape_;  // keeps its room from update to update
};

}  // namespace gradarium::lessons
