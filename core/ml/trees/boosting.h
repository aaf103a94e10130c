// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/export.h"
#include "core/ml/trees/grower.h"

namespace gradarium::ml {

enum class BoostingLoss {
  Binomial,  ///< y in {0, 1}, F the log-odds of 1: -2 (y F - log(1 + e^F)), the deviance
  Squared,   ///< (y - F)^2
};

struct BoostingOptions {
  BoostingLoss loss = BoostingLoss::Binomial;
  bool newton = false;  ///< splits by gradient and hessian (Chen & Guestrin 2016), else by the gradient alone
  double learningRate = 0.1;  ///< shrinkage
  double lambda = 0;          ///< added to each leaf's hessian
  double subsample = 1;  ///< share of the samples that a tree sees, drawn without replacement (Friedman 2002)
  GrowthLimits limits = {.maxDepth = 3};
  std::uint64_t seed = 0;
};

/// Trees one after another, each fitted to the negative gradient of the loss at the sum of those before it
/// (Friedman 2001). Leaves take one Newton step, -G / (H + lambda), where G and H are the sums of the half
/// gradients and hessians: of p - y and p (1 - p), or of F - y and 1.
class GRADARIUM_CORE GradientBoosting {
 public:
  /// Throws Error where the targets do not fit the loss: for the binomial one, 0 or 1, and both.
  GradientBoosting(std::shared_ptr<const SortedColumns> columns, std::vector<double> targets,
                   BoostingOptions options);

  /// Fits the next tree and adds it, shrunk.
  const Tree& add();
  [[nodiscard]] const std::vector<std::shared_ptr<const Tree>>& trees() const noexcept { return trees_; }
  /// F before the first tree: the log-odds of all, or their mean.
  [[nodiscard]] double start() const noexcept { return start_; }
  /// F of each training sample.
  [[nodiscard]] const std::vector<double>& scores() const noexcept { return scores_; }
  /// What the next tree is fitted to, -g: y - p, or y - F.
  [[nodiscard]] std::vector<double> residuals() const;
  [[nodiscard]] std::vector<double> hessians() const;
  /// The mean loss of the training samples.
  [[nodiscard]] double loss() const { return loss(scores_, targets_); }
  /// Of any scores and targets.
  [[nodiscard]] double loss(std::span<const double> scores, std::span<const double> targets) const;
  /// F at a row, by the trees so far.
  [[nodiscard]] double score(std::span<const double> row) const;
  /// The share of 1 that a score stands for; the score itself for squares.
  [[nodiscard]] double probability(double score) const;
  [[nodiscard]] const BoostingOptions& options() const noexcept { return options_; }
  /// The samples that tree t was fitted to.
  [[nodiscard]] std::vector<std::uint32_t> sampleOf(std::size_t tree) const;

 private:
  std::shared_ptr<const SortedColumns> columns_;
  std::vector<double> targets_, scores_;
  BoostingOptions options_;
  double start_ = 0;
  std::vector<std::shared_ptr<const Tree>> trees_;
};

}  // namespace gradarium::ml
