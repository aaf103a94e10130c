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
constexpr std::size_t rowTiles = 44;  // tiles of rows in a block, at most: A's part stays in the second cache
constexpr std::size_t strayTiles = 12;  // where A is not packed, and its rows lie on pages of their own
constexpr std::size_t serialWork = 1U << 19U;  // multiplications that are not worth another thread
constexpr std::size_t streamed = 1U << 17U;    // numbers of B to read once that are not
constexpr std::size_t packWork = 1U << 16U;    // numbers to pack that are not

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
      row[j] = (g.beta == 0 ? 0.0F : g.beta * row[j]) + (g.bias == nullptr ? 0.0F : g.bias[j]) +
               (g.rowBias == nullptr ? 0.0F : g.rowBias[i]);
    }
  }
}

/// A few rows of A times a B stored by columns: every number of B is used so seldom that packing it costs
/// more than the product, and the product is as fast as memory.
bool fewRows(const Gemm& g, const Kernels& kernels) {
  if (g.m > 4 || g.b.row != 1 || g.a.column != 1) return false;
  // Memory sets the pace: a block for each thread, where there is enough for it to be worth the call.
  const std::size_t blocks = std::clamp<std::size_t>(
      g.n * g.k / streamed, 1, g.alone ? 1 : static_cast<std::size_t>(base::threadsHere()));
  const std::size_t grain = up(up(g.n, blocks), 8) * 8;
  const bool plain = g.alpha == 1 && g.beta == 0 && g.rowBias == nullptr;
  eachBlock(g, g.n, grain, [&](std::size_t begin, std::size_t end) {
    constexpr std::size_t most = 256;
    float y[most];
    for (std::size_t j = begin; j < end; j += most) {
      const std::size_t count = std::min(most, end - j);
      for (std::size_t i = 0; i < g.m; ++i) {
        float* const c = g.c + static_cast<std::ptrdiff_t>(i) * g.cRow + j;
        kernels.dots(g.a.data + static_cast<std::ptrdiff_t>(i) * g.a.row,
                     g.b.data + static_cast<std::ptrdiff_t>(j) * g.b.column, g.b.column, count, g.k,
                     plain ? c : y);
        if (plain) {
          if (g.bias != nullptr) kernels.add(c, g.bias + j, c, count);
          continue;
        }
        for (std::size_t r = 0; r < count; ++r) {
          const float old = g.beta == 0 ? 0.0F : g.beta * c[r];
          c[r] = g.alpha * y[r] + old + (g.bias == nullptr ? 0.0F : g.bias[j + r]) +
                 (g.rowBias == nullptr ? 0.0F : g.rowBias[i]);
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
        packB_(g.b.column != 1 || g.m > 3 * rows_) {
    const std::size_t parts = std::max<std::size_t>(1, packedMost / (panels_ * columns_ * part_));
    chunk_ = packB_ ? std::min(g.k, parts * part_) : g.k;
    cut(static_cast<std::size_t>(g.alone ? 1 : base::threadsHere()));
    if (packB_)
      b_ = Storage(ownPanels_ ? rowBlocks_ * columnBlocks_ * columns_ * part_ : panels_ * columns_ * chunk_);
    if (packA_) a_ = Storage(rowBlocks_ * columnBlocks_ * blockRows_ * part_);
  }

  /// How C is cut into blocks decides no sum, so it may look at the threads. Every block of rows reads all of
  /// B and every block of columns all of A, which some must pack for themselves; panels of B may be packed
  /// once for all blocks, but what one core wrote is slow to reach another. The weights are quarters of
  /// cycles a number.
  void cut(std::size_t threads) {
    const std::size_t tilesAll = up(g_.m, rows_), work = g_.m * g_.n * std::min(g_.k, chunk_);
    const std::size_t most = threads == 1 ? 1 : std::clamp<std::size_t>(work / serialWork, 1, 4 * threads);
    const std::size_t fewest = up(tilesAll, packA_ ? rowTiles : strayTiles);
    const std::size_t forA = !packA_ ? 1 : g_.a.row == 1 ? 2 : 5;
    std::size_t least = 0;
    // Few blocks pack the least; more of them wait less for a thread that is kept from its work.
    for (std::size_t wanted = std::min(most, 2 * threads); wanted <= most; wanted *= 2) {
      for (std::size_t r = fewest; r <= std::max(wanted, fewest); ++r) {
        const std::size_t tiles = up(tilesAll, r), panels = up(panels_, std::min(panels_, up(wanted, r)));
        const std::size_t rowBlocks = up(tilesAll, tiles), columnBlocks = up(panels_, panels);
        const std::size_t turns = up(rowBlocks * columnBlocks, threads);
        const std::size_t own = 2 * rowBlocks, shared = 2 + rowBlocks / 2 + (threads == 1 ? 0 : 6);
        const std::size_t cost =
            turns * tiles * rows_ * panels * columns_ / 8 +
            (g_.n * (packB_ ? std::min(own, shared) : rowBlocks) + g_.m * columnBlocks * forA) / threads;
        if (least == 0 || cost < least) {
          least = cost;
          blockRows_ = tiles * rows_;
          width_ = panels * columns_;
          ownPanels_ = packB_ && own <= shared;
        }
        if (tiles == 1) break;
      }
    }
    rowBlocks_ = up(g_.m, blockRows_);
    columnBlocks_ = up(g_.n, width_);
  }

  void run() {
    for (std::size_t begin = 0; begin < g_.k; begin += chunk_) {
      const std::size_t end = std::min(g_.k, begin + chunk_);
      if (packB_ && !ownPanels_) {
        const std::size_t k = end - begin;
        eachBlock(g_, panels_, std::max<std::size_t>(1, packWork / (k * columns_)),
                  [&](std::size_t first, std::size_t last) {
                    for (std::size_t panel = first; panel < last; ++panel) {
                      packPanel(panel * columns_, begin, k, b_.data() + panel * columns_ * k);
                    }
                  });
      }
      eachBlock(g_, rowBlocks_ * columnBlocks_, 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) block(i, begin, end);
      });
    }
  }

 private:
  const float* bAt(std::size_t p, std::size_t j) const {
    return g_.b.data + static_cast<std::ptrdiff_t>(p) * g_.b.row +
           static_cast<std::ptrdiff_t>(j) * g_.b.column;
  }

  /// Columns from j and k rows from p.
  void packPanel(std::size_t j, std::size_t p, std::size_t k, float* out) const {
    const int real = static_cast<int>(std::min(columns_, g_.n - j));
    if (g_.b.column == 1) {
      kernels_.packRows(bAt(p, j), g_.b.row, k, real, out);
    } else {
      kernels_.packColumns(bAt(p, j), g_.b.column, k, real, out);
    }
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
        if (ownPanels_) {
          tile.b = b_.data() + index * columns_ * part_;
          packPanel(j, p, k, b_.data() + index * columns_ * part_);
        } else {
          tile.b = packB_ ? b_.data() + j * (end - begin) + (p - begin) * columns_ : bAt(p, j);
        }
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
          tile.rowBias = p == 0 && g_.rowBias != nullptr ? g_.rowBias + i : nullptr;
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
  bool ownPanels_ = false;
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
