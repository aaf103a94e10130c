// SPDX-License-Identifier: GPL-3.0-or-later
// Linear models on 10,000 x 100, and what a drag of one point among sixteen costs. linear_peers.py times the
// same in scikit-learn.
#include <benchmark/benchmark.h>

#include "core/ml/linear/elastic_net.h"
#include "core/ml/linear/least_squares.h"
#include "core/ml/linear/logistic.h"
#include "core/ml/linear/ridge.h"
#include "tests/bench/recipes.h"

namespace {

using namespace gradarium;

/// Ten of a hundred normal columns matter.
struct Recipe {
  ml::Samples x;
  std::vector<double> y;
};
Recipe recipe(std::size_t n, std::size_t d) {
  Recipe made{ml::Samples(bench::normals(1, n * d), d), bench::normals(2, n)};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < std::min<std::size_t>(10, d); ++j)
      made.y[i] += made.x.row(i)[j] * (static_cast<double>(j) - 4.5);
  return made;
}

void lassoPath(benchmark::State& state) {
  const Recipe r = recipe(10'000, 100);
  for (auto _ : state) {
    const ml::ElasticNet net(r.x, r.y);
    benchmark::DoNotOptimize(net.path(ml::penaltyGrid(net.strongest(1), 1e-3, 100), 1));
  }
}
BENCHMARK(lassoPath)->Name("lasso path of 100, 10,000 x 100")->UseRealTime()->Unit(benchmark::kMillisecond);

void ridge(benchmark::State& state) {
  const Recipe r = recipe(10'000, 100);
  for (auto _ : state) benchmark::DoNotOptimize(ml::RidgeFamily(r.x, r.y).coefficients(1));
}
BENCHMARK(ridge)->Name("ridge for every penalty, 10,000 x 100")->UseRealTime()->Unit(benchmark::kMillisecond);

void logistic(benchmark::State& state) {
  const Recipe r = recipe(10'000, 100);
  std::vector<int> target;
  for (const double y : r.y) target.push_back(y > 0 ? 1 : 0);
  for (auto _ : state) {
    ml::LogisticRegression model(r.x, target, 2, 1);
    benchmark::DoNotOptimize(ml::fit(model));
  }
}
BENCHMARK(logistic)
    ->Name("logistic regression by Newton, 10,000 x 100")
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void refit(benchmark::State& state) {
  const Recipe r = recipe(16, 6);
  for (auto _ : state) benchmark::DoNotOptimize(ml::leastSquares(r.x, r.y));
}
BENCHMARK(refit)->Name("least squares with leverages, 16 x 6")->Unit(benchmark::kMicrosecond);

}  // namespace
