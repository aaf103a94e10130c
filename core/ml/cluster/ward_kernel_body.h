// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The loop of a WardKernel, written once over a vector type V; each kernel file includes this with its own V
// and its own compiler flags. In an unnamed namespace and without inline functions of the standard library:
// the linker must never take one file's AVX-512 copy of a function for the whole program.

#include "core/ml/cluster/ward_kernel.h"

namespace gradarium::ml::detail {
namespace {

template <class V>
bool wardSquares(const double* x, double a, const double* means, std::size_t features, const double* sizes,
                 double lowest, double* squares) {
  constexpr std::size_t width = V::width;
  const V own = V::all(a), twice = V::all(2 * a);
  const V bar = V::all(lowest * (1 + 0x1p-40));  // what rounding can cost is far less
  typename V::Signs below = V::none();
  const auto finish = [&](const V& sum, std::size_t first) {
    V::store(squares + first, sum);
    const V size = V::load(sizes + first);
    below = V::orLess(below, V::multiply(sum, V::multiply(twice, size)), V::multiply(bar, V::add(own, size)));
  };
  // Four sums by name: compilers keep those in registers, and not an array.
  for (std::size_t first = 0; first < wardLanes; first += 4 * width) {
    V a0 = V::all(0), a1 = a0, a2 = a0, a3 = a0;
    for (std::size_t f = 0; f < features; ++f) {
      const double* column = means + f * wardLanes + first;
      const V here = V::all(x[f]);
      const V d0 = V::subtract(V::load(column), here), d1 = V::subtract(V::load(column + width), here);
      const V d2 = V::subtract(V::load(column + 2 * width), here);
      const V d3 = V::subtract(V::load(column + 3 * width), here);
      a0 = V::multiplyAdd(d0, d0, a0);
      a1 = V::multiplyAdd(d1, d1, a1);
      a2 = V::multiplyAdd(d2, d2, a2);
      a3 = V::multiplyAdd(d3, d3, a3);
    }
    finish(a0, first);
    finish(a1, first + width);
    finish(a2, first + 2 * width);
    finish(a3, first + 3 * width);
  }
  return V::any(below);
}

}  // namespace
}  // namespace gradarium::ml::detail
