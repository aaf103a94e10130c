// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/kmeans_minibatch.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/distance.h"

namespace gradarium::ml {

namespace {

int nearest(const double* x, std::span<const double> centres, std::size_t d) {
  int best = 0;
  double lowest = squaredDistance(x, centres.data(), d);
  for (std::size_t j = 1; j * d < centres.size(); ++j) {
    const double square = squaredDistance(x, centres.data() + j * d, d);
    if (square >= lowest) continue;
    lowest = square;
    best = static_cast<int>(j);
  }
  return best;
}

}  // namespace

MiniBatchKMeans::MiniBatchKMeans(Samples samples, const MiniBatchOptions& options)
    : samples_(std::move(samples)), random_(base::Random(options.seed).split(1)) {
  samples_.requireFinite("k-means");
  if (options.batch < 1) throw base::BadCall("a mini-batch takes 1 sample or more");
  centres_ = seedCentres(samples_, options.k, options.seeding, base::Random(options.seed).split(0));
  seen_.resize(options.k);
  batch_.resize(options.batch);
}

double MiniBatchKMeans::step() {
  const std::size_t d = samples_.columns();
  for (std::size_t& row : batch_) row = static_cast<std::size_t>(random_.uniformInt(samples_.rows()));
  // All of the batch choose before any centre moves.
  std::vector<int> chosen(batch_.size());
  base::parallelFor(batch_.size(), 512, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      chosen[i] = nearest(samples_.row(batch_[i]).data(), centres_, d);
  });
  const std::vector<double> before = centres_;
  for (std::size_t i = 0; i < batch_.size(); ++i) {
    const auto j = static_cast<std::size_t>(chosen[i]);
    const double rate = 1.0 / static_cast<double>(++seen_[j]);
    const auto x = samples_.row(batch_[i]);
    for (std::size_t f = 0; f < d; ++f) centres_[j * d + f] += rate * (x[f] - centres_[j * d + f]);
  }
  double shift = 0;
  for (std::size_t j = 0; j < seen_.size(); ++j) {
    shift = std::max(shift, squaredDistance(before.data() + j * d, centres_.data() + j * d, d));
  }
  ++steps_;
  return std::sqrt(shift);
}

void MiniBatchKMeans::moveCentre(std::size_t index, std::span<const double> position) {
  if (index >= seen_.size())
    throw base::BadCall("a centre's number takes 0 to " + std::to_string(seen_.size() - 1));
  if (position.size() != samples_.columns()) {
    throw base::BadCall("a centre's position takes " + std::to_string(samples_.columns()) +
                        " numbers, one for each feature");
  }
  if (!std::all_of(position.begin(), position.end(), [](double value) { return std::isfinite(value); })) {
    throw base::BadCall("a centre's position takes finite numbers");
  }
  std::copy(position.begin(), position.end(),
            centres_.begin() + static_cast<std::ptrdiff_t>(index * position.size()));
  seen_[index] = 0;
}

std::vector<int> MiniBatchKMeans::labels() const {
  std::vector<int> labels(samples_.rows());
  base::parallelFor(labels.size(), 1024, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      labels[i] = nearest(samples_.row(i).data(), centres_, samples_.columns());
    }
  });
  return labels;
}

}  // namespace gradarium::ml
