// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/optim/optimizer.h"
#include "core/train/classifier.h"

namespace gradarium::train {

struct NetworkRaceOptions {
  std::vector<std::size_t> sizes = {64, 32, 10};
  autograd::Unary activation = autograd::Unary::Relu;
  std::uint64_t seed = 0;  // of the first weights and of the order of the samples
};

/// Several optimizers on copies of one network: the same first weights, and the same batches in the same
/// order, drawn without replacement within an epoch. All follows from what it was made of and the steps'
/// sizes and rates; equal for any number of threads.
class GRADARIUM_CORE NetworkRace {
 public:
  NetworkRace(std::shared_ptr<const LabelledSet> training, const std::vector<optim::Settings>& racers,
              const NetworkRaceOptions& options = {});
  ~NetworkRace();
  NetworkRace(NetworkRace&&) noexcept;
  NetworkRace& operator=(NetworkRace&&) noexcept;

  /// One step of everybody on the next `batch` samples (0 or more than there are: on all of them), racer i at
  /// rates[i].
  void step(std::size_t batch, std::span<const double> rates);

  std::uint64_t steps() const { return at_.steps; }
  std::size_t size() const;
  nn::Mlp& network(std::size_t racer);
  const optim::Settings& settings(std::size_t racer) const;
  /// Its loss or a weight stopped being finite in that step: it keeps the weights it had and moves no more.
  std::optional<std::uint64_t> lostAt(std::size_t racer) const;
  /// What the batch's loss was before its last step.
  double batchLoss(std::size_t racer) const;
  /// Measured: its last step, from the forward pass to the new weights.
  double seconds(std::size_t racer) const;

  /// What a next step depends on, to go back to.
  struct State;
  std::shared_ptr<const State> save();
  void restore(const State& state);
  std::size_t savedBytes() const;

 private:
  struct Racer;
  struct Place {
    std::uint64_t steps = 0, epoch = 0;
    std::size_t next = 0;  // of the epoch's order
  };
  void shuffle();
  std::vector<std::size_t> nextRows(std::size_t batch);
  std::shared_ptr<const LabelledSet> training_;
  NetworkRaceOptions options_;
  std::vector<std::unique_ptr<Racer>> racers_;
  Place at_;
  std::vector<std::size_t> order_;  // of the epoch
};

}  // namespace gradarium::train
