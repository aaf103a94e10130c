// SPDX-License-Identifier: GPL-3.0-or-later
// DBSCAN over a grid so fine that all samples of one cell are neighbours: a cell of minPts samples is dense
// without a distance taken, and two cells belong together as soon as one pair of their core samples is near.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

#include "core/base/parallel.h"
#include "core/ml/cluster/dbscan_parts.h"
#include "core/ml/cluster/disjoint_sets.h"
#include "core/ml/distance.h"

namespace gradarium::ml::detail {

namespace {

constexpr std::size_t mostColumns = 3;
constexpr double mostCells =
    0x1p20;                          // along one feature: a sample's cell is then known to 2^-32 of its width
constexpr double shrink = 1 - 1e-8;  // so that two samples of one cell are near in spite of rounding
constexpr std::size_t grain = 64;

class Grid {
 public:
  Grid(const Samples& samples, const DbscanOptions& options)
      : d_(samples.columns()), square_(options.eps * options.eps), minPts_(options.minPts) {
    const std::size_t n = samples.rows();
    std::array<double, mostColumns> low{};
    side_ = options.eps / std::sqrt(static_cast<double>(d_)) * shrink;
    for (std::size_t f = 0; f < d_; ++f) {
      low[f] = std::numeric_limits<double>::infinity();
      double high = -low[f];
      for (std::size_t i = 0; i < n; ++i) {
        low[f] = std::min(low[f], samples.row(i)[f]);
        high = std::max(high, samples.row(i)[f]);
      }
      fits_ = fits_ && (high - low[f]) / side_ < mostCells;
    }
    if (!fits_) return;
    struct Placed {
      std::uint64_t key;
      std::size_t index;
    };
    std::vector<Placed> placed(n);
    for (std::size_t i = 0; i < n; ++i) {
      placed[i] = {0, i};
      for (std::size_t f = 0; f < d_; ++f) {
        placed[i].key =
            placed[i].key << bits | static_cast<std::uint64_t>((samples.row(i)[f] - low[f]) / side_ + border);
      }
    }
    std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
      return a.key < b.key || (a.key == b.key && a.index < b.index);
    });
    order_.reserve(n);
    x_.reserve(n * d_);
    for (const auto& [key, index] : placed) {
      if (keys_.empty() || keys_.back() != key) {
        keys_.push_back(key);
        begins_.push_back(order_.size());
      }
      order_.push_back(index);
      x_.insert(x_.end(), samples.row(index).begin(), samples.row(index).end());
    }
    begins_.push_back(n);
    core_.resize(n);
    findOffsets();
    findNeighbours();
  }

  [[nodiscard]] bool fits() const noexcept { return fits_; }

  Dbscan run() {
    markCore();
    const std::vector<std::size_t> root = join();
    const std::size_t n = order_.size();
    Dbscan result;
    result.core.resize(n);
    std::vector<std::size_t> rootOf(n);  // by sample
    for (std::size_t cell = 0; cell < keys_.size(); ++cell) {
      for (std::size_t p = begins_[cell]; p < begins_[cell + 1]; ++p) {
        result.core[order_[p]] = core_[p] != 0;
        rootOf[order_[p]] = root[cell];
      }
    }
    numberClusters(result, rootOf);
    labelBorders(result);
    return result;
  }

 private:
  static constexpr unsigned bits = 21;
  static constexpr double border =
      2;  // cells kept free about the samples, so that neighbours never wrap round

  [[nodiscard]] bool near(std::size_t p, std::size_t q) const noexcept {
    return squaredDistance(x_.data() + p * d_, x_.data() + q * d_, d_) <= square_;
  }

  /// Steps to the cells that can hold a neighbour: two at most along each feature, the corners too far away.
  void findOffsets() {
    std::array<int, mostColumns> step{};
    const int most = 2;
    std::size_t count = 1;
    for (std::size_t f = 0; f < d_; ++f) count *= 2 * most + 1;
    for (std::size_t c = 0; c < count; ++c) {
      std::size_t rest = c;
      double gap = 0;
      std::int64_t offset = 0;
      for (std::size_t f = 0; f < d_; ++f, rest /= 2 * most + 1) {
        step[f] = static_cast<int>(rest % (2 * most + 1)) - most;
        const double apart = std::max(std::abs(step[f]) - 1, 0) * side_;
        gap += apart * apart;
        offset = offset * (std::int64_t{1} << bits) + step[f];
      }
      if (offset != 0 && gap <= square_) offsets_.push_back(offset);
    }
    std::sort(offsets_.begin(), offsets_.end());
  }

  void findNeighbours() {
    near_.resize(keys_.size());
    // Cells and offsets are both sorted: each offset walks the cells once.
    for (const std::int64_t offset : offsets_) {
      std::size_t other = 0;
      for (std::size_t cell = 0; cell < keys_.size(); ++cell) {
        const std::uint64_t key = keys_[cell] + static_cast<std::uint64_t>(offset);
        while (other < keys_.size() && keys_[other] < key) ++other;
        if (other == keys_.size()) break;
        if (keys_[other] == key) near_[cell].push_back(other);
      }
    }
  }

