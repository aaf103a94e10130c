// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/kmeans_restarts.h"

#include <limits>
#include <mutex>
#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace gradarium::ml {

KMeansRestarts bestOf(const Samples& samples, const KMeansOptions& options, std::size_t restarts,
                      std::size_t maxMoves, const base::StopFlag* stop) {
  if (restarts == 0) throw base::BadCall("the number of restarts takes 1 or more");
  const base::Random streams(options.seed);
  const auto start = [&](std::size_t i) {
    return seedCentres(samples, options.k, options.seeding, streams.split(i));
  };
  samples.requireFinite("k-means");
  const KMeans first(samples, start(0), options.empty, options.assignment);

  KMeansRestarts result{first, 0, std::vector<double>(restarts, std::numeric_limits<double>::quiet_NaN())};
  std::mutex mutex;
  bool any = false;
  base::parallelFor(restarts, 1, [&](std::size_t i, std::size_t) {
    if (i > 0 && stop != nullptr && stop->requested()) return;
    KMeans run = i == 0 ? first : first.restarted(start(i));
    run.fit(maxMoves, 0.0, stop);
    const double inertia = run.inertia();
    result.inertias[i] = inertia;
    const std::lock_guard lock(mutex);
    // Whoever comes first, the same one wins.
    const double lowest = any ? result.inertias[result.bestRestart] : 0;
    if (any && (inertia > lowest || (inertia == lowest && i > result.bestRestart))) return;
    any = true;
    result.bestRestart = i;
    result.best = std::move(run);
  });
  return result;
}

}  // namespace gradarium::ml
