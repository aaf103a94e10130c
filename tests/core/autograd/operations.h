// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The one table of operations: the tests check each against PyTorch and finite differences, the benchmark
// times it. To add one: a row here and one of the same name in tests/fixtures/neural/make_operations.py.

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "core/autograd/ops.h"

namespace gradarium::testing {

using autograd::Shape;
using autograd::Tape;
using autograd::Tensor;
using autograd::Var;
using Inputs = std::vector<Var>;

struct OperationCase {
  std::string name;
  std::vector<Shape> inputs;
  std::function<Var(const Inputs&)> build;
  double offset = 0;  ///< of the inputs
  bool inPyTorch = true;
  bool checkedByDifferences = true;  ///< not where another wins within the step of a difference
};

/// The inputs that the script computes too: offset + 0.9 sin(1.7 n + 0.3 i + 0.1) for element n of input i.
inline Tensor operationInput(const OperationCase& operation, std::size_t i) {
  Tensor input(operation.inputs[i]);
  double n = 0;
  for (float& value : input.values()) {
    value =
        static_cast<float>(operation.offset + 0.9 * std::sin(1.7 * n + 0.3 * static_cast<double>(i) + 0.1));
    ++n;
  }
  return input;
}

inline std::vector<OperationCase> operations() {
  using namespace autograd;
  static const std::vector<std::int32_t> targets{2, 0, 4, 1}, ignoring{2, -1, 4, 1}, ids{3, 0, 3, 1, 5, 3};
  const auto attend = [](bool causal, bool alibi) {
    return [=](const Inputs& x) { return attention(x[0], x[1], x[2], {.causal = causal, .alibi = alibi}); };
  };
  return {
      {"add", {{2, 3, 4}, {3, 1}}, [](const Inputs& x) { return add(x[0], x[1]); }},
      {"add to itself", {{3, 4}}, [](const Inputs& x) { return add(x[0], x[0]); }},
      {"subtract", {{3, 1}, {2, 3, 4}}, [](const Inputs& x) { return subtract(x[0], x[1]); }},
      {"multiply", {{2, 3, 4}, {1, 4}}, [](const Inputs& x) { return multiply(x[0], x[1]); }},
      {"scale", {{3, 4}}, [](const Inputs& x) { return scale(x[0], -1.5F); }},
      {"add constant", {{3, 4}}, [](const Inputs& x) { return addConstant(x[0], 2); }},
      {"matmul", {{5, 7}, {7, 3}}, [](const Inputs& x) { return matmul(x[0], x[1]); }},
      {"matmul of batches", {{2, 1, 5, 7}, {3, 7, 4}}, [](const Inputs& x) { return matmul(x[0], x[1]); }},
      {"matmul shared", {{2, 5, 7}, {7, 4}}, [](const Inputs& x) { return matmul(x[0], x[1]); }},
      {"matmul transposed",
       {{2, 7, 5}, {2, 4, 7}},
       [](const Inputs& x) { return matmul(transpose(x[0]), transpose(x[1])); }},
      {"sum", {{3, 4}}, [](const Inputs& x) { return sum(x[0]); }},
      {"sum over an axis", {{2, 3, 4}}, [](const Inputs& x) { return sum(x[0], 1); }},
      {"mean", {{3, 4}}, [](const Inputs& x) { return mean(x[0]); }},
      {"mean over an axis", {{2, 3, 4}}, [](const Inputs& x) { return mean(x[0], -1, true); }},
      {"reshape",
       {{2, 6}},
       [](const Inputs& x) {
         return exp(reshape(x[0], {3, 4}));
       }},
      {"reshape of a transpose",
       {{2, 6}},
       [](const Inputs& x) {
         return exp(reshape(transpose(x[0]), {3, 4}));
       }},
      {"permute",
       {{2, 3, 4}},
       [](const Inputs& x) {
         return tanh(permute(x[0], {2, 0, 1}));
       }},
      {"slice",
       {{4, 6}},
       [](const Inputs& x) { return multiply(slice(x[0], 0, 1, 3), tanh(slice(x[0], 0, 2, 4))); }},
      {"relu", {{3, 5}}, [](const Inputs& x) { return relu(x[0]); }},
      {"gelu", {{3, 5}}, [](const Inputs& x) { return gelu(scale(x[0], 4)); }},
      {"gelu tanh", {{3, 5}}, [](const Inputs& x) { return geluTanh(scale(x[0], 4)); }},
      {"silu", {{3, 5}}, [](const Inputs& x) { return silu(scale(x[0], 4)); }},
      {"tanh", {{3, 5}}, [](const Inputs& x) { return tanh(scale(x[0], 2)); }},
      {"sigmoid", {{3, 5}}, [](const Inputs& x) { return sigmoid(scale(x[0], 4)); }},
      {"exp", {{3, 5}}, [](const Inputs& x) { return exp(x[0]); }},
      {"log", {{3, 5}}, [](const Inputs& x) { return log(x[0]); }, 2},
      {"bias + activation",
       {{2, 3, 5}, {5}},
       [](const Inputs& x) { return biasActivation(Unary::Gelu, x[0], x[1]); }},
      {"dropout", {{4, 5}}, [](const Inputs& x) { return dropout(x[0], 0.4F, 7); }, 0, false},
      {"softmax", {{2, 3, 5}}, [](const Inputs& x) { return softmax(scale(x[0], 3)); }},
      {"log softmax", {{3, 21}}, [](const Inputs& x) { return logSoftmax(scale(x[0], 3)); }},
      {"cross-entropy", {{4, 5}}, [](const Inputs& x) { return crossEntropy(x[0], targets); }},
      {"cross-entropy, smoothed",
       {{2, 2, 5}},
       [](const Inputs& x) { return crossEntropy(x[0], ignoring, 0.1F); }},
      {"layer norm", {{3, 19}, {19}, {19}}, [](const Inputs& x) { return layerNorm(x[0], x[1], x[2]); }},
      {"RMS norm", {{3, 19}, {19}}, [](const Inputs& x) { return rmsNorm(x[0], x[1]); }},
      {"linear", {{2, 3, 7}, {5, 7}, {5}}, [](const Inputs& x) { return linear(x[0], x[1], x[2]); }},
      {"embedding",
       {{6, 5}},
       [](const Inputs& x) {
         return exp(embedding(x[0], ids, {2, 3}));
       }},
      {"convolution",
       {{2, 3, 7, 6}, {4, 3, 3, 2}, {4}},
       [](const Inputs& x) { return conv2d(x[0], x[1], x[2]); }},
      {"convolution, strided",
       {{2, 3, 9, 8}, {4, 3, 3, 3}, {4}},
       [](const Inputs& x) { return conv2d(x[0], x[1], x[2], {.stride = 2, .padding = 2, .dilation = 2}); }},
      {"convolution, pooled",
       {{5, 2, 6, 8}, {3, 2, 3, 3}, {3}},
       [](const Inputs& x) { return convPool2d(x[0], x[1], x[2], {.padding = 1}); },
       0,
       true,
       false},
      {"convolution, pooled, odd",
       {{2, 2, 7, 9}, {3, 2, 3, 3}, {3}},
       [](const Inputs& x) { return convPool2d(x[0], x[1], x[2], {.padding = 1}); },
       0,
       true,
       false},
      {"convolution in one dimension",
       {{2, 3, 9}, {4, 3, 3}, {4}},
       [](const Inputs& x) { return conv1d(x[0], x[1], x[2], {.stride = 2, .padding = 1}); }},
      {"convolution, padded",
       {{5, 2, 6, 7}, {3, 2, 3, 3}, {3}},
       [](const Inputs& x) { return conv2d(x[0], x[1], x[2], {.padding = 1}); }},
      {"convolution, wide window",
       {{2, 2, 3, 4}, {3, 2, 5, 5}, {3}},
       [](const Inputs& x) { return conv2d(x[0], x[1], x[2], {.padding = 4, .dilation = 2}); }},
      {"convolution in one dimension, padded",
       {{2, 3, 9}, {4, 3, 5}, {4}},
       [](const Inputs& x) { return conv1d(x[0], x[1], x[2], {.padding = 2}); }},
      {"max pool of squares", {{2, 3, 5, 38}}, [](const Inputs& x) { return maxPool2d(x[0], 2); }},
      {"max pool of squares, odd", {{2, 1, 4, 7}}, [](const Inputs& x) { return maxPool2d(x[0], 2); }},
      {"max pool", {{2, 3, 7, 6}}, [](const Inputs& x) { return maxPool2d(x[0], 3, 2); }},
      {"average pool", {{2, 3, 6, 6}}, [](const Inputs& x) { return averagePool2d(x[0], 2); }},
      {"attention", {{2, 53, 4, 6}, {2, 53, 2, 6}, {2, 53, 2, 6}}, attend(true, false)},
      {"attention both ways", {{1, 5, 2, 3}, {1, 150, 2, 3}, {1, 150, 2, 3}}, attend(false, false)},
      {"attention, more keys", {{1, 7, 2, 4}, {1, 11, 1, 4}, {1, 11, 1, 4}}, attend(true, false)},
      {"attention, ALiBi", {{1, 9, 6, 4}, {1, 9, 6, 4}, {1, 9, 6, 4}}, attend(true, true)},
      {"attention by its weights",
       {{2, 7, 4, 6}, {2, 7, 2, 6}, {2, 7, 2, 6}},
       [](const Inputs& x) { return attentionWithWeights(x[0], x[1], x[2]).output; }},
      {"rotary positions", {{2, 3, 2, 6}}, [](const Inputs& x) { return rope(x[0], 4); }},
      {"rotary positions, interleaved",
       {{2, 3, 2, 6}},
       [](const Inputs& x) { return rope(x[0], 0, 500, RopeLayout::Interleaved); }},
  };
}

}  // namespace gradarium::testing
