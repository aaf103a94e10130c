// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/kmeans_bounds.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/ml/distance.h"

namespace gradarium::ml::detail {

namespace {
constexpr double least = 0x1p-511;  // the root of the smallest normal number: below, squares vanish
constexpr double none = std::numeric_limits<double>::infinity();
}  // namespace

CentreBounds::CentreBounds(std::size_t n, std::size_t k, std::size_t d, bool perCentre)
    : k_(k),
      d_(d),
      perCentre_(perCentre),
      // A sum of d squares is off by d + 2 units at most, its root by half of that.
      widen_(1 + static_cast<double>(d + 8) * 0x1p-52),
      shrink_(1 - 8 * static_cast<double>(d + 8) * 0x1p-52),
      drift_(k),
      halfBetween_(k * k),
      halfToNearest_(k),
      owner_(n, -1),
      upper_(n),
      lower_(perCentre ? n * k : n) {}

std::uint64_t CentreBounds::follow(std::span<const double> centres) {
  std::fill(drift_.begin(), drift_.end(), 0.0);
  farthest_ = secondFarthest_ = 0;
  fastest_ = 0;
  for (std::size_t j = 0; j < k_ && !previous_.empty(); ++j) {
    const double square = squaredDistance(centres.data() + j * d_, previous_.data() + j * d_, d_);
    const bool stood = std::equal(centres.begin() + static_cast<std::ptrdiff_t>(j * d_),
                                  centres.begin() + static_cast<std::ptrdiff_t>((j + 1) * d_),
                                  previous_.begin() + static_cast<std::ptrdiff_t>(j * d_));
    drift_[j] = stood ? 0 : std::sqrt(square) * widen_ + least;
    if (drift_[j] > farthest_) {
      secondFarthest_ = farthest_;
      farthest_ = drift_[j];
      fastest_ = j;
    } else {
      secondFarthest_ = std::max(secondFarthest_, drift_[j]);
    }
  }
  previous_.assign(centres.begin(), centres.end());

  std::fill(halfToNearest_.begin(), halfToNearest_.end(), none);
  for (std::size_t a = 0; a < k_; ++a) {
    for (std::size_t b = a + 1; b < k_; ++b) {
      const double half =
          std::sqrt(squaredDistance(centres.data() + a * d_, centres.data() + b * d_, d_)) / 2 / widen_;
      halfBetween_[a * k_ + b] = halfBetween_[b * k_ + a] = half;
      halfToNearest_[a] = std::min(halfToNearest_[a], half);
      halfToNearest_[b] = std::min(halfToNearest_[b], half);
    }
  }
  return k_ * (k_ - 1) / 2;
}

int CentreBounds::nearest(std::size_t i, const double* x, const double* centres, std::uint64_t& count) {
  if (owner_[i] < 0) {
    count += k_;
    return searchAll(i, x, centres);
  }
  return perCentre_ ? elkan(i, x, centres, count) : hamerly(i, x, centres, count);
}

int CentreBounds::searchAll(std::size_t i, const double* x, const double* centres) {
  std::size_t best = 0;
  double lowest = none, second = none;
  for (std::size_t j = 0; j < k_; ++j) {
    const double square = squaredDistance(x, centres + j * d_, d_);
    if (perCentre_) lower_[i * k_ + j] = std::sqrt(square) / widen_;
    if (square < lowest) {
      second = lowest;
      lowest = square;
      best = j;
    } else {
      second = std::min(second, square);
    }
  }
  upper_[i] = std::sqrt(lowest) * widen_;
  if (!perCentre_) lower_[i] = std::sqrt(second) / widen_;
  owner_[i] = static_cast<int>(best);
  return owner_[i];
}

int CentreBounds::hamerly(std::size_t i, const double* x, const double* centres, std::uint64_t& count) {
  const auto own = static_cast<std::size_t>(owner_[i]);
  const double others = own == fastest_ ? secondFarthest_ : farthest_;
  upper_[i] = (upper_[i] + drift_[own]) * widen_;
  lower_[i] = std::max(0.0, lower_[i] - others - (lower_[i] + others) * 0x1p-51);
  const double apart = std::max(lower_[i], halfToNearest_[own]);
  if (surelyLess(upper_[i], apart)) return owner_[i];
  ++count;
  upper_[i] = std::sqrt(squaredDistance(x, centres + own * d_, d_)) * widen_;
  if (surelyLess(upper_[i], apart)) return owner_[i];
  count += k_ - 1;
  return searchAll(i, x, centres);
}

int CentreBounds::elkan(std::size_t i, const double* x, const double* centres, std::uint64_t& count) {
  auto own = static_cast<std::size_t>(owner_[i]);
  double* lower = lower_.data() + i * k_;
  upper_[i] = (upper_[i] + drift_[own]) * widen_;
  for (std::size_t j = 0; j < k_; ++j) {
    lower[j] = std::max(0.0, lower[j] - drift_[j] - (lower[j] + drift_[j]) * 0x1p-51);
  }
  if (surelyLess(upper_[i], halfToNearest_[own])) return owner_[i];
  double ownSquare = -1;  // not taken yet
  for (std::size_t j = 0; j < k_; ++j) {
    const auto ruledOut = [&] {
      return surelyLess(upper_[i], lower[j]) || surelyLess(upper_[i], halfBetween_[own * k_ + j]);
    };
    if (j == own || ruledOut()) continue;
    if (ownSquare < 0) {
      ++count;
      ownSquare = squaredDistance(x, centres + own * d_, d_);
      upper_[i] = std::sqrt(ownSquare) * widen_;
      lower[own] = std::sqrt(ownSquare) / widen_;
      if (ruledOut()) continue;
    }
    ++count;
    const double square = squaredDistance(x, centres + j * d_, d_);
    lower[j] = std::sqrt(square) / widen_;
    if (square > ownSquare || (square == ownSquare && j > own)) continue;
    own = j;
    ownSquare = square;
    upper_[i] = std::sqrt(square) * widen_;
  }
  owner_[i] = static_cast<int>(own);
  return owner_[i];
}

}  // namespace gradarium::ml::detail
