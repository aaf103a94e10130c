// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/gemm.h"

#include <algorithm>

#include "core/base/parallel.h"
#include "core/tensor/kernels/kernels.h"
#include "core/tensor/storage.h"

namespace gradarium::tensor {

namespace {

using detail::Kernels;
using detail::Tile;

constexpr std::size_t depth = 256;             // k of one panel: 32 KiB of B, which the first cache holds
constexpr std::size_t packedMost = 4U << 20U;  // floats of B packed at a time
constexpr std::size_t rowTiles = 12;  // tiles of rows in a block, at most: A's part stays in the second cache
constexpr std::size_t serialWork = 1U << 17U;  // multiplications that are not worth another thread

std::size_t up(std::size_t a, std::size_t b) { return (a + b - 1) / b; }

/// Cut in equal parts of at most `most`, each a multiple of 8.
std::size_t evenPart(std::size_t whole, std::size_t most) {
  const std::size_t parts = up(whole, most);
  return std::min(most, up(up(whole, parts), 8) * 8);
}

void eachBlock(const Gemm& g, std::size_t n, std::size_t grain,
               base::FunctionRef<void(std::size_t, std::size_t)> body) {
  if (g.alone) {
    body(0, n);
  } else {
    base::parallelFor(n, grain, body);
  }
}

void scaleOnly(const Gemm& g) {
  for (std::size_t i = 0; i < g.m; ++i) {
    float* const row = g.c + static_cast<std::ptrdiff_t>(i) * g.cRow;
    for (std::size_t j = 0; j < g.n; ++j) {
      row[j] = (g.beta == 0 ? 0.0F : g.beta * row[j]) + (g.bias == nullptr ? 0.0F : g.bias[j]);
    }
  }
}

/// A few rows of A times a B stored by columns: every number of B is used so seldom that packing it costs
/// more than the product, and the product is as fast as memory.
bool fewRows(const Gemm& g, const Kernels& kernels) {
  if (g.m > 4 || g.b.row != 1 || g.a.column != 1) return false;
  const std::size_t grain = std::max<std::size_t>(8, serialWork / std::max<std::size_t>(g.k, 1) / 8 * 8);
  eachBlock(g, g.n, grain, [&](std::size_t begin, std::size_t end) {
    constexpr std::size_t most = 256;
    float y[most];
    for (std::size_t j = begin; j < end; j += most) {
      const std::size_t count = std::min(most, end - j);
      for (std::size_t i = 0; i < g.m; ++i) {
        kernels.dots(g.a.data + static_cast<std::ptrdiff_t>(i) * g.a.row,
                     g.b.data + static_cast<std::ptrdiff_t>(j) * g.b.column, g.b.column, count, g.k, y);
        float* const c = g.c + static_cast<std::ptrdiff_t>(i) * g.cRow + j;
        for (std::size_t r = 0; r < count; ++r) {
          const float old = g.beta == 0 ? 0.0F : g.beta * c[r];
          c[r] = g.alpha * y[r] + old + (g.bias == nullptr ? 0.0F : g.bias[j + r]);
        }
      }
    }
  });
  return true;
}

/// One product, its B packed in panels of tileColumns x depth.
class Product {
 public:
  Product(const Gemm& g, const Kernels& kernels)
      : g_(g),
        kernels_(kernels),
        rows_(static_cast<std::size_t>(kernels.tileRows)),
        columns_(static_cast<std::size_t>(kernels.tileColumns)),
        panels_(up(g.n, columns_)),
        part_(evenPart(g.k, depth)),
        // Rows at a distance of 4 KiB share a set of the cache: they are packed apart.
        packA_(g.a.column != 1 || (g.a.row % 512 == 0 && g.m > rows_)),
        packB_(g.b.column != 1 || g.m > 2 * rows_) {
    const std::size_t parts = std::max<std::size_t>(1, packedMost / (panels_ * columns_ * part_));
    chunk_ = packB_ ? std::min(g.k, parts * part_) : g.k;
    // How C is cut decides no sum, so it may look at the threads: each shall find some blocks. A is packed
    // once for every block of columns, so rows are cut first.
    const auto threads = static_cast<std::size_t>(g.alone ? 1 : base::threadsHere());
    const std::size_t wanted = threads == 1 ? 1 : 4 * threads;
    blockRows_ = rows_ * std::clamp<std::size_t>(up(up(g.m, wanted), rows_), 1, rowTiles);
    rowBlocks_ = up(g.m, blockRows_);
    width_ = columns_ * std::max<std::size_t>(2, up(panels_, up(wanted, rowBlocks_)));
    columnBlocks_ = up(g.n, width_);
    if (packB_) b_ = Storage(panels_ * columns_ * chunk_);
    if (packA_) a_ = Storage(rowBlocks_ * columnBlocks_ * blockRows_ * part_);
  }

