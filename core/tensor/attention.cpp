// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/attention.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/parallel.h"
#include "core/tensor/kernels/kernels.h"

namespace gradarium::tensor {

namespace {

using detail::kernels;
using detail::Tile;

constexpr std::size_t queryBlock = 48, keyBlock = 128;

/// c (m x n) = alpha a b + beta c by tiles. b is direct (rows of n) or a packed panel (bPanel: floats a
/// panel).
struct Small {
  std::size_t m, n, k;
  const float* a;
  std::ptrdiff_t aRow, aStep;
  const float* b;
  std::ptrdiff_t bStep;
  std::size_t bPanel;  ///< from one panel of tileColumns columns to the next
  float* c;
  std::ptrdiff_t cRow;
  float alpha, beta;
};

void multiplySmall(const Small& s) {
  const auto rows = static_cast<std::size_t>(kernels().tileRows),
             columns = static_cast<std::size_t>(kernels().tileColumns);
  Tile tile{};
  tile.k = s.k;
  tile.bStep = s.bStep;
  tile.cRow = s.cRow;
  tile.aRow = s.aRow;
  tile.aStep = s.aStep;
  tile.alpha = s.alpha;
  tile.beta = s.beta;
  for (std::size_t j = 0; j < s.n; j += columns) {
    tile.columns = static_cast<int>(std::min(columns, s.n - j));
    tile.b = s.b + j / columns * s.bPanel;
    for (std::size_t i = 0; i < s.m; i += rows) {
      tile.rows = static_cast<int>(std::min(rows, s.m - i));
      tile.a = s.a + static_cast<std::ptrdiff_t>(i) * s.aRow;
      tile.c = s.c + static_cast<std::ptrdiff_t>(i) * s.cRow + j;
      kernels().tile(tile);
    }
  }
}

/// The sizes and places of one call.
struct Layout {
  std::size_t batch, queries, keys, heads, groups, width, columns, panels, packed;

  explicit Layout(const AttentionCall& c)
      : batch(c.q.shape()[0]),
        queries(c.q.shape()[1]),
        keys(c.k.shape()[1]),
        heads(c.q.shape()[2]),
        groups(c.k.shape()[2]),
        width(c.q.shape()[3]),
        columns(static_cast<std::size_t>(kernels().tileColumns)),
        panels((keys + columns - 1) / columns),
        packed(panels * columns * width) {}

