// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export.h"
#include "core/tensor/tensor.h"

namespace gradarium::tensor {

struct AttentionCall {
  Tensor q;  ///< B x T x H x D, D side by side
  Tensor k;  ///< B x S x G x D; head h uses group h G / H
  Tensor v;  ///< as k
  bool causal = true;
  bool alibi = false;
  float scale = 1;
};

/// out (B x T x H x D, row-major) = softmax(scale q k^T) v; logSums (B x H x T) gets the logarithm of each
/// row's sum of exponentials. Blocks of 48 queries against blocks of 128 keys with a running maximum and sum
/// (Milakov & Gimelshein 2018; Dao et al. 2022), so the room needed does not grow with T times S.
GRADARIUM_CORE void attentionForward(const AttentionCall& call, Tensor& out, Tensor& logSums);

/// Adds to dq, dk and dv (views are fine; an undefined one is left out) what flows back from dOut.
GRADARIUM_CORE void attentionBackward(const AttentionCall& call, const Tensor& out, const Tensor& logSums,
                                      const Tensor& dOut, Tensor& dq, Tensor& dk, Tensor& dv);

/// By how much rotary positions (Su et al. 2021) turn pair p of D / 2, in radians: position * base^(-2 p / D).
GRADARIUM_CORE double rotaryAngle(std::size_t position, std::size_t pair, std::size_t width, float base);

/// The slope of ALiBi (Press, Smith & Lewis 2022) for head h of H: 2^(-8 (h + 1) / H); for an H that is no
/// power of two, those of the next lower power and then every second one of the next higher.
GRADARIUM_CORE float alibiSlope(std::size_t head, std::size_t heads);

}  // namespace gradarium::tensor
