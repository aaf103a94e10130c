// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/stability.h"

#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/cluster/kmeans_restarts.h"
#include "core/ml/metrics/partition.h"

namespace gradarium::ml {

Stability bootstrapStability(const Samples& samples, const StabilityOptions& options,
                             const base::StopFlag* stop) {
  if (options.resamples < 1) throw base::BadCall("the number of resamples takes 1 or more");
  const std::size_t n = samples.rows(), d = samples.columns();
  const auto fit = [&](const Samples& some, std::uint64_t seed) {
    return bestOf(some, {.k = options.k, .seed = seed}, options.restarts).best;
  };
  const KMeans whole = fit(samples, options.seed);
  Stability result;
  result.labels.assign(whole.labels().begin(), whole.labels().end());

  const base::Random streams(options.seed);
  std::vector<std::vector<int>> labels(options.resamples);
  base::parallelFor(options.resamples, 1, [&](std::size_t b, std::size_t) {
    if (b > 0 && stop != nullptr && stop->requested()) return;
    base::Random random = streams.split(b);
    std::vector<double> values;
    values.reserve(n * d);
    for (std::size_t i = 0; i < n; ++i) {
      const auto row = samples.row(static_cast<std::size_t>(random.uniformInt(n)));
      values.insert(values.end(), row.begin(), row.end());
    }
    labels[b] = fit(Samples(std::move(values), d), random.next()).predict(samples);
  });
  std::erase_if(labels, [](const std::vector<int>& one) { return one.empty(); });

  for (const auto& one : labels) result.agreement.push_back(adjustedRand(result.labels, one));
  result.together.resize(n * n);
  const double share = 1 / static_cast<double>(labels.size());
  base::parallelFor(n, 16, [&](std::size_t begin, std::size_t end) {
    std::vector<int> count(n);
    for (std::size_t i = begin; i < end; ++i) {
      count.assign(n, 0);
      for (const auto& one : labels) {
        for (std::size_t j = 0; j < n; ++j) count[j] += one[j] == one[i] ? 1 : 0;
      }
      for (std::size_t j = 0; j < n; ++j) result.together[i * n + j] = count[j] * share;
    }
  });
  return result;
}

}  // namespace gradarium::ml
