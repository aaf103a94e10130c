// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/decay_map.h"

#include <array>
#include <atomic>
#include <cmath>
#include <limits>

#include "core/base/parallel.h"
#include "core/base/random.h"
#include "core/optim/optimizer.h"

namespace gradarium::optim {
namespace {

constexpr std::size_t samples = 30, weights = 40, batch = 4;
constexpr double spread = 0.3;

struct Problem {
  explicit Problem(base::Random random) : batches(random.split(1)) {
    for (double& v : x) v = random.normal();
    for (double& v : truth) v = spread * random.normal();
    for (std::size_t i = 0; i < samples; ++i) {
      y[i] = random.normal();
      for (std::size_t j = 0; j < weights; ++j) y[i] += x[i * weights + j] * truth[j];
    }
  }
  std::array<double, samples * weights> x{};
  std::array<double, weights> truth{};
  std::array<double, samples> y{};
  base::Random batches;  // every rate and decay sees the same
};

double run(const Problem& problem, const Settings& settings, int steps) {
  base::Random batches = problem.batches;
  std::array<double, weights> w{}, g{};
  const auto optimizer = makeOptimizer<double>(settings);
  optimizer->setReporting(false);
  optimizer->add({w, g});
  for (int t = 0; t < steps; ++t) {
    g.fill(0);
    for (std::size_t k = 0; k < batch; ++k) {
      const auto i = static_cast<std::size_t>(batches.uniformInt(samples));
      const double* row = problem.x.data() + i * weights;
      double error = -problem.y[i];
      for (std::size_t j = 0; j < weights; ++j) error += row[j] * w[j];
      for (std::size_t j = 0; j < weights; ++j) g[j] += error * row[j] / double(batch);
    }
    optimizer->step();
  }
  double loss = 0;
  for (std::size_t j = 0; j < weights; ++j) loss += (w[j] - problem.truth[j]) * (w[j] - problem.truth[j]);
  return std::isfinite(loss) ? loss : std::numeric_limits<double>::infinity();
}

double between(double low, double high, std::size_t index, std::size_t count) {
  return count < 2 ? low : low * std::pow(high / low, double(index) / double(count - 1));
}

}  // namespace

double DecayMapOptions::rate(std::size_t row) const { return between(lowestRate, highestRate, row, rates); }
double DecayMapOptions::decay(std::size_t column) const {
  return between(lowestDecay, highestDecay, column, decays);
}

std::vector<double> decayMap(const Settings& settings, const DecayMapOptions& options,
                             const base::StopFlag* stop) {
  std::vector<Problem> problems;
  for (int k = 0; k < options.problems; ++k)
    problems.emplace_back(base::Random(options.seed).split(static_cast<std::uint64_t>(k)));
  std::vector<double> map(options.rates * options.decays);
  std::atomic<bool> stopped = false;
  base::parallelFor(map.size(), 1, [&](std::size_t from, std::size_t to) {
    for (std::size_t cell = from; cell < to; ++cell) {
      if (stop && stop->requested()) stopped = true;
      if (stopped) return;
      Settings here = settings;
      here.learningRate = options.rate(cell / options.decays);
      here.weightDecay = options.decay(cell % options.decays);
      for (const Problem& problem : problems)
        map[cell] += run(problem, here, options.steps) / options.problems;
    }
  });
  if (stopped) map.clear();
  return map;
}

}  // namespace gradarium::optim
