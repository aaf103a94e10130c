// SPDX-License-Identifier: GPL-3.0-or-later
// Clustering beside scikit-learn: tests/bench/cluster_peers.py runs these and its own on the very same
// numbers.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "core/base/parallel.h"
#include "core/ml/cluster/dbscan.h"
#include "core/ml/cluster/hdbscan.h"
#include "core/ml/cluster/kmeans.h"
#include "core/ml/cluster/linkage.h"
#include "core/ml/cluster/optics.h"
#include "tests/bench/recipes.h"

namespace {

using namespace gradarium;

void kMeans(benchmark::State& state, ml::Assignment assignment) {
  const ml::Samples samples(bench::normals(1, 100'000 * 16), 16);  // no structure: all 20 moves happen
  const auto first = samples.values().first(32 * 16);
  base::Arena arena(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    arena.run([&] {
      ml::KMeans model(samples, first, ml::EmptyCluster::Keep, assignment);
      model.fit(20);
      state.counters["inertia"] = model.inertia();
    });
  }
}
BENCHMARK_CAPTURE(kMeans, all, ml::Assignment::All)
    ->Name("k-means")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kMeans, hamerly, ml::Assignment::Hamerly)
    ->Name("k-means, Hamerly")
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(kMeans, elkan, ml::Assignment::Elkan)
    ->Name("k-means, Elkan")
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void halfStepsInView(benchmark::State& state) {
  const ml::Samples samples(bench::clouds(20'000, 2, 20, 3), 2);
  for (auto _ : state) {
    ml::KMeans model(samples, {.k = 20, .seeding = ml::Seeding::Random, .seed = 1});
    for (int half = 0; half < 20; ++half) benchmark::DoNotOptimize(model.halfStep());
  }
}
BENCHMARK(halfStepsInView)
    ->Name("k-means, 20,000 x 2, k = 20, 10 iterations by half-steps")
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void dbscan(benchmark::State& state) {
  const ml::Samples samples(bench::moons(20'000, 4), 2);
  base::Arena arena(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    arena.run([&] {
      const auto result = ml::dbscan(samples, {0.05, 10});
      state.counters["clusters"] = static_cast<double>(result.clusters);
      state.counters["noise"] = static_cast<double>(result.noise());
    });
  }
}
BENCHMARK(dbscan)->Name("DBSCAN")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

void dbscanInEight(benchmark::State& state) {
  const ml::Samples samples(bench::clouds(10'000, 8, 10, 5), 8);
  for (auto _ : state)
    state.counters["clusters"] = static_cast<double>(ml::dbscan(samples, {2.5, 10}).clusters);
}
BENCHMARK(dbscanInEight)->Name("DBSCAN, 10,000 x 8")->UseRealTime()->Unit(benchmark::kMillisecond);

void agglomerate(benchmark::State& state, ml::Linkage linkage, std::size_t n) {
  const ml::Samples samples(bench::clouds(n, 8, 10, 5), 8);
  for (auto _ : state) {
    const auto tree = ml::agglomerate(samples, linkage);
    state.counters["top"] = tree.merges().back().height;
  }
}
BENCHMARK_CAPTURE(agglomerate, ward, ml::Linkage::Ward, 3000)
    ->Name("agglomerative, Ward")
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(agglomerate, average, ml::Linkage::Average, 3000)
    ->Name("agglomerative, average")
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(agglomerate, single, ml::Linkage::Single, 3000)
    ->Name("agglomerative, single")
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(agglomerate, ward5000, ml::Linkage::Ward, 5000)
    ->Name("agglomerative, Ward, 5,000")
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(agglomerate, average5000, ml::Linkage::Average, 5000)
    ->Name("agglomerative, average, 5,000")
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void density(benchmark::State& state, bool hierarchy) {
  const ml::Samples samples(bench::moons(3000, 4), 2);
  for (auto _ : state) {
    if (hierarchy) {
      benchmark::DoNotOptimize(ml::hdbscan(samples, {.minPts = 10, .minClusterSize = 50}).clusters);
    } else {
      benchmark::DoNotOptimize(ml::optics(samples, 10).order.data());
    }
  }
}
BENCHMARK_CAPTURE(density, optics, false)
    ->Name("OPTICS, 3,000 x 2")
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(density, hdbscan, true)
    ->Name("HDBSCAN, 3,000 x 2")
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
