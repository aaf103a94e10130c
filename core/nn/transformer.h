// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/nn/layers.h"

namespace gradarium::nn {

enum class Positions {
  Learned,     ///< a table added to the embeddings
  Sinusoidal,  ///< fixed sines and cosines added to them (Vaswani et al. 2017)
  Rotary,      ///< queries and keys turned (Su et al. 2021)
  Alibi,       ///< scores lose in proportion to distance (Press et al. 2022)
  None,
};
enum class FeedForward { Relu, Gelu, GeluTanh, Silu, SwiGlu };
enum class NormPlace { Before, After };

/// What a transformer block is made of; every combination trains.
struct GRADARIUM_CORE BlockSpec {
  std::size_t width = 64;  ///< d, a multiple of heads
  std::size_t heads = 4;
  std::size_t groups = 0;  ///< heads of keys and values; 0: as many as heads
  std::size_t hidden = 0;  ///< of the feed-forward layer; 0: 4 d, for SwiGLU 8 d / 3
  NormKind norm = NormKind::Layer;
  NormPlace place = NormPlace::Before;
  FeedForward feedForward = FeedForward::Gelu;
  Positions positions = Positions::Learned;
  bool bias = true;
  bool causal = true;
  float dropout = 0;
  float normEpsilon = 1e-5F;
  float ropeBase = 10000;

  [[nodiscard]] std::size_t keyHeads() const noexcept { return groups == 0 ? heads : groups; }
  [[nodiscard]] std::size_t headWidth() const noexcept { return width / heads; }
  [[nodiscard]] std::size_t hiddenWidth() const noexcept;
  void check() const;  ///< throws BadCall where the numbers do not fit
};

/// Self-attention over B x T x d: one matrix for queries, keys and values (rows in that order), heads side by
/// side. Taps: PATH.q (B x T x H x D), PATH.k and PATH.v (B x T x G x D), queries and keys turned where positions are
/// rotary; PATH.weights (B x H x T x T, with pass.showWeights); PATH.mixed (B x T x H x D), the values as weighted;
/// PATH.out.
class GRADARIUM_CORE MultiHeadAttention final : public Module {
 public:
  MultiHeadAttention(const std::string& path, const BlockSpec& spec, base::Random& random);
  Var operator()(Pass& pass, Var x);
  void collect(std::vector<Parameter*>& parameters) override;

  Linear qkv;     ///< (H + 2 G) D x d
  Linear output;  ///< d x d

 private:
  BlockSpec spec_;
  struct {
    std::string q, k, v, weights, mixed, out;
  } names_;
};

/// Attention and a feed-forward layer, each with its norm and its way around (pre-norm: x + f(norm x);
/// post-norm: norm(x + f(x))). Taps: those of PATH.attention, PATH.mlp.hidden, PATH.mlp.out, PATH.out.
class GRADARIUM_CORE Block final : public Module {
 public:
  Block(const std::string& path, const BlockSpec& spec, base::Random& random);
  Var operator()(Pass& pass, Var x);
  void collect(std::vector<Parameter*>& parameters) override;

  Norm norm1, norm2;
  MultiHeadAttention attention;
  Linear up;    ///< hidden x d; for SwiGLU 2 hidden x d: the gate's rows, then the value's
  Linear down;  ///< d x hidden

 private:
  Var feedForward(Pass& pass, Var x);
  Var around(Pass& pass, Var x, Var change, std::uint64_t site);
  BlockSpec spec_;
  std::string hiddenName_, mlpName_, outName_;
};

/// T x d: sin and cos of t / 10000^(2 i / d), side by side in pairs.
GRADARIUM_CORE Tensor sinusoidalPositions(std::size_t positions, std::size_t width);

}  // namespace gradarium::nn
