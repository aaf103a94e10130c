// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/kmeans.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/ml/cluster/kmeans_state.h"
#include "core/ml/distance.h"

namespace gradarium::ml {

namespace {

std::shared_ptr<const detail::SampleTiles> tilesOf(const Samples& samples) {
  samples.requireFinite("k-means");
  return std::make_shared<const detail::SampleTiles>(samples);
}

std::vector<double> checkedCentres(const Samples& samples, std::span<const double> centres) {
  const std::size_t d = samples.columns();
  if (centres.empty() || centres.size() % d != 0) {
    throw base::BadCall("first centres take rows of " + std::to_string(d) + " numbers, one for each feature");
  }
  if (centres.size() / d > samples.rows()) {
    throw base::BadCall("k takes 1 to " + std::to_string(samples.rows()) + ", the number of samples");
  }
  if (!std::all_of(centres.begin(), centres.end(), [](double value) { return std::isfinite(value); })) {
    throw base::BadCall("first centres take finite numbers");
  }
  return {centres.begin(), centres.end()};
}

}  // namespace

KMeans::KMeans(Samples samples, const KMeansOptions& options) {
  auto tiles = tilesOf(samples);
  auto centres = seedCentres(samples, options.k, options.seeding, base::Random(options.seed));
  state_ = std::make_unique<State>(std::move(samples), std::move(tiles), std::move(centres), options.empty,
                                   options.assignment);
}

KMeans::KMeans(Samples samples, std::span<const double> centres, EmptyCluster empty, Assignment assignment) {
  auto tiles = tilesOf(samples);
  auto checked = checkedCentres(samples, centres);
  state_ =
      std::make_unique<State>(std::move(samples), std::move(tiles), std::move(checked), empty, assignment);
}

KMeans::KMeans(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
KMeans::KMeans(const KMeans& other) : state_(std::make_unique<State>(*other.state_)) {}
KMeans::KMeans(KMeans&&) noexcept = default;
KMeans& KMeans::operator=(const KMeans& other) {
  if (this != &other) state_ = std::make_unique<State>(*other.state_);
  return *this;
}
KMeans& KMeans::operator=(KMeans&&) noexcept = default;
KMeans::~KMeans() = default;

KMeans KMeans::restarted(std::span<const double> centres) const {
  return KMeans(std::make_unique<State>(state_->samples, state_->tiles,
                                        checkedCentres(state_->samples, centres), state_->empty,
                                        state_->assignment));
}

bool KMeans::halfStep() {
  State& s = *state_;
  if (s.converged) return false;
  bool changed;
  if (s.phase == Phase::Assign) {
    s.assign(false);
    changed = s.reassigned > 0;
  } else {
    s.move();
    changed = s.shift > 0 || s.relocated > 0;
  }
  s.inertia = s.measure();
  return changed;
}

std::size_t KMeans::fit(std::size_t maxMoves, double tolerance, const base::StopFlag* stop) {
  State& s = *state_;
  const auto stopped = [&] { return stop != nullptr && stop->requested(); };
  if (s.phase == Phase::Assign && !s.converged) s.assign(true);
  std::size_t moves = 0;
  while (!s.converged && moves < maxMoves && !stopped()) {
    s.move();
    ++moves;
    s.assign(true);
    if (s.shift <= tolerance && s.relocated == 0) break;
  }
  s.inertia = s.measure();
  return moves;
}

KMeans::Phase KMeans::phase() const noexcept { return state_->phase; }
bool KMeans::converged() const noexcept { return state_->converged; }
std::size_t KMeans::halfSteps() const noexcept { return state_->halfSteps; }
std::size_t KMeans::k() const noexcept { return state_->k; }
const Samples& KMeans::samples() const noexcept { return state_->samples; }
std::span<const int> KMeans::labels() const noexcept { return state_->labels; }
std::span<const double> KMeans::centres() const noexcept { return state_->centres; }
std::span<const std::size_t> KMeans::sizes() const noexcept { return state_->sizes; }
double KMeans::inertia() const noexcept { return state_->inertia; }
std::size_t KMeans::reassigned() const noexcept { return state_->reassigned; }
double KMeans::shift() const noexcept { return state_->shift; }
std::size_t KMeans::relocated() const noexcept { return state_->relocated; }
std::uint64_t KMeans::distances() const noexcept { return state_->distances; }

std::vector<std::size_t> KMeans::emptyClusters() const {
  std::vector<std::size_t> empty;
  const bool assigned = state_->labels.front() >= 0;
  for (std::size_t j = 0; assigned && j < state_->k; ++j) {
    if (state_->sizes[j] == 0) empty.push_back(j);
  }
  return empty;
}

void KMeans::moveCentre(std::size_t index, std::span<const double> position) {
  State& s = *state_;
  if (index >= s.k) throw base::BadCall("a centre's number takes 0 to " + std::to_string(s.k - 1));
  if (position.size() != s.d) {
    throw base::BadCall("a centre's position takes " + std::to_string(s.d) +
                        " numbers, one for each feature");
  }
  if (!std::all_of(position.begin(), position.end(), [](double value) { return std::isfinite(value); })) {
    throw base::BadCall("a centre's position takes finite numbers");
  }
  std::copy(position.begin(), position.end(), s.centres.begin() + static_cast<std::ptrdiff_t>(index * s.d));
  s.phase = Phase::Assign;
  s.centresAreMeans = false;
  s.converged = false;
  if (s.labels.front() >= 0) s.inertia = s.measure();
}

std::vector<int> KMeans::predict(const Samples& others) const {
  const State& s = *state_;
  if (others.columns() != s.d) {
    throw base::BadCall("k-means was fitted to " + std::to_string(s.d) + " features, not " +
                        std::to_string(others.columns()));
  }
  others.requireFinite("k-means");
  std::vector<int> labels(others.rows());
  base::parallelFor(labels.size(), 1024, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) labels[i] = s.nearestTo(others.row(i).data());
  });
  return labels;
}

}  // namespace gradarium::ml
