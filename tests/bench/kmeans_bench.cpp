// SPDX-License-Identifier: GPL-3.0-or-later
// k-means beside the recipe "100,000 x 16, k = 32, 20 iterations, tolerance 0"; time it in one run with the peer.
#include <benchmark/benchmark.h>

#include "core/base/parallel.h"
#include "core/data/generate.h"
#include "core/ml/cluster/kmeans.h"

namespace {

using namespace gradarium;

void fit(benchmark::State& state) {
  const auto data = data::blobs({.rows = 100'000, .columns = 16, .centres = 32}, base::Random(2));
  const auto samples = ml::Samples::borrowed(data.features, data.columns);
  const std::span<const double> first(data.features.data(), 32 * data.columns);
  base::Arena arena(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    arena.run([&] {
      ml::KMeans model(samples, first);
      model.fit(20);
      benchmark::DoNotOptimize(model.inertia());
    });
  }
}
BENCHMARK(fit)->Name("k-means, 20 iterations, threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

void seed(benchmark::State& state) {
  const auto data = data::blobs({.rows = 100'000, .columns = 16, .centres = 32}, base::Random(2));
  const auto samples = ml::Samples::borrowed(data.features, data.columns);
  for (auto _ : state) benchmark::DoNotOptimize(ml::seedCentres(samples, 32, ml::Seeding::PlusPlus, base::Random(1)));
}
BENCHMARK(seed)->Name("k-means++, 32 centres")->Unit(benchmark::kMillisecond);

}  // namespace
