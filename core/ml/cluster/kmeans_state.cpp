// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/kmeans_state.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/base/parallel.h"
#include "core/ml/cluster/nearest_kernel.h"
#include "core/ml/distance.h"

namespace gradarium::ml {

namespace {

/// Rows a block: some dozens of blocks, fewer where their sums (k x d each) would outgrow 8 MiB. Never
/// depends on the number of threads: the order of additions must not.
std::size_t blockRows(std::size_t n, std::size_t k, std::size_t d) {
  const std::size_t most = std::clamp<std::size_t>((std::size_t{1} << 20) / (k * d), 8, 64);
  const std::size_t rows = std::max<std::size_t>(n / most + 1, 512);
  return (rows + detail::tileRows - 1) / detail::tileRows * detail::tileRows;
}

/// The squared distance that rounding alone can put between a point and the mean of `count` copies of it. To
/// move a centre for less would gain nothing, and could go round for ever among duplicates.
double roundingOfMean(std::span<const double> point, std::size_t count) {
  double square = 0;
  for (const double value : point) square += value * value;
  const double relative = static_cast<double>(count) * 0x1p-52;
  return relative * relative * square;
}

}  // namespace

KMeans::State::State(Samples samples_, std::shared_ptr<const detail::SampleTiles> tiles_,
                     std::vector<double> centres_, EmptyCluster empty_, Assignment assignment_)
    : samples(std::move(samples_)),
      tiles(std::move(tiles_)),
      empty(empty_),
      assignment(assignment_),
      n(samples.rows()),
      d(samples.columns()),
      k(centres_.size() / d),
      centres(std::move(centres_)),
      labels(n, -1),
      sizes(k),
      grain(blockRows(n, k, d)),
      blocks((n + grain - 1) / grain),
      blockSums_(blocks * k * d),
      blockSizes_(blocks * k),
      blockInertia_(blocks),
      blockChanged_(blocks),
      blockDistances_(blocks),
      sums_(k * d) {
  if (assignment != Assignment::All) bounds_.emplace(n, k, d, assignment == Assignment::Elkan);
}

int KMeans::State::nearestTo(const double* x) const {
  int best = 0;
  double lowest = squaredDistance(x, centres.data(), d);
  for (std::size_t j = 1; j < k; ++j) {
    const double square = squaredDistance(x, centres.data() + j * d, d);
    if (square < lowest) {
      lowest = square;
      best = static_cast<int>(j);
    }
  }
  return best;
}

std::size_t KMeans::State::labelBlock(std::size_t begin, std::size_t end) {
  constexpr std::size_t chunk =
      8 * detail::tileRows;  // the answers of one kernel call stay in the first cache
  std::array<int, chunk> best;
  std::array<float, chunk> gap;
  std::size_t changed = 0;
  for (std::size_t first = begin; first < end; first += chunk) {
    const std::size_t rows = std::min(chunk, end - first);
    detail::nearestKernel().nearest(tiles->tile(first / detail::tileRows),
                                    (rows + detail::tileRows - 1) / detail::tileRows, d, groups_.weights(),
                                    groups_.norms(), groups_.groups(), best.data(), gap.data());
    for (std::size_t i = 0; i < rows; ++i) {
      const std::size_t row = first + i;
      const bool sure = gap[i] > groups_.doubt(tiles->norm(row));  // false for NaN as well
      const int label = sure ? best[i] : nearestTo(samples.values().data() + row * d);
      changed += labels[row] != label ? 1 : 0;
      labels[row] = label;
    }
  }
  return changed;
}

std::size_t KMeans::State::labelBounded(std::size_t begin, std::size_t end) {
  std::size_t changed = 0;
  std::uint64_t& count = blockDistances_[begin / grain];
  for (std::size_t i = begin; i < end; ++i) {
    const int label = bounds_->nearest(i, samples.row(i).data(), centres.data(), count);
    changed += labels[i] != label ? 1 : 0;
    labels[i] = label;
  }
  return changed;
}

void KMeans::State::assign(bool sum) {
  if (bounds_) {
    distances += bounds_->follow(centres);
  } else {
    groups_.set(centres, d, *tiles);
    distances += n * k;
  }
  std::fill(blockDistances_.begin(), blockDistances_.end(), 0);
  base::parallelFor(n, grain, [&](std::size_t begin, std::size_t end) {
    const std::size_t block = begin / grain;
    blockChanged_[block] = bounds_ ? labelBounded(begin, end) : labelBlock(begin, end);
    std::size_t* count = blockSizes_.data() + block * k;
    std::fill_n(count, k, 0);
    for (std::size_t i = begin; i < end; ++i) ++count[labels[i]];
    if (!sum) return;
    double* sums = blockSums_.data() + block * k * d;
    std::fill_n(sums, k * d, 0.0);
    detail::nearestKernel().accumulate(samples.values().data() + begin * d, labels.data() + begin,
                                       end - begin, d, sums);
  });
  std::fill(sizes.begin(), sizes.end(), 0);
  for (std::size_t i = 0; i < blocks * k; ++i) sizes[i % k] += blockSizes_[i];
  reassigned = std::accumulate(blockChanged_.begin(), blockChanged_.end(), std::size_t{0});
  distances = std::accumulate(blockDistances_.begin(), blockDistances_.end(), distances);
  if (sum) combine();
  summed_ = sum;
  phase = Phase::Move;
  converged = reassigned == 0 && centresAreMeans;
  ++halfSteps;
}

void KMeans::State::addUp() {
  base::parallelFor(n, grain, [&](std::size_t begin, std::size_t end) {
    double* sums = blockSums_.data() + begin / grain * k * d;
    std::fill_n(sums, k * d, 0.0);
    detail::nearestKernel().accumulate(samples.values().data() + begin * d, labels.data() + begin,
                                       end - begin, d, sums);
  });
  combine();
}

void KMeans::State::combine() {
  std::fill(sums_.begin(), sums_.end(), 0.0);
  for (std::size_t block = 0; block < blocks; ++block) {
    const double* part = blockSums_.data() + block * k * d;
    for (std::size_t i = 0; i < k * d; ++i) sums_[i] += part[i];
  }
}

void KMeans::State::relocateEmpty() {
  std::vector<std::size_t> vacant;
  for (std::size_t j = 0; j < k; ++j) {
    if (sizes[j] == 0) vacant.push_back(j);
  }
  if (vacant.empty()) return;
  std::vector<double> square(n);
  const double* x = samples.values().data();
  base::parallelFor(n, grain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      square[i] = squaredDistance(x + i * d, centres.data() + static_cast<std::size_t>(labels[i]) * d, d);
    }
  });
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return square[a] > square[b]; });
  auto candidate = order.begin();
  for (const std::size_t j : vacant) {
    // The only sample of a cluster stays: taking it would empty that one.
    while (candidate != order.end() && sizes[static_cast<std::size_t>(labels[*candidate])] < 2) ++candidate;
    if (candidate == order.end()) return;
    const std::size_t row = *candidate++;
    const std::size_t from = static_cast<std::size_t>(labels[row]);
    if (square[row] <= roundingOfMean(samples.row(row), sizes[from])) return;
    for (std::size_t f = 0; f < d; ++f) {
      sums_[from * d + f] -= x[row * d + f];
      sums_[j * d + f] = x[row * d + f];
    }
    labels[row] = static_cast<int>(j);
    --sizes[from];
    sizes[j] = 1;
    ++relocated;
  }
}

void KMeans::State::move() {
  if (!summed_) addUp();
  relocated = 0;
  if (empty == EmptyCluster::Relocate) relocateEmpty();
  shift = 0;
  for (std::size_t j = 0; j < k; ++j) {
    if (sizes[j] == 0) continue;
    double square = 0;
    for (std::size_t f = 0; f < d; ++f) {
      const double mean = sums_[j * d + f] / static_cast<double>(sizes[j]);
      const double change = mean - centres[j * d + f];
      square += change * change;
      centres[j * d + f] = mean;
    }
    shift = std::max(shift, std::sqrt(square));
  }
  summed_ = false;
  centresAreMeans = true;
  phase = Phase::Assign;
  ++halfSteps;
}

double KMeans::State::measure() {
  const double* x = samples.values().data();
  base::parallelFor(n, grain, [&](std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) {
      sum += squaredDistance(x + i * d, centres.data() + static_cast<std::size_t>(labels[i]) * d, d);
    }
    blockInertia_[begin / grain] = sum;
  });
  return std::accumulate(blockInertia_.begin(), blockInertia_.end(), 0.0);
}

}  // namespace gradarium::ml
