// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/gap_statistic.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/cluster/kmeans_restarts.h"

namespace gradarium::ml {

namespace {

Samples reference(const Samples& samples, base::Random random) {
  const std::size_t n = samples.rows(), d = samples.columns();
  std::vector<double> low(samples.row(0).begin(), samples.row(0).end()), high = low;
  for (std::size_t i = 1; i < n; ++i) {
    for (std::size_t f = 0; f < d; ++f) {
      low[f] = std::min(low[f], samples.row(i)[f]);
      high[f] = std::max(high[f], samples.row(i)[f]);
    }
  }
  std::vector<double> values(n * d);
  for (std::size_t i = 0; i < n * d; ++i) values[i] = random.uniform(low[i % d], high[i % d]);
  return {std::move(values), d};
}

}  // namespace

Gap gapStatistic(const Samples& samples, std::size_t k, const GapOptions& options,
                 const base::StopFlag* stop) {
  if (options.references < 1) throw base::BadCall("the gap statistic takes 1 reference or more");
  const auto logInertia = [&](const Samples& some, std::uint64_t seed) {
    return std::log(bestOf(some, {.k = k, .seed = seed}, options.restarts).best.inertia());
  };
  Gap result;
  result.logInertia = logInertia(samples, options.seed);
  const base::Random streams(options.seed);
  std::vector<double> logs(options.references, std::nan(""));
  base::parallelFor(options.references, 1, [&](std::size_t b, std::size_t) {
    if (b > 0 && stop != nullptr && stop->requested()) return;
    logs[b] = logInertia(reference(samples, streams.split(b)), streams.split(options.references + b).next());
  });
  std::erase_if(logs, [](double log) { return std::isnan(log); });
  const double count = static_cast<double>(logs.size());
  for (const double log : logs) result.expected += log / count;
  double variance = 0;
  for (const double log : logs) variance += (log - result.expected) * (log - result.expected) / count;
  result.gap = result.expected - result.logInertia;
  result.error = std::sqrt(variance * (1 + 1 / count));
  return result;
}

std::size_t clustersByGap(std::span<const Gap> gaps) {
  for (std::size_t i = 0; i + 1 < gaps.size(); ++i) {
    if (gaps[i].gap >= gaps[i + 1].gap - gaps[i + 1].error) return i + 1;
  }
  return gaps.size();
}

std::size_t elbow(std::span<const double> inertias) {
  if (inertias.size() < 3) return 0;
  const double steps = static_cast<double>(inertias.size() - 1);
  std::size_t best = 0;
  double deepest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < inertias.size(); ++i) {
    const double line =
        inertias.front() + (inertias.back() - inertias.front()) * static_cast<double>(i) / steps;
    if (line - inertias[i] <= deepest) continue;
    deepest = line - inertias[i];
    best = i;
  }
  return best + 1;
}

}  // namespace gradarium::ml
