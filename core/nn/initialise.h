// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/export.h"
#include "core/tensor/tensor.h"

namespace gradarium::nn {

// First values of weights. For a weight of shape out x in (x kernel ...) fan-in is in x kernel and fan-out
// out x kernel, as in PyTorch. Each fills row by row from the stream.

GRADARIUM_CORE void fillUniform(tensor::Tensor& weight, float low, float high, base::Random& random);
GRADARIUM_CORE void fillNormal(tensor::Tensor& weight, float mean, float deviation, base::Random& random);
/// U(-a, a) with a = gain sqrt(6 / (fan-in + fan-out)) (Glorot & Bengio 2010).
GRADARIUM_CORE void glorotUniform(tensor::Tensor& weight, base::Random& random, float gain = 1);
GRADARIUM_CORE void glorotNormal(tensor::Tensor& weight, base::Random& random, float gain = 1);
/// N(0, gain^2 / fan-in) (He et al. 2015); the gain for ReLU is sqrt 2.
GRADARIUM_CORE void heNormal(tensor::Tensor& weight, base::Random& random, float gain = 1.41421356F);
GRADARIUM_CORE void heUniform(tensor::Tensor& weight, base::Random& random, float gain = 1.41421356F);
/// Rows (or columns, if fewer) orthonormal, times gain (Saxe et al. 2014): Gram-Schmidt of a normal matrix.
GRADARIUM_CORE void orthogonal(tensor::Tensor& weight, base::Random& random, float gain = 1);

struct Fans {
  std::size_t in, out;
};
/// A weight with fewer than two axes throws BadCall.
GRADARIUM_CORE Fans fans(const tensor::Shape& shape);

}  // namespace gradarium::nn
