// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/kmeans_seeding.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/distance.h"

namespace gradarium::ml {

namespace {

constexpr std::size_t grain = 4096;

/// D^2 of every sample to its nearest centre so far, with sums by block to draw from quickly.
class Distances {
 public:
  explicit Distances(const Samples& samples)
      : samples_(&samples),
        square_(samples.rows(), std::numeric_limits<double>::infinity()),
        blocks_((samples.rows() + grain - 1) / grain) {}

  void add(std::size_t centre) {
    const std::size_t d = samples_->columns();
    const double* x = samples_->values().data();
    base::parallelFor(square_.size(), grain, [&](std::size_t begin, std::size_t end) {
      double sum = 0;
      for (std::size_t i = begin; i < end; ++i) {
        square_[i] = std::min(square_[i], squaredDistance(x + i * d, x + centre * d, d));
        sum += square_[i];
      }
      blocks_[begin / grain] = sum;
    });
    total_ = 0;
    for (const double sum : blocks_) total_ += sum;
  }

  /// What the sum would become with one more centre.
  [[nodiscard]] double totalWith(std::size_t centre) const {
    const std::size_t d = samples_->columns();
    const double* x = samples_->values().data();
    return base::parallelReduce(
        square_.size(), grain, 0.0,
        [&](std::size_t begin, std::size_t end) {
          double sum = 0;
          for (std::size_t i = begin; i < end; ++i) {
            sum += std::min(square_[i], squaredDistance(x + i * d, x + centre * d, d));
          }
          return sum;
        },
        [](double a, double b) { return a + b; });
  }

  [[nodiscard]] bool drawable() const { return total_ > 0 && std::isfinite(total_); }

  /// The first sample at which the running sum passes u x total. A sample at distance 0 is never drawn.
  [[nodiscard]] std::size_t draw(double u) const {
    double left = u * total_;
    std::size_t last = 0;
    for (std::size_t block = 0; block < blocks_.size(); ++block) {
      if (left >= blocks_[block] && block + 1 < blocks_.size()) {
        left -= blocks_[block];
        if (blocks_[block] > 0) last = std::min((block + 1) * grain, square_.size()) - 1;
        continue;
      }
      for (std::size_t i = block * grain; i < std::min((block + 1) * grain, square_.size()); ++i) {
        if (square_[i] <= 0) continue;
        last = i;
        if (left < square_[i]) return i;
        left -= square_[i];
      }
    }
    while (last > 0 && square_[last] <= 0) --last;  // rounding ran past the end
    return last;
  }

  [[nodiscard]] std::vector<double> probabilities() const {
    std::vector<double> result(square_);
    for (double& value : result) value /= total_;
    return result;
  }

 private:
  const Samples* samples_;
  std::vector<double> square_;
  std::vector<double> blocks_;
  double total_ = 0;
};

std::vector<std::size_t> plusPlus(const Samples& samples, std::size_t k, std::size_t tries,
                                  base::Random& random, SeedingTrace* trace) {
  const std::size_t n = samples.rows();
  const std::vector<double> even(trace == nullptr ? 0 : n, 1.0 / static_cast<double>(n));
  Distances distances(samples);
  std::vector<std::size_t> chosen;
  while (chosen.size() < k) {
    // No distance left to draw by: the first centre, or fewer different samples than centres.
    const bool uniform = chosen.empty() || !distances.drawable();
    if (trace != nullptr) trace->probability.push_back(uniform ? even : distances.probabilities());
    if (uniform) {
      chosen.push_back(static_cast<std::size_t>(random.uniformInt(n)));
    } else {
      chosen.push_back(distances.draw(random.uniform()));
      double lowest = tries > 1 ? distances.totalWith(chosen.back()) : 0;
      for (std::size_t attempt = 1; attempt < tries; ++attempt) {
        const std::size_t candidate = distances.draw(random.uniform());
        const double total = distances.totalWith(candidate);
        if (total >= lowest) continue;
        lowest = total;
        chosen.back() = candidate;
      }
    }
    if (chosen.size() < k) distances.add(chosen.back());
  }
  return chosen;
}

}  // namespace

std::vector<double> seedCentres(const Samples& samples, std::size_t k, Seeding seeding, base::Random random,
                                SeedingTrace* trace) {
  const std::size_t n = samples.rows();
  if (k < 1 || k > n) throw base::BadCall("k takes 1 to " + std::to_string(n) + ", the number of samples");
  if (trace != nullptr) *trace = {};
  std::vector<std::size_t> chosen;
  if (seeding != Seeding::Random) {
    const bool greedy = seeding == Seeding::GreedyPlusPlus;
    const auto tries =
        greedy ? 2 + static_cast<std::size_t>(std::log(static_cast<double>(k))) : std::size_t{1};
    chosen = plusPlus(samples, k, tries, random, trace);
  } else {
    chosen = random.sampleWithoutReplacement(n, k);
    for (std::size_t j = 0; trace != nullptr && j < k; ++j) {
      std::vector<double> probability(n, 1.0 / static_cast<double>(n - j));
      for (std::size_t drawn = 0; drawn < j; ++drawn) probability[chosen[drawn]] = 0;
      trace->probability.push_back(std::move(probability));
    }
  }
  std::vector<double> centres;
  centres.reserve(k * samples.columns());
  for (const std::size_t index : chosen) {
    const auto row = samples.row(index);
    centres.insert(centres.end(), row.begin(), row.end());
  }
  if (trace != nullptr) trace->chosen = std::move(chosen);
  return centres;
}

}  // namespace gradarium::ml
