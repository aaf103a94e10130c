// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/kmeans_tiles.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/parallel.h"
#include "core/ml/cluster/nearest_kernel.h"

namespace gradarium::ml::detail {

static_assert(SampleTiles::tileSize == tileRows);

namespace {

constexpr std::size_t grain = 4096;  // rows a block; a multiple of the tile

std::vector<double> meanOf(const Samples& samples) {
  const std::size_t n = samples.rows(), d = samples.columns();
  const double* x = samples.values().data();
  using Sums = std::vector<double>;
  Sums sums = base::parallelReduce(
      n, grain, Sums(d),
      [&](std::size_t begin, std::size_t end) {
        Sums part(d);
        for (std::size_t i = begin; i < end; ++i) {
          for (std::size_t f = 0; f < d; ++f) part[f] += x[i * d + f];
        }
        return part;
      },
      [](Sums a, const Sums& b) {
        for (std::size_t f = 0; f < a.size(); ++f) a[f] += b[f];
        return a;
      });
  for (double& value : sums) {
    value /= static_cast<double>(n);
    if (!std::isfinite(value)) value = 0;  // sums of huge numbers overflow; any shift is correct
  }
  return sums;
}

}  // namespace

SampleTiles::SampleTiles(const Samples& samples) : columns_(samples.columns()), mean_(meanOf(samples)) {
  const std::size_t n = samples.rows(), d = columns_;
  const double* x = samples.values().data();
  const double extent = base::parallelReduce(
      n, grain, 0.0,
      [&](std::size_t begin, std::size_t end) {
        double most = 0;
        for (std::size_t i = begin; i < end; ++i) {
          for (std::size_t f = 0; f < d; ++f) most = std::max(most, std::fabs(x[i * d + f] - mean_[f]));
        }
        return most;
      },
      [](double a, double b) { return std::max(a, b); });
  // A power of two, so that scaling rounds nothing.
  if (extent > 0 && std::isfinite(extent))
    scale_ = std::ldexp(1.0, std::clamp(-std::ilogb(extent), -1000, 1000));

  const std::size_t padded = (n + tileRows - 1) / tileRows * tileRows;
  values_.resize(padded * d);
  norms_.resize(padded);
  base::parallelFor(n, grain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      float* out = values_.data() + i / tileRows * tileRows * d + i % tileRows;
      double square = 0;
      for (std::size_t f = 0; f < d; ++f) {
        const double value = (x[i * d + f] - mean_[f]) * scale_;
        square += value * value;
        out[f * tileRows] = static_cast<float>(value);
      }
      norms_[i] = static_cast<float>(std::sqrt(square));
    }
  });
}

void CentreGroups::set(std::span<const double> centres, std::size_t columns, const SampleTiles& tiles) {
  const std::size_t d = columns, k = centres.size() / d, groups = (k + groupCentres - 1) / groupCentres;
  weights_.assign(groups * groupCentres * d, 0.0F);
  norms_.assign(groups * groupCentres, std::numeric_limits<float>::infinity());  // padding is never nearest
  double largest = 0;
  for (std::size_t j = 0; j < k; ++j) {
    float* out = weights_.data() + j / groupCentres * groupCentres * d + j % groupCentres;
    double square = 0;
    for (std::size_t f = 0; f < d; ++f) {
      const double value = (centres[j * d + f] - tiles.mean()[f]) * tiles.scale();
      square += value * value;
      out[f * groupCentres] = static_cast<float>(-2 * value);
    }
    norms_[j] = static_cast<float>(square);
    largest = std::max(largest, square);
  }
  // A score is a sum of d + 1 terms: rounding of the inputs and of each addition costs at most (d + 4) units
  // of the terms' absolute sum, which |x| |2c| + |c|^2 bounds; two scores, and a quarter more for the bound's
  // own rounding.
  const double unit = 2.5 * static_cast<double>(d + 4) * 0x1p-24;
  const double norm = std::sqrt(largest);
  slope_ = static_cast<float>(unit * 2 * norm);
  offset_ = static_cast<float>(unit * (largest + 0x1p-100));
}

}  // namespace gradarium::ml::detail