  static const float* at(const Tensor& t, std::size_t b, std::size_t row, std::size_t head) {
    return t.data() + static_cast<std::ptrdiff_t>(b) * t.step(0) +
           static_cast<std::ptrdiff_t>(row) * t.step(1) + static_cast<std::ptrdiff_t>(head) * t.step(2);
  }
  static float* at(Tensor& t, std::size_t b, std::size_t row, std::size_t head) {
    return const_cast<float*>(at(std::as_const(t), b, row, head));
  }
  std::size_t groupOf(std::size_t head) const { return head * groups / heads; }
  /// How many keys a query sees.
  std::size_t seen(const AttentionCall& c, std::size_t query) const {
    if (!c.causal) return keys;
    const std::size_t shifted = query + 1 + keys;
    return shifted <= queries ? 0 : std::min(keys, shifted - queries);
  }
};

/// x (B x S x G x D) by columns: for each b and g panels of tileColumns keys, D x tileColumns each.
Storage packTransposed(const Layout& l, const Tensor& x) {
  Storage room(l.batch * l.groups * l.packed);
  base::parallelFor(l.batch * l.groups, std::max<std::size_t>(1, 16384 / (l.packed + 1)),
                    [&](std::size_t begin, std::size_t end) {
                      for (std::size_t i = begin; i < end; ++i) {
                        for (std::size_t p = 0; p < l.panels; ++p) {
                          const std::size_t key = p * l.columns;
                          kernels().packColumns(Layout::at(x, i / l.groups, key, i % l.groups), x.step(1),
                                                l.width, static_cast<int>(std::min(l.columns, l.keys - key)),
                                                room.data() + i * l.packed + key * l.width);
                        }
                      }
                    });
  return room;
}

/// scores (rows x count, keyBlock apart) of queries from `query` against keys from `key`.
void scoresOf(const AttentionCall& c, const Layout& l, const float* packed, std::size_t b, std::size_t head,
              std::size_t query, std::size_t rows, std::size_t key, std::size_t count, float slope,
              float* scores) {
  multiplySmall({rows, count, l.width, Layout::at(c.q, b, query, head), c.q.step(1), 1,
                 packed + (b * l.groups + l.groupOf(head)) * l.packed + key * l.width,
                 static_cast<std::ptrdiff_t>(l.columns), l.columns * l.width, scores, keyBlock, c.scale, 0});
  if (slope == 0) return;
  for (std::size_t i = 0; i < rows; ++i) {
    const float here = static_cast<float>(query + i + l.keys) - static_cast<float>(l.queries);
    for (std::size_t j = 0; j < count; ++j) {
      scores[i * keyBlock + j] -= slope * std::fabs(here - static_cast<float>(key + j));
    }
  }
}

void forwardBlock(const AttentionCall& c, const Layout& l, const Storage& packed, std::size_t b,
                  std::size_t head, std::size_t query, Tensor& out, float* logSums) {
  alignas(64) float scores[queryBlock * keyBlock];
  float highest[queryBlock], total[queryBlock];
  const std::size_t rows = std::min(queryBlock, l.queries - query), last = l.seen(c, query + rows - 1);
  const float slope = c.alibi ? alibiSlope(head, l.heads) : 0.0F;
  const auto step = static_cast<std::ptrdiff_t>(l.heads * l.width);
  float* const y = Layout::at(out, b, query, head);
  for (std::size_t i = 0; i < rows; ++i) {
    highest[i] = -std::numeric_limits<float>::infinity();
    total[i] = 0;
    std::fill_n(y + static_cast<std::ptrdiff_t>(i) * step, l.width, 0.0F);
  }
  for (std::size_t key = 0; key < last; key += keyBlock) {
    const std::size_t count = std::min(keyBlock, last - key);
    scoresOf(c, l, packed.data(), b, head, query, rows, key, count, slope, scores);
    for (std::size_t i = 0; i < rows; ++i) {
      float* const row = scores + i * keyBlock;
      const std::size_t seen = l.seen(c, query + i), real = seen <= key ? 0 : std::min(count, seen - key);
      std::fill(row + real, row + count, 0.0F);
      if (real == 0) continue;
      const float block = kernels().highest(row, real);
      // Not "block > highest": a row that is not a number shall say so.
      const float most = block <= highest[i] ? highest[i] : block;
      if (total[i] > 0 && most > highest[i]) {
        const float factor = std::exp(highest[i] - most);
        total[i] *= factor;
        kernels().scale(factor, y + static_cast<std::ptrdiff_t>(i) * step,
                        y + static_cast<std::ptrdiff_t>(i) * step, l.width, false);
      }
      highest[i] = most;
      total[i] += kernels().expSum(row, 1, most, row, real);
    }
    multiplySmall({rows, l.width, count, scores, keyBlock, 1, Layout::at(c.v, b, key, l.groupOf(head)),
                   c.v.step(1), l.columns, y, step, 1, 1});
  }
  for (std::size_t i = 0; i < rows; ++i) {
    float* const row = y + static_cast<std::ptrdiff_t>(i) * step;
    if (total[i] != 0) kernels().scale(1 / total[i], row, row, l.width, false);
    logSums[query + i] = highest[i] + std::log(total[i]);
  }
}

}  // namespace

double rotaryAngle(std::size_t position, std::size_t pair, std::size_t width, float base) {
  return static_cast<double>(position) *
         std::pow(static_cast<double>(base), -2.0 * static_cast<double>(pair) / static_cast<double>(width));
}

float alibiSlope(std::size_t head, std::size_t heads) {
  const std::size_t power = std::bit_floor(heads);
  const auto slope = [](double index, double count) { return std::exp2(-8 * index / count); };
  if (head < power)
    return static_cast<float>(slope(static_cast<double>(head + 1), static_cast<double>(power)));
  return static_cast<float>(
      slope(static_cast<double>(2 * (head - power) + 1), static_cast<double>(2 * power)));
}

namespace {

/// One query: nothing is worth packing.
void oneQuery(const AttentionCall& c, const Layout& l, Tensor& out, Tensor& logSums) {
  const std::size_t seen = l.seen(c, 0);
  Tensor room({l.batch * l.heads, seen});
  base::parallelFor(l.batch * l.heads, std::max<std::size_t>(1, 65536 / (seen * l.width + 1)),
                    [&](std::size_t begin, std::size_t end) {
                      for (std::size_t i = begin; i < end; ++i) {
                        const std::size_t b = i / l.heads, head = i % l.heads, group = l.groupOf(head);
                        float* const scores = room.data() + i * seen;
                        kernels().dots(Layout::at(c.q, b, 0, head), Layout::at(c.k, b, 0, group), c.k.step(1),
                                       seen, l.width, scores);
                        kernels().scale(c.scale, scores, scores, seen, false);
                        const float slope = c.alibi ? alibiSlope(head, l.heads) : 0.0F;
                        for (std::size_t j = 0; slope != 0 && j < seen; ++j) {
                          scores[j] -=
                              slope * std::fabs(static_cast<float>(l.keys - 1) - static_cast<float>(j));
                        }
                        const float highest = kernels().highest(scores, seen);
                        const float total = kernels().expSum(scores, 1, highest, scores, seen);
                        multiplySmall({1, l.width, seen, scores, 0, 1, Layout::at(c.v, b, 0, group),
                                       c.v.step(1), l.columns, Layout::at(out, b, 0, head), 0, 1 / total, 0});
                        logSums.data()[i] = highest + std::log(total);
                      }
                    });
}

}  // namespace

void attentionForward(const AttentionCall& c, Tensor& out, Tensor& logSums) {
  const Layout l(c);
  if (l.queries == 1) return oneQuery(c, l, out, logSums);
  const Storage packed = packTransposed(l, c.k);
  const std::size_t blocks = (l.queries + queryBlock - 1) / queryBlock;
  base::parallelFor(l.batch * l.heads * blocks, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t row = i / blocks;
      forwardBlock(c, l, packed, row / l.heads, row % l.heads, i % blocks * queryBlock, out,
                   logSums.data() + row * l.queries);
    }
  });
}