  void markCore() {
    base::parallelFor(keys_.size(), grain, [&](std::size_t begin, std::size_t end) {
      for (std::size_t cell = begin; cell < end; ++cell) {
        const std::size_t inside = begins_[cell + 1] - begins_[cell];
        for (std::size_t p = begins_[cell]; p < begins_[cell + 1]; ++p) {
          std::size_t seen = inside;
          for (std::size_t c = 0; c < near_[cell].size() && seen < minPts_; ++c) {
            const std::size_t other = near_[cell][c];
            for (std::size_t q = begins_[other]; q < begins_[other + 1] && seen < minPts_; ++q)
              seen += near(p, q) ? 1 : 0;
          }
          core_[p] = seen >= minPts_ ? 1 : 0;
        }
      }
    });
  }

  /// Whether some core sample of one cell is near one of the other: those too far from the other cell's core
  /// samples altogether are left out first.
  [[nodiscard]] bool touch(std::size_t a, std::size_t b) const {
    std::array<double, 2 * mostColumns> box{};
    for (std::size_t f = 0; f < d_; ++f) {
      box[f] = std::numeric_limits<double>::infinity();
      box[mostColumns + f] = -box[f];
    }
    for (std::size_t q = begins_[b]; q < begins_[b + 1]; ++q) {
      if (core_[q] == 0) continue;
      for (std::size_t f = 0; f < d_; ++f) {
        box[f] = std::min(box[f], x_[q * d_ + f]);
        box[mostColumns + f] = std::max(box[mostColumns + f], x_[q * d_ + f]);
      }
    }
    for (std::size_t p = begins_[a]; p < begins_[a + 1]; ++p) {
      if (core_[p] == 0) continue;
      double gap = 0;
      for (std::size_t f = 0; f < d_; ++f) {
        const double x = x_[p * d_ + f];
        const double outside = std::max({box[f] - x, x - box[mostColumns + f], 0.0});
        gap += outside * outside;
      }
      if (gap * shrink > square_) continue;
      for (std::size_t q = begins_[b]; q < begins_[b + 1]; ++q) {
        if (core_[q] != 0 && near(p, q)) return true;
      }
    }
    return false;
  }

  /// For each cell the cell that stands for its cluster.
  std::vector<std::size_t> join() {
    DisjointSets sets(keys_.size());
    const auto anyCore = [&](std::size_t cell) {
      return std::any_of(core_.begin() + static_cast<std::ptrdiff_t>(begins_[cell]),
                         core_.begin() + static_cast<std::ptrdiff_t>(begins_[cell + 1]),
                         [](unsigned char core) { return core != 0; });
    };
    std::vector<unsigned char> dense(keys_.size());
    for (std::size_t cell = 0; cell < keys_.size(); ++cell) dense[cell] = anyCore(cell) ? 1 : 0;
    for (std::size_t cell = 0; cell < keys_.size(); ++cell) {
      if (dense[cell] == 0) continue;
      for (const std::size_t other : near_[cell]) {
        if (other > cell || dense[other] == 0) continue;
        const std::size_t a = sets.find(cell), b = sets.find(other);
        if (a != b && touch(cell, other)) sets.join(a, b);
      }
    }
    std::vector<std::size_t> root(keys_.size());
    for (std::size_t cell = 0; cell < keys_.size(); ++cell) root[cell] = sets.find(cell);
    return root;
  }

  void labelBorders(Dbscan& result) const {
    base::parallelFor(keys_.size(), grain, [&](std::size_t begin, std::size_t end) {
      for (std::size_t cell = begin; cell < end; ++cell) {
        for (std::size_t p = begins_[cell]; p < begins_[cell + 1]; ++p) {
          if (core_[p] != 0) continue;
          int lowest = -1;
          const auto offer = [&](std::size_t q, bool surely) {
            const int label = core_[q] != 0 ? result.labels[order_[q]] : -1;
            if (label >= 0 && (lowest < 0 || label < lowest) && (surely || near(p, q))) lowest = label;
          };
          for (std::size_t q = begins_[cell]; q < begins_[cell + 1]; ++q) offer(q, true);
          for (const std::size_t other : near_[cell]) {
            for (std::size_t q = begins_[other]; q < begins_[other + 1]; ++q) offer(q, false);
          }
          result.labels[order_[p]] = lowest;
        }
      }
    });
  }

  std::size_t d_;
  double square_, side_ = 0;
  std::size_t minPts_;
  bool fits_ = true;
  std::vector<std::uint64_t> keys_;  // of the cells that hold samples, sorted
  std::vector<std::size_t> begins_;  // cells + 1: where the samples of each begin
  std::vector<std::size_t> order_;   // n: the samples, cell by cell
  std::vector<double> x_;            // n x d, in that order
  std::vector<unsigned char> core_;  // n, in that order
  std::vector<std::int64_t> offsets_;
  std::vector<std::vector<std::size_t>> near_;  // cells that can hold neighbours, each cell's
};

}  // namespace

std::optional<Dbscan> dbscanByGrid(const Samples& samples, const DbscanOptions& options) {
  if (samples.columns() > mostColumns) return std::nullopt;
  Grid grid(samples, options);
  if (!grid.fits()) return std::nullopt;
  return grid.run();
}

}  // namespace gradarium::ml::detail
