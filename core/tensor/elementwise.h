// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export.h"
#include "core/tensor/kernels/kernels.h"
#include "core/tensor/tensor.h"

namespace gradarium::tensor {

using detail::Unary;

// Element by element. Where two operands meet, their shapes broadcast; an output must have the resulting
// shape and may be one of the operands, but not partly overlap one.

GRADARIUM_CORE void assign(Tensor& out, const Tensor& x);                           ///< out = x
GRADARIUM_CORE void add(Tensor& out, const Tensor& a, const Tensor& b);             ///< out = a + b
GRADARIUM_CORE void multiply(Tensor& out, const Tensor& a, const Tensor& b);        ///< out = a b
GRADARIUM_CORE void multiplyAdd(Tensor& out, const Tensor& a, const Tensor& b);     ///< out += a b
GRADARIUM_CORE void scale(Tensor& out, float alpha, const Tensor& x, bool adding);  ///< out (+)= alpha x
/// out = f(x). Relative errors: exp 1.2e-7, tanh and sigmoid 3e-7, SiLU 4e-7, GELU 1.5e-6 and, left of -4
/// where it is tiny, 1e-5 (so its tail keeps its digits). What is not a number stays so.
GRADARIUM_CORE void apply(Unary f, Tensor& out, const Tensor& x);
/// dx (+)= dy f'(x), with y = f(x); all contiguous. dx may be dy.
GRADARIUM_CORE void applyBack(Unary f, const Tensor& x, const Tensor& y, const Tensor& dy, Tensor& dx,
                              bool adding);

/// out (+)= x summed over the axes that `out` broadcasts along: the other direction of broadcasting. Each
/// number is summed in one order, whatever the threads.
GRADARIUM_CORE void sumTo(Tensor& out, const Tensor& x, bool adding);

/// A new tensor. Conveniences for code off the hot path.
GRADARIUM_CORE Tensor operator+(const Tensor& a, const Tensor& b);
GRADARIUM_CORE Tensor operator*(const Tensor& a, const Tensor& b);

/// a b over the last two axes, the axes before them broadcast. Vectors take a matrix form first, as in
/// NumPy's matmul they would be promoted: use inserted().
GRADARIUM_CORE Tensor matmul(const Tensor& a, const Tensor& b);
/// out = alpha a b + beta out (+ bias, n numbers or undefined); as matmul, with room given.
GRADARIUM_CORE void matmulInto(Tensor& out, const Tensor& a, const Tensor& b, float alpha = 1, float beta = 0,
                               const Tensor& bias = {});

}  // namespace gradarium::tensor
