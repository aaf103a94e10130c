// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Element by element, over the vector V of the file that includes this.

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/math_body.h"

namespace gradarium::tensor::detail {
namespace {

/// body(i, load, store) for whole vectors and once for the rest.
template <class Body>
inline void overVectors(std::size_t n, Body body) {
  std::size_t i = 0;
  for (; i + V::width <= n; i += V::width) {
    body([i](const float* p) { return V::load(p + i); }, [i](float* p, V v) { v.store(p + i); });
  }
  if (i < n) {
    const int rest = static_cast<int>(n - i);
    body([i, rest](const float* p) { return V::loadPart(p + i, rest); },
         [i, rest](float* p, V v) { v.storePart(p + i, rest); });
  }
}

inline void add(const float* a, const float* b, float* y, std::size_t n) {
  overVectors(n, [&](auto load, auto store) { store(y, load(a) + load(b)); });
}
inline void multiply(const float* a, const float* b, float* y, std::size_t n) {
  overVectors(n, [&](auto load, auto store) { store(y, load(a) * load(b)); });
}
inline void multiplyAdd(const float* a, const float* b, float* y, std::size_t n) {
  overVectors(n, [&](auto load, auto store) { store(y, V::multiplyAdd(load(a), load(b), load(y))); });
}
inline void scale(float alpha, const float* x, float* y, std::size_t n, bool add) {
  const V factor = V::all(alpha);
  if (add) {
    overVectors(n, [&](auto load, auto store) { store(y, V::multiplyAdd(factor, load(x), load(y))); });
  } else {
    overVectors(n, [&](auto load, auto store) { store(y, factor * load(x)); });
  }
}

template <class F>
void unaryOf(const float* x, float* y, std::size_t n) {
  overVectors(n, [&](auto load, auto store) { store(y, F::value(load(x))); });
}
template <class F>
void unaryBackOf(const float* x, const float* y, const float* dy, float* dx, std::size_t n, bool add) {
  if (add) {
    overVectors(n, [&](auto load, auto store) {
      store(dx, V::multiplyAdd(load(dy), F::slope(load(x), load(y)), load(dx)));
    });
  } else {
    overVectors(n, [&](auto load, auto store) { store(dx, load(dy) * F::slope(load(x), load(y))); });
  }
}

inline void unary(Unary f, const float* x, float* y, std::size_t n) {
  switch (f) {
    case Unary::Relu:
      return unaryOf<ReluF>(x, y, n);
    case Unary::Gelu:
      return unaryOf<GeluF>(x, y, n);
    case Unary::GeluTanh:
      return unaryOf<GeluTanhF>(x, y, n);
    case Unary::Silu:
      return unaryOf<SiluF>(x, y, n);
    case Unary::Tanh:
      return unaryOf<TanhF>(x, y, n);
    case Unary::Sigmoid:
      return unaryOf<SigmoidF>(x, y, n);
    case Unary::Exp:
      return unaryOf<ExpF>(x, y, n);
  }
}
inline void unaryBack(Unary f, const float* x, const float* y, const float* dy, float* dx, std::size_t n,
                      bool add) {
  switch (f) {
    case Unary::Relu:
      return unaryBackOf<ReluF>(x, y, dy, dx, n, add);
    case Unary::Gelu:
      return unaryBackOf<GeluF>(x, y, dy, dx, n, add);
    case Unary::GeluTanh:
      return unaryBackOf<GeluTanhF>(x, y, dy, dx, n, add);
    case Unary::Silu:
      return unaryBackOf<SiluF>(x, y, dy, dx, n, add);
    case Unary::Tanh:
      return unaryBackOf<TanhF>(x, y, dy, dx, n, add);
    case Unary::Sigmoid:
      return unaryBackOf<SigmoidF>(x, y, dy, dx, n, add);
    case Unary::Exp:
      return unaryBackOf<ExpF>(x, y, dy, dx, n, add);
  }
}

/// Floats within a run, doubles over the runs: quick, and as good as pairwise summation.
template <class Term>
inline double sumOf(std::size_t n, Term term) {
  constexpr std::size_t run = 512;
  double total = 0;
  for (std::size_t begin = 0; begin < n; begin += run) {
    const std::size_t end = n - begin < run ? n : begin + run;
    V a = V::all(0.0F), b = a;
    std::size_t i = begin;
    for (; i + 2 * V::width <= end; i += 2 * V::width) {
      a = a + term(i, V::width);
      b = b + term(i + V::width, V::width);
    }
    for (; i < end; i += V::width) {
      a = a + term(i, end - i < static_cast<std::size_t>(V::width) ? static_cast<int>(end - i) : V::width);
    }
    total += static_cast<double>(V::sum(a + b));
  }
  return total;
}
inline V loadUpTo(const float* p, int n) { return n == V::width ? V::load(p) : V::loadPart(p, n); }

inline double sum(const float* x, std::size_t n) {
  return sumOf(n, [x](std::size_t i, int count) { return loadUpTo(x + i, count); });
}
inline void sumRows(const float* x, std::ptrdiff_t step, std::size_t rows, std::size_t columns, float* sums) {
  constexpr std::size_t four = 4 * V::width;
  std::size_t j = 0;
  for (; j + four <= columns; j += four) {
    V a = V::all(0.0F), b = a, c = a, d = a;
    const float* row = x + j;
    for (std::size_t i = 0; i < rows; ++i, row += step) {
      a = a + V::load(row);
      b = b + V::load(row + V::width);
      c = c + V::load(row + 2 * V::width);
      d = d + V::load(row + 3 * V::width);
    }
    a.store(sums + j);
    b.store(sums + j + V::width);
    c.store(sums + j + 2 * V::width);
    d.store(sums + j + 3 * V::width);
  }
  for (; j < columns; j += V::width) {
    const int real =
        columns - j < static_cast<std::size_t>(V::width) ? static_cast<int>(columns - j) : V::width;
    V a = V::all(0.0F);
    const float* row = x + j;
    for (std::size_t i = 0; i < rows; ++i, row += step) a = a + V::loadPart(row, real);
    a.storePart(sums + j, real);
  }
}
inline double sumOfSquares(const float* x, std::size_t n) {
  return sumOf(n, [x](std::size_t i, int count) {
    const V v = loadUpTo(x + i, count);
    return v * v;
  });
}

inline void adamw(const AdamWStep& s, const float* gradient, float* m, float* v, float* weights,
                  std::size_t n) {
  const V beta1 = V::all(s.beta1), rest1 = V::all(1.0F - s.beta1), beta2 = V::all(s.beta2);
  const V rest2 = V::all(1.0F - s.beta2), rate = V::all(0.0F - s.rate * s.correction1),
          decay = V::all(s.decay);
  const V epsilon = V::all(s.epsilon), correction2 = V::all(s.correction2), factor = V::all(s.scale);
  overVectors(n, [&](auto load, auto store) {
    const V g = factor * load(gradient);
    const V first = V::multiplyAdd(beta1, load(m), rest1 * g);
    const V second = V::multiplyAdd(beta2, load(v), rest2 * g * g);
    store(m, first);
    store(v, second);
    const V step = first / V::multiplyAdd(V::sqrt(second), correction2, epsilon);
    store(weights, V::multiplyAdd(rate, step, decay * load(weights)));
  });
}

}  // namespace
}  // namespace gradarium::tensor::detail
