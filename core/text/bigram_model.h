// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/text/bigram_counts.h"

namespace gradarium::text {

enum class Smoothing {
  None,          ///< c / n: what was never seen is impossible
  AddK,          ///< (c + k) / (n + k V): Laplace (1814) took k = 1, Lidstone (1920) any
  GoodTuring,    ///< over all pairs (see GoodTuring); the unseen ones share its mass alike, then each row is
                 ///< scaled to 1
  Interpolated,  ///< w c / n + (1 - w) p(after) (Jelinek & Mercer 1980)
  AbsoluteDiscounting  ///< max(c - d, 0) / n + d (kinds after) / n p(after) (Ney, Essen & Kneser 1994)
};

struct SmoothingOptions {
  Smoothing method = Smoothing::None;
  double k = 1;            ///< of AddK, at least 0
  double weight = 0.9;     ///< w of Interpolated, 0 to 1
  double discount = 0.75;  ///< d of AbsoluteDiscounting, 0 to 1
};

/// The probability of each token after each: V x V, rows sum to 1.
///
/// p(after) of the methods that ask the token alone is (count + 1) / (N + V), so that it is never 0. A token
/// that was never before another has no counts: each method then says what it would with n = 0, and where
/// that is 0 / 0 (None, AddK with k = 0, the counted parts of the others) all tokens are alike.
class GRADARIUM_CORE BigramModel {
 public:
  /// Options outside their ranges throw BadCall.
  BigramModel(const BigramCounts& counts, const SmoothingOptions& options);

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] double probability(std::size_t before, std::size_t after) const {
    return cells_[before * size_ + after];
  }
  [[nodiscard]] std::span<const double> row(std::size_t before) const {
    return std::span(cells_).subspan(before * size_, size_);
  }
  [[nodiscard]] std::span<const double> cells() const noexcept { return cells_; }
  /// log p of a row, -inf for 0: what lm::survivors() and lm::sample() take.
  [[nodiscard]] std::vector<float> logits(std::size_t before) const;

  /// Mean of -log p over the pairs of another text, nats; infinite where the model excludes one of them, NaN
  /// where there are none.
  [[nodiscard]] double loss(const BigramCounts& text) const;
  /// -log p of each token but the first, nats; infinite for 0, and for a token below 0 or after one.
  [[nodiscard]] std::vector<double> surprisals(std::span<const std::int32_t> tokens) const;

  /// The shares of the tokens in an endless text of this model: pi with pi P = pi, by power iteration on half of
  /// P and half of I, which has the same pi and no cycles. Where the chain falls apart, what is reached from all
  /// tokens alike.
  [[nodiscard]] std::vector<double> stationary() const;
  /// The entropy of the next token in an endless text (Shannon 1948), nats: sum of pi times the entropy of
  /// its row.
  [[nodiscard]] double entropyRate() const;

 private:
  std::size_t size_;
  std::vector<double> cells_;
};

/// The loss on `text` of AddK on `counts`, without the table of the model.
GRADARIUM_CORE double addKLoss(const BigramCounts& counts, const BigramCounts& text, double k);

struct BestK {
  double k = 0, loss = 0;
};
/// The k of AddK between `low` and `high` with the least loss on `text`: the best of a grid in log k, and
/// golden sections about it, to a thousandth of k.
GRADARIUM_CORE BestK bestK(const BigramCounts& counts, const BigramCounts& text, double low = 1e-3,
                           double high = 1e3);

}  // namespace gradarium::text
