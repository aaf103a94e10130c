// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/lm/attention_net.h"
#include "core/lm/intervention.h"

namespace gradarium::lm {

/// All that one pass over a text of T tokens computes.
struct GRADARIUM_CORE AttentionTrace {
  std::vector<std::int32_t> ids;   ///< T
  std::vector<nn::Tensor> inputs;  ///< layers: T x d, what goes into each
  std::vector<nn::Tensor> q, k,
      v;  ///< layers: T x H x D, and twice T x G x D; turned where positions are rotary
  std::vector<nn::Tensor> weights;  ///< layers: H x T x T, rows sum to 1 (or to 0 where ablated)
  std::vector<nn::Tensor> mixed;    ///< layers: T x H x D, weights v, or what was patched in
  nn::Tensor output;                ///< T x d, what the head reads
  nn::Tensor logits;                ///< T x V
  /// -log softmax(logits)[t][ids[t+1]], T - 1 numbers.
  [[nodiscard]] std::vector<double> losses() const;
  /// log softmax(logits)[position], V numbers.
  [[nodiscard]] std::vector<double> logProbabilities(std::size_t position) const;
};

GRADARIUM_CORE AttentionTrace trace(AttentionNet& net, std::span<const std::int32_t> ids,
                                    const Intervention& change = {});

/// The logits of a batch of rows under the same change: B x T x V. Without one, attention goes its fast way.
GRADARIUM_CORE nn::Tensor changedLogits(AttentionNet& net, std::span<const std::int32_t> ids,
                                        std::size_t batch, const Intervention& change);

/// One head of one layer on a trace.
struct HeadTrace {
  nn::Tensor q, k, v;  ///< T x D, turned where positions are rotary
  nn::Tensor
      scores;        ///< T x T: q . k / sqrt(D), the position bias included; -infinity where the mask forbids
  nn::Tensor mixed;  ///< T x D: weights v
  nn::Tensor written;  ///< T x d: mixed times this head's columns of the output matrix
};
GRADARIUM_CORE HeadTrace headOf(const AttentionNet& net, const AttentionTrace& trace, HeadPlace place);

/// Mean weight on the token just before, over positions 1 .. T-1: 1 for a perfect previous-token head.
GRADARIUM_CORE double previousTokenScore(const nn::Tensor& weights, std::size_t head);

/// Prefix matching (Olsson et al. 2022): the mean weight that positions whose token came up before give to
/// what followed it then. NaN where no token comes up twice.
GRADARIUM_CORE double inductionScore(const nn::Tensor& weights, std::size_t head,
                                     std::span<const std::int32_t> ids);

/// Attention rollout (Abnar & Zuidema 2020): products over layers of (mean over heads + identity) / 2. T x T,
/// rows sum to 1.
GRADARIUM_CORE nn::Tensor rollout(const AttentionTrace& trace);

/// Norms of what each token writes into each other one in a layer (Kobayashi et al. 2020): |sum over heads of
/// weight value output-matrix|. T x T.
GRADARIUM_CORE nn::Tensor normWeighted(const AttentionNet& net, const AttentionTrace& trace,
                                       std::size_t layer);

/// How the log-probability of `target` after the last token changes when each earlier token is hidden: T
/// numbers, that of the last itself 0. Up to two layers from one pass and what hiding changes of it; deeper
/// ones by a pass a token.
GRADARIUM_CORE std::vector<double> removalEffects(AttentionNet& net, std::span<const std::int32_t> ids,
                                                  std::int32_t target, const Intervention& change = {});

}  // namespace gradarium::lm
