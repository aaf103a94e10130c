// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Matrix product in registers, and the packing around it, over the vector V of the file that includes this.
// The structure is that of Goto & van de Geijn (2008): a tile of c stays in registers while k runs.

#include "core/tensor/kernels/kernels.h"
#include "core/tensor/kernels/math_body.h"

namespace gradarium::tensor::detail {
namespace {

constexpr int tileColumns = 2 * V::width;
constexpr int wholeRows = (V::tileRows + V::width - 1) / V::width * V::width;  // a tile's, in whole vectors

/// `rows` x `vectors` registers of sums. `last` columns of the last vector are real.
template <int rows, int vectors>
void tileOf(const Tile& t, int last) {
  const bool whole = last == V::width;
  V sum[rows][vectors];
  GRADARIUM_UNROLL
  for (int i = 0; i < rows; ++i) {
    GRADARIUM_UNROLL
    for (int j = 0; j < vectors; ++j) sum[i][j] = V::all(0.0F);
  }
  constexpr int anchors =
      (rows + 2) / 3;  // three rows from each pointer, so that addresses stay in registers
  const float* a[anchors];
  for (int i = 0; i < anchors; ++i) a[i] = t.a + 3 * i * t.aRow;
  if (t.beta != 0.0F) {
    for (int i = 0; i < rows; ++i) {
      V::prefetch(t.c + i * t.cRow);
      if (vectors > 1) V::prefetch(t.c + i * t.cRow + V::width);
    }
  }
  const float* b = t.b;
  const std::ptrdiff_t row = t.aRow, aStep = t.aStep, bStep = t.bStep;
  const auto run = [&](auto loadLast) {
    for (std::size_t p = 0; p < t.k; ++p) {
      V right[vectors];
      GRADARIUM_UNROLL
      for (int j = 0; j + 1 < vectors; ++j) right[j] = V::load(b + j * V::width);
      right[vectors - 1] = loadLast(b + (vectors - 1) * V::width);
      GRADARIUM_UNROLL
      for (int i = 0; i < rows; ++i) {
        const V left = V::all(a[i / 3][i % 3 * row]);
        GRADARIUM_UNROLL
        for (int j = 0; j < vectors; ++j) sum[i][j] = V::multiplyAdd(left, right[j], sum[i][j]);
      }
      GRADARIUM_UNROLL
      for (int i = 0; i < anchors; ++i) a[i] += aStep;
      b += bStep;
    }
  };
  if (whole) {
    run([](const float* p) { return V::load(p); });
  } else {
    run([last](const float* p) { return V::loadPart(p, last); });
  }
  const V alpha = V::all(t.alpha), beta = V::all(t.beta);
  GRADARIUM_UNROLL
  for (int j = 0; j < vectors; ++j) {
    const bool part = j == vectors - 1 && !whole;
    const float* const bias = t.bias == nullptr ? nullptr : t.bias + j * V::width;
    const V start = bias == nullptr ? V::all(0.0F) : part ? V::loadPart(bias, last) : V::load(bias);
    GRADARIUM_UNROLL
    for (int i = 0; i < rows; ++i) {
      float* const c = t.c + i * t.cRow + j * V::width;
      V value = V::multiplyAdd(alpha, sum[i][j], start);
      if (t.rowBias != nullptr) value = value + V::all(t.rowBias[i]);
      if (t.beta != 0.0F) value = V::multiplyAdd(beta, part ? V::loadPart(c, last) : V::load(c), value);
      if (part) {
        value.storePart(c, last);
      } else {
        value.store(c);
      }
    }
  }
}

template <int rows>
void tileRowsOf(const Tile& t) {
  if (t.columns > V::width) {
    tileOf<rows, 2>(t, t.columns - V::width);
  } else {
    tileOf<rows, 1>(t, t.columns);
  }
}

template <int rows>
inline void tileFrom(const Tile& t) {
  if constexpr (rows > 0) {
    if (t.rows == rows) {
      tileRowsOf<rows>(t);
    } else {
      tileFrom<rows - 1>(t);
    }
  }
}

inline void tile(const Tile& t) { tileFrom<V::tileRows>(t); }

// A panel's columns beyond `columns` are never read, and not written either, but for whole vectors.
inline void packRows(const float* in, std::ptrdiff_t step, std::size_t k, int columns, float* out) {
  if (columns == tileColumns) {
    constexpr std::ptrdiff_t ahead = 16;  // rows far apart: the processor does not see the next ones coming
    for (std::size_t p = 0; p < k; ++p, in += step, out += tileColumns) {
      if (p + ahead < k) {
        V::prefetch(in + ahead * step);
        V::prefetch(in + ahead * step + tileColumns - 1);
      }
      V::load(in).store(out);
      V::load(in + V::width).store(out + V::width);
    }
    return;
  }
  const int whole = columns / V::width * V::width;
  for (std::size_t p = 0; p < k; ++p, in += step, out += tileColumns) {
    if (whole > 0) V::load(in).store(out);
    if (whole < columns) V::loadPart(in + whole, columns - whole).store(out + whole);
  }
}

inline void packColumns(const float* in, std::ptrdiff_t step, std::size_t k, int columns, float* out) {
  for (int j = 0; j < columns; j += V::width) {
    const int real = columns - j < V::width ? columns - j : V::width;
    std::size_t p = 0;
    if (real == V::width) {
      for (; p + V::width <= k; p += V::width) {
        V::transposeSquare(in + j * step + static_cast<std::ptrdiff_t>(p), step, out + p * tileColumns + j,
                           tileColumns);
      }
    }
    for (int i = 0; i + 4 <= real; i += 4) {
      std::size_t q = p;
      for (; q + 4 <= k; q += 4) {
        V::transposeFour(in + (j + i) * step + static_cast<std::ptrdiff_t>(q), step,
                         out + q * tileColumns + j + i, tileColumns);
      }
      for (; q < k; ++q) {
        for (int r = i; r < i + 4; ++r) {
          out[q * tileColumns + static_cast<std::size_t>(j + r)] =
              in[(j + r) * step + static_cast<std::ptrdiff_t>(q)];
        }
      }
    }
    for (int i = real / 4 * 4; i < real; ++i) {
      for (std::size_t q = p; q < k; ++q) {
        out[q * tileColumns + static_cast<std::size_t>(j + i)] =
            in[(j + i) * step + static_cast<std::ptrdiff_t>(q)];
      }
    }
  }
}

inline void packTile(const float* in, std::ptrdiff_t aRow, std::ptrdiff_t aStep, std::size_t k, int rows,
                     float* out) {
  int done = 0;
  if (aStep == 1) {
    for (; done + 4 <= rows; done += 4) {
      std::size_t p = 0;
      for (; p + 4 <= k; p += 4) {
        V::transposeFour(in + done * aRow + static_cast<std::ptrdiff_t>(p), aRow,
                         out + p * static_cast<std::size_t>(rows) + done, rows);
      }
      for (; p < k; ++p) {
        for (int i = done; i < done + 4; ++i) {
          out[p * static_cast<std::size_t>(rows) + static_cast<std::size_t>(i)] =
              in[i * aRow + static_cast<std::ptrdiff_t>(p)];
        }
      }
    }
  }
  for (int i = done; i < rows; ++i) {
    const float* const row = in + i * aRow;
    for (std::size_t p = 0; p < k; ++p) {
      out[p * static_cast<std::size_t>(rows) + static_cast<std::size_t>(i)] =
          row[static_cast<std::ptrdiff_t>(p) * aStep];
    }
  }
}

inline void packTiles(const float* in, std::ptrdiff_t aRow, std::ptrdiff_t aStep, std::size_t k, int rows,
                      float* out) {
  const auto room = [k](int row) { return static_cast<std::size_t>(row) * k; };
  if (aRow != 1) {
    for (int i = 0; i < rows; i += V::tileRows) {
      packTile(in + i * aRow, aRow, aStep, k, rows - i < V::tileRows ? rows - i : V::tileRows, out + room(i));
    }
    return;
  }
  // The rows lie side by side: some steps of all tiles at once, so that memory is read in runs.
  constexpr std::size_t group = 8;
  for (std::size_t first = 0; first < k; first += group, in += static_cast<std::ptrdiff_t>(group) * aStep) {
    const std::size_t steps = k - first < group ? k - first : group;
    if (first + 2 * group <= k) {  // the steps are far apart: the processor does not see the next ones coming
      for (std::size_t p = group; p < 2 * group; ++p) {
        for (int i = 0; i < rows; i += 16) V::prefetch(in + static_cast<std::ptrdiff_t>(p) * aStep + i);
      }
    }
    for (int i = 0; i < rows; i += V::tileRows) {
      const int count = rows - i < V::tileRows ? rows - i : V::tileRows;
      const float* from = in + i;
      float* to = out + room(i) + first * static_cast<std::size_t>(count);
      std::size_t p = 0;
      // A whole store runs over into the next step of its tile, which is written after it.
      if (count == V::tileRows && i + wholeRows <= rows) {
        for (; p + 1 < steps; ++p, from += aStep, to += V::tileRows) {
          GRADARIUM_UNROLL
          for (int r = 0; r < V::tileRows; r += V::width) V::load(from + r).store(to + r);
        }
      }
      for (; p < steps; ++p, from += aStep, to += count) {
        int r = 0;
        for (; r + V::width <= count; r += V::width) V::load(from + r).store(to + r);
        if (r < count) V::loadPart(from + r, count - r).storePart(to + r, count - r);
      }
    }
  }
}

/// One row after another: the product is as fast as memory, and memory is fastest in a straight line.
inline float dotOf(const float* x, const float* w, std::size_t k) {
  V sum[4] = {V::all(0.0F), V::all(0.0F), V::all(0.0F), V::all(0.0F)};
  std::size_t p = 0;
  for (; p + 4 * V::width <= k; p += 4 * V::width) {
    GRADARIUM_UNROLL
    for (int i = 0; i < 4; ++i) {
      sum[i] = V::multiplyAdd(V::load(x + p + i * V::width), V::load(w + p + i * V::width), sum[i]);
    }
  }
  for (; p + V::width <= k; p += V::width) sum[0] = V::multiplyAdd(V::load(x + p), V::load(w + p), sum[0]);
  if (p < k) {
    const int rest = static_cast<int>(k - p);
    sum[1] = V::multiplyAdd(V::loadPart(x + p, rest), V::loadPart(w + p, rest), sum[1]);
  }
  return V::sum((sum[0] + sum[1]) + (sum[2] + sum[3]));
}

inline void dots(const float* x, const float* w, std::ptrdiff_t wRow, std::size_t rows, std::size_t k,
                 float* y) {
  for (std::size_t i = 0; i < rows; ++i) {
    const float* const row = w + static_cast<std::ptrdiff_t>(i) * wRow;
    y[i] = dotOf(x, row, k);
  }
}

}  // namespace
}  // namespace gradarium::tensor::detail
