// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/io/onnx.h"
#include "core/io/safetensors.h"
#include "core/text/bigram_counts.h"

namespace gradarium::text {

/// The neural twin of a table of counts: one layer, logits = (one-hot of the token before) W, trained by
/// full-batch gradient descent on the mean cross-entropy of all pairs. In closed form: the gradient of W's
/// row a is n_a / N (softmax(W_a) - c_a / n_a). Its least loss is that of the unsmoothed counts.
class GRADARIUM_CORE SoftmaxBigram {
 public:
  /// W starts as N(0, deviation^2). Counts of no pair throw BadCall.
  SoftmaxBigram(const BigramCounts& counts, double deviation, std::uint64_t seed);

  /// One update: W -= rate times the gradient of loss() + decay mean(W^2).
  void step(double rate, double decay = 0);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }  ///< V
  [[nodiscard]] std::uint64_t updates() const noexcept { return updates_; }
  [[nodiscard]] std::span<const double> weights() const noexcept { return weights_; }  ///< V x V
  [[nodiscard]] std::span<const double> probabilities() const noexcept { return probabilities_; }
  [[nodiscard]] double loss() const;                          ///< on the pairs it is trained on, nats
  [[nodiscard]] double loss(const BigramCounts& text) const;  ///< on others

  /// x (N x V, one-hot) -> logits, probabilities (N x V).
  [[nodiscard]] io::onnx::Model onnx() const;
  /// "weight", V x V.
  [[nodiscard]] io::Safetensors safetensors() const;

 private:
  void recompute();
  std::size_t size_;
  std::vector<double> targets_, shares_;  // c_a / n_a; n_a / N
  std::vector<double> weights_, probabilities_, logProbabilities_;
  std::uint64_t updates_ = 0;
};

}  // namespace gradarium::text
