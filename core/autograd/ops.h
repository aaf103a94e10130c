// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/autograd/tape.h"
#include "core/export.h"
#include "core/tensor/elementwise.h"

namespace gradarium::autograd {

using tensor::Unary;

// The operations on a tape, under the names of the literature. Shapes broadcast as in NumPy. Each throws
// BadCall, with the shapes in the sentence, where they do not fit.

// --- arithmetic
GRADARIUM_CORE Var add(Var a, Var b);
GRADARIUM_CORE Var subtract(Var a, Var b);
GRADARIUM_CORE Var multiply(Var a, Var b);
GRADARIUM_CORE Var scale(Var x, float factor);      ///< factor x
GRADARIUM_CORE Var addConstant(Var x, float term);  ///< x + term
GRADARIUM_CORE Var matmul(Var a, Var b);  ///< over the last two axes: ... m x k, ... k x n -> ... m x n
GRADARIUM_CORE Var sum(Var x);            ///< of all elements: a scalar
GRADARIUM_CORE Var sum(Var x, int axis, bool keep = false);
GRADARIUM_CORE Var mean(Var x);
GRADARIUM_CORE Var mean(Var x, int axis, bool keep = false);

// --- views: the numbers stay where they are
GRADARIUM_CORE Var reshape(Var x, const Shape& shape);
GRADARIUM_CORE Var transpose(Var x, int a = -2, int b = -1);
GRADARIUM_CORE Var permute(Var x, std::initializer_list<int> order);
GRADARIUM_CORE Var slice(Var x, int axis, std::size_t begin, std::size_t end);

// --- element by element
GRADARIUM_CORE Var apply(Unary f, Var x);
inline Var relu(Var x) { return apply(Unary::Relu, x); }
inline Var gelu(Var x) { return apply(Unary::Gelu, x); }          ///< x Phi(x) (Hendrycks & Gimpel 2016)
inline Var geluTanh(Var x) { return apply(Unary::GeluTanh, x); }  ///< its tanh approximation, as GPT-2 has it
inline Var silu(Var x) { return apply(Unary::Silu, x); }          ///< x sigmoid(x)
inline Var tanh(Var x) { return apply(Unary::Tanh, x); }
inline Var sigmoid(Var x) { return apply(Unary::Sigmoid, x); }
inline Var exp(Var x) { return apply(Unary::Exp, x); }
GRADARIUM_CORE Var log(Var x);
/// f(x + bias): one pass, bias along the last axis.
GRADARIUM_CORE Var biasActivation(Unary f, Var x, Var bias);
/// Each element kept with probability 1 - rate and then divided by it (Srivastava et al. 2014), decided by
/// the element's place and the seed alone. rate in [0, 1).
GRADARIUM_CORE Var dropout(Var x, float rate, std::uint64_t seed);

// --- rows: the last axis
GRADARIUM_CORE Var softmax(Var x);
GRADARIUM_CORE Var logSoftmax(Var x);
/// Mean of -log softmax(logits)[target] over the rows whose target is not `ignored`; logits ... x V, one
/// target a row. Smoothing e spreads e of the target evenly over all V (Szegedy et al. 2016). Targets outside
/// 0 .. V-1 throw.
GRADARIUM_CORE Var crossEntropy(Var logits, std::span<const std::int32_t> targets, float smoothing = 0,
                                std::int32_t ignored = -1);
/// (x - mean) / sqrt(variance + epsilon) gain + bias (Ba et al. 2016); gain and bias may be undefined.
GRADARIUM_CORE Var layerNorm(Var x, Var gain, Var bias, float epsilon = 1e-5F);
/// x / sqrt(mean of squares + epsilon) gain (Zhang & Sennrich 2019).
GRADARIUM_CORE Var rmsNorm(Var x, Var gain, float epsilon = 1e-5F);

// --- layers
/// x W^T + b: x ... x in, weight out x in, bias out or undefined -> ... x out.
GRADARIUM_CORE Var linear(Var x, Var weight, Var bias = {});
/// Rows of the table: V x d -> shape of ids, d. `shape` is that of the ids; ids outside 0 .. V-1 throw.
GRADARIUM_CORE Var embedding(Var table, std::span<const std::int32_t> ids, const Shape& shape);

struct Conv2dOptions {
  std::size_t stride = 1, padding = 0, dilation = 1;  ///< both axes alike
};
/// Cross-correlation: x B x C x H x W, weight O x C x kh x kw, bias O or undefined -> B x O x H' x W', with
/// H' = (H + 2 padding - dilation (kh - 1) - 1) / stride + 1. By unrolling patches into one matrix product.
GRADARIUM_CORE Var conv2d(Var x, Var weight, Var bias = {}, const Conv2dOptions& options = {});
/// maxPool2d(relu(conv2d(x, weight, bias)), 2), image by image in one pass: what lies between is never
/// stored.
GRADARIUM_CORE Var convPool2d(Var x, Var weight, Var bias = {}, const Conv2dOptions& options = {});
/// x B x C x L, weight O x C x k -> B x O x L'.
GRADARIUM_CORE Var conv1d(Var x, Var weight, Var bias = {}, const Conv2dOptions& options = {});
/// Windows of size x size without padding; stride 0 means size. Of equal maxima the first counts.
GRADARIUM_CORE Var maxPool2d(Var x, std::size_t size, std::size_t stride = 0);
GRADARIUM_CORE Var averagePool2d(Var x, std::size_t size, std::size_t stride = 0);

// --- attention
struct AttentionOptions {
  bool causal = true;  ///< position i sees 0 .. i (counted from the end where keys are more than queries)
  bool alibi = false;  ///< scores lose slope_h times the distance (Press et al. 2022)
  float scale = 0;     ///< of q . k; 0: 1 / sqrt(D)
};
/// softmax(scale Q K^T) V for q B x T x H x D and k, v B x S x G x D, head h using group h G / H (grouped
/// queries, Ainslie et al. 2023; G = H is the usual case) -> B x T x H x D. In tiles with a running maximum
/// (Dao et al. 2022): no T x S matrix is ever stored.
GRADARIUM_CORE Var attention(Var q, Var k, Var v, const AttentionOptions& options = {});

struct AttentionResult {
  Var output;   ///< B x T x H x D
  Var weights;  ///< B x H x T x S: rows sum to 1
};
/// The same by plain matrix products, with the weights to look at and to change (`name` taps them).
GRADARIUM_CORE AttentionResult attentionWithWeights(Var q, Var k, Var v, const AttentionOptions& options = {},
                                                    std::string_view name = {});

enum class RopeLayout {
  Halves,
  Interleaved
};  ///< pairs (i, i + D/2) as in GPT-NeoX and Llama, or (2i, 2i + 1)
/// Rotary positions (Su et al. 2021): x B x T x H x D, D even; pair i of position first + t turns by
/// (first + t) base^(-2i/D).
GRADARIUM_CORE Var rope(Var x, std::size_t first = 0, float base = 10000,
                        RopeLayout layout = RopeLayout::Halves);

/// The slope of ALiBi for head h of H: 2^(-8 (h + 1) / H), for H no power of two as published.
GRADARIUM_CORE float alibiSlope(std::size_t head, std::size_t heads);

}  // namespace gradarium::autograd
