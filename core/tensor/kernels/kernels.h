// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace gradarium::tensor::detail {

/// One tile of a matrix product: c (rows x columns) = alpha a b + beta c + bias.
struct Tile {
  int rows, columns;  ///< at most the kernel's tileRows x tileColumns
  std::size_t k;
  const float* a;
  std::ptrdiff_t aRow, aStep;  ///< a(i, p) stands at i aRow + p aStep
  const float* b;
  std::ptrdiff_t bStep;  ///< b(p, j) stands at p bStep + j
  float* c;
  std::ptrdiff_t cRow;   ///< c(i, j) stands at i cRow + j
  float alpha, beta;     ///< beta = 0: c is not read
  const float* bias;     ///< columns, added to every row; may be null
  const float* rowBias;  ///< rows, added to every column; may be null
};

enum class Unary { Relu, Gelu, GeluTanh, Silu, Tanh, Sigmoid, Exp };

/// What AdamW (Loshchilov & Hutter 2019) needs for one step of one tensor.
struct AdamWStep {
  float rate, beta1, beta2, epsilon;
  float decay;                     ///< 1 - rate * weight decay
  float correction1, correction2;  ///< 1 / (1 - beta1^t), 1 / sqrt(1 - beta2^t)
  float scale;                     ///< of the gradient: clipping
};

/// The inner loops of tensors for one kind of processor. `add` says: to what stands there, instead of over
/// it. Rows are contiguous. No kernel allocates, throws or reads past its arrays.
struct Kernels {
  int tileRows, tileColumns;
  void (*tile)(const Tile& tile);
  /// out[p * tileColumns + j] = in[p * step + j] for j < columns: a panel of b for `tile`.
  void (*packRows)(const float* in, std::ptrdiff_t step, std::size_t k, int columns, float* out);
  /// The same panel where b is stored by columns: out[p * tileColumns + j] = in[j * step + p].
  void (*packColumns)(const float* in, std::ptrdiff_t step, std::size_t k, int columns, float* out);
  /// Panels of a for `tile`, of tileRows rows each (the last of what is left), either aRow or aStep 1: the
  /// one that begins at row i stands at out + i k and holds in[(i + r) * aRow + p * aStep] at p * its rows +
  /// r.
  void (*packTiles)(const float* in, std::ptrdiff_t aRow, std::ptrdiff_t aStep, std::size_t k, int rows,
                    float* out);
  /// y_j = x . w_j for `rows` rows of w.
  void (*dots)(const float* x, const float* w, std::ptrdiff_t wRow, std::size_t rows, std::size_t k,
               float* y);
  int panelColumns;  ///< of a panel for `combined`: as many sums as registers hold well
  /// y_j = x_0 w[j] + x_1 w[step + j] + ... + x_(k - 1) w[(k - 1) step + j] for j < columns.
  void (*combined)(const float* x, const float* w, std::ptrdiff_t step, std::size_t k, std::size_t columns,
                   float* y);
  /// out[p * outStep + r] = in[r * step + p] for r < rows, p < k.
  void (*transpose)(const float* in, std::ptrdiff_t step, std::size_t rows, std::size_t k, float* out,
                    std::ptrdiff_t outStep);

  /// Rows of n numbers, `step` apart, one right after another.
  void (*copyRows)(const float* in, std::ptrdiff_t step, std::size_t rows, std::size_t n, float* out);

  void (*add)(const float* a, const float* b, float* y, std::size_t n);           ///< y = a + b
  void (*multiply)(const float* a, const float* b, float* y, std::size_t n);      ///< y = a b
  void (*multiplyAdd)(const float* a, const float* b, float* y, std::size_t n);   ///< y += a b
  void (*scale)(float alpha, const float* x, float* y, std::size_t n, bool add);  ///< y = alpha x
  void (*unary)(Unary f, const float* x, float* y, std::size_t n);                ///< y = f(x)
  /// dx = dy f'(x), where y = f(x) is at hand.
  void (*unaryBack)(Unary f, const float* x, const float* y, const float* dy, float* dx, std::size_t n,
                    bool add);
  double (*sum)(const float* x, std::size_t n);
  /// sums[j] = x[0 step + j] + ... + x[(rows - 1) step + j] for j < columns.
  void (*sumRows)(const float* x, std::ptrdiff_t step, std::size_t rows, std::size_t columns, float* sums);
  double (*sumOfSquares)(const float* x, std::size_t n);

  float (*highest)(const float* x, std::size_t n);
  /// y = exp(scale (x - shift)); returns the sum.
  float (*expSum)(const float* x, float scale, float shift, float* y, std::size_t n);
  /// dx = y (dy - y . dy) scale: through softmax.
  void (*softmaxBack)(const float* y, const float* dy, float scale, float* dx, std::size_t n, bool add);
  /// dy = y (dy - dot) scale: the same with the product y . dy known.
  void (*weighted)(const float* y, float* dy, float dot, float scale, std::size_t n);
  /// y = (x - mean) deviation^-1 gain + bias; gain and bias may be null. Without centring (RMS norm) mean is
  /// 0.
  void (*norm)(const float* x, const float* gain, const float* bias, float epsilon, bool centre, float* y,
               float* mean, float* inverse, std::size_t n);
  /// dx, and into dgain and dbias (either may be null) the row's part.
  void (*normBack)(const float* x, const float* gain, const float* dy, float mean, float inverse, bool centre,
                   float* dx, float* dgain, float* dbias, std::size_t n, bool add);
  /// The highest of each square of 2 x 2 of `pairs` pairs of rows of `width`: its value, and which it was (0
  /// and 1 above, 2 and 3 below; the first of equals; what is not a number wins). A last odd column is in no
  /// square.
  void (*squareHighest)(const float* x, std::size_t width, std::size_t pairs, float* y, float* winner);
  /// dy back to the winners' places, 0 to the others of their squares.
  void (*squareHighestBack)(const float* winner, const float* dy, std::size_t width, std::size_t pairs,
                            float* dx, bool add);
  void (*adamw)(const AdamWStep& step, const float* gradient, float* m, float* v, float* weights,
                std::size_t n);
};

const Kernels& kernelsPlain() noexcept;
// Null where the compiler was not told to build for that unit.
const Kernels* kernelsAvx2() noexcept;
const Kernels* kernelsAvx512() noexcept;

/// The fastest that runs here.
const Kernels& kernels() noexcept;

}  // namespace gradarium::tensor::detail