namespace {

struct Backward {
  const AttentionCall& c;
  const Layout& l;
  const Tensor &out, &logSums, &dOut;
  const Storage &keys, &values;  // packed by columns
  Tensor &dq, &dk, &dv;

  /// All queries of one head against all keys: dk and dv of its group belong to this thread.
  void head(std::size_t b, std::size_t head) const {
    for (std::size_t query = 0; query < l.queries; query += queryBlock) block(b, head, query);
  }

  void block(std::size_t b, std::size_t head, std::size_t query) const {
    alignas(64) float weights[queryBlock * keyBlock];
    alignas(64) float slopes[queryBlock * keyBlock];
    float dots[queryBlock];
    const std::size_t rows = std::min(queryBlock, l.queries - query), last = l.seen(c, query + rows - 1);
    const std::size_t group = l.groupOf(head);
    const float slope = c.alibi ? alibiSlope(head, l.heads) : 0.0F;
    const float* const dy = Layout::at(dOut, b, query, head);
    const float* const y = Layout::at(out, b, query, head);
    const std::ptrdiff_t step = dOut.step(1);
    for (std::size_t i = 0; i < rows; ++i) {
      const auto at = static_cast<std::ptrdiff_t>(i) * step;
      kernels().dots(dy + at, y + at, 0, 1, l.width, &dots[i]);
    }
    for (std::size_t key = 0; key < last; key += keyBlock) {
      const std::size_t count = std::min(keyBlock, last - key);
      scoresOf(c, l, keys.data(), b, head, query, rows, key, count, slope, weights);
      multiplySmall({rows, count, l.width, dy, step, 1,
                     values.data() + (b * l.groups + group) * l.packed + key * l.width,
                     static_cast<std::ptrdiff_t>(l.columns), l.columns * l.width, slopes, keyBlock, 1, 0});
      for (std::size_t i = 0; i < rows; ++i) {
        float *const p = weights + i * keyBlock, *const ds = slopes + i * keyBlock;
        const std::size_t seen = l.seen(c, query + i), real = seen <= key ? 0 : std::min(count, seen - key);
        kernels().expSum(p, 1, logSums.data()[(b * l.heads + head) * l.queries + query + i], p, real);
        kernels().weighted(p, ds, dots[i], c.scale, real);
        std::fill(p + real, p + count, 0.0F);
        std::fill(ds + real, ds + count, 0.0F);
      }
      if (dq.defined()) {
        multiplySmall({rows, l.width, count, slopes, keyBlock, 1, Layout::at(c.k, b, key, group), c.k.step(1),
                       l.columns, Layout::at(dq, b, query, head), dq.step(1), 1, 1});
      }
      if (dk.defined()) {
        multiplySmall({count, l.width, rows, slopes, 1, keyBlock, Layout::at(c.q, b, query, head),
                       c.q.step(1), l.columns, Layout::at(dk, b, key, group), dk.step(1), 1, 1});
      }
      if (dv.defined()) {
        multiplySmall({count, l.width, rows, weights, 1, keyBlock, dy, step, l.columns,
                       Layout::at(dv, b, key, group), dv.step(1), 1, 1});
      }
    }
  }
};

}  // namespace

void attentionBackward(const AttentionCall& c, const Tensor& out, const Tensor& logSums, const Tensor& dOut,
                       Tensor& dq, Tensor& dk, Tensor& dv) {
  const Layout l(c);
  const Storage keys = packTransposed(l, c.k), values = packTransposed(l, c.v);
  const Backward work{c, l, out, logSums, dOut, keys, values, dq, dk, dv};
  base::parallelFor(l.batch * l.groups, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      for (std::size_t head = 0; head < l.heads; ++head) {
        if (l.groupOf(head) == i % l.groups) work.head(i / l.groups, head);
      }
    }
  });
}

}  // namespace gradarium::tensor