  void run() {
    for (std::size_t begin = 0; begin < g_.k; begin += chunk_) {
      const std::size_t end = std::min(g_.k, begin + chunk_);
      if (packB_) packB(begin, end);
      const std::size_t work = std::max<std::size_t>(1, std::min(blockRows_, g_.m) * width_ * (end - begin));
      eachBlock(g_, rowBlocks_ * columnBlocks_, std::max<std::size_t>(1, serialWork / work),
                [&](std::size_t first, std::size_t last) {
                  for (std::size_t i = first; i < last; ++i) block(i, begin, end);
                });
    }
  }

 private:
  const float* bAt(std::size_t p, std::size_t j) const {
    return g_.b.data + static_cast<std::ptrdiff_t>(p) * g_.b.row +
           static_cast<std::ptrdiff_t>(j) * g_.b.column;
  }

  void packB(std::size_t begin, std::size_t end) {
    const std::size_t k = end - begin;
    eachBlock(g_, panels_, std::max<std::size_t>(1, (1U << 16U) / (k * columns_)),
              [&](std::size_t first, std::size_t last) {
                for (std::size_t panel = first; panel < last; ++panel) {
                  const std::size_t j = panel * columns_;
                  const int real = static_cast<int>(std::min(columns_, g_.n - j));
                  float* const out = b_.data() + j * k;
                  if (g_.b.column == 1) {
                    kernels_.packRows(bAt(begin, j), g_.b.row, k, real, out);
                  } else {
                    kernels_.packColumns(bAt(begin, j), g_.b.column, k, real, out);
                  }
                }
              });
  }

  void block(std::size_t index, std::size_t begin, std::size_t end) const {
    const std::size_t row = index / columnBlocks_ * blockRows_, column = index % columnBlocks_ * width_;
    const std::size_t rowEnd = std::min(g_.m, row + blockRows_), columnEnd = std::min(g_.n, column + width_);
    float* const room = packA_ ? a_.data() + index * blockRows_ * part_ : nullptr;
    for (std::size_t p = begin; p < end; p += part_) {
      const std::size_t k = std::min(part_, end - p);
      if (packA_) {
        kernels_.packTiles(aAt(row, p), g_.a.row, g_.a.column, k, static_cast<int>(rowEnd - row), room);
      }
      for (std::size_t j = column; j < columnEnd; j += columns_) {
        Tile tile{};
        tile.columns = static_cast<int>(std::min(columns_, columnEnd - j));
        tile.k = k;
        tile.b = packB_ ? b_.data() + j * (end - begin) + (p - begin) * columns_ : bAt(p, j);
        tile.bStep = packB_ ? static_cast<std::ptrdiff_t>(columns_) : g_.b.row;
        tile.cRow = g_.cRow;
        tile.alpha = g_.alpha;
        tile.beta = p == 0 ? g_.beta : 1.0F;
        tile.bias = p == 0 && g_.bias != nullptr ? g_.bias + j : nullptr;
        for (std::size_t i = row; i < rowEnd; i += rows_) {
          tile.rows = static_cast<int>(std::min(rows_, rowEnd - i));
          tile.a = packA_ ? room + (i - row) * k : aAt(i, p);
          tile.aRow = packA_ ? 1 : g_.a.row;
          tile.aStep = packA_ ? tile.rows : g_.a.column;
          tile.c = g_.c + static_cast<std::ptrdiff_t>(i) * g_.cRow + j;
          kernels_.tile(tile);
        }
      }
    }
  }

  const float* aAt(std::size_t i, std::size_t p) const {
    return g_.a.data + static_cast<std::ptrdiff_t>(i) * g_.a.row +
           static_cast<std::ptrdiff_t>(p) * g_.a.column;
  }

  const Gemm& g_;
  const Kernels& kernels_;
  const std::size_t rows_, columns_, panels_, part_;
  const bool packA_, packB_;
  std::size_t chunk_, blockRows_, rowBlocks_, columnBlocks_, width_;
  Storage a_, b_;
};

void single(const Gemm& g) {
  if (g.m == 0 || g.n == 0) return;
  if (g.k == 0) return scaleOnly(g);
  const Kernels& kernels = detail::kernels();
  if (!fewRows(g, kernels)) Product(g, kernels).run();
}

}  // namespace

void gemm(const Gemm& call) {
  if (call.batch == 1) return single(call);
  const std::size_t work = std::max<std::size_t>(1, call.m * call.n * call.k);
  // With enough of them for every thread, each is one thread's.
  const bool alone = call.alone || call.batch >= 4 * static_cast<std::size_t>(base::threadsHere());
  eachBlock(call, call.batch, std::max<std::size_t>(1, serialWork / work),
            [&](std::size_t begin, std::size_t end) {
              for (std::size_t i = begin; i < end; ++i) {
                Gemm one = call;
                const auto step = static_cast<std::ptrdiff_t>(i);
                one.a.data += step * call.a.batch;
                one.b.data += step * call.b.batch;
                one.c += step * call.cBatch;
                one.alone = alone;
                single(one);
              }
            });
}

}  // namespace gradarium::tensor
