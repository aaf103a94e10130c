// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/network_race.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/train/parameter_steps.h"

namespace gradarium::train {

struct NetworkRace::Racer {
  Racer(const optim::Settings& settings, const NetworkRaceOptions& options) {
    base::Random random = base::Random(options.seed).split(0);
    network = nn::Mlp("digits", options.sizes, options.activation, random);
    parameters = network.parameters();
    steps.emplace(parameters, StepSettings{settings});
  }
  nn::Mlp network;
  std::vector<nn::Parameter*> parameters;
  std::optional<ParameterSteps> steps;
  std::optional<std::uint64_t> lostAt;
  double loss = std::numeric_limits<double>::quiet_NaN(), seconds = 0;
};

struct NetworkRace::State {
  struct One {
    std::vector<float> weights;
    optim::State<float> memory;
    std::optional<std::uint64_t> lostAt;
    double loss = 0;
  };
  std::vector<One> racers;
  Place at;
};

NetworkRace::NetworkRace(std::shared_ptr<const LabelledSet> training,
                         const std::vector<optim::Settings>& racers, const NetworkRaceOptions& options)
    : training_(std::move(training)), options_(options) {
  if (training_->rows() == 0 || training_->inputs.length(-1) != options.sizes.front())
    throw base::BadCall("the network takes " + std::to_string(options.sizes.front()) + " numbers a sample");
  for (const optim::Settings& settings : racers)
    racers_.push_back(std::make_unique<Racer>(settings, options));
}

NetworkRace::~NetworkRace() = default;
NetworkRace::NetworkRace(NetworkRace&&) noexcept = default;
NetworkRace& NetworkRace::operator=(NetworkRace&&) noexcept = default;

/// The order of the epoch.
void NetworkRace::shuffle() {
  order_.resize(training_->rows());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  base::Random(options_.seed).split(1).split(at_.epoch).shuffle(order_);
}

std::vector<std::size_t> NetworkRace::nextRows(std::size_t batch) {
  const std::size_t n = training_->rows();
  batch = batch == 0 ? n : std::min(batch, n);
  std::vector<std::size_t> rows;
  while (rows.size() < batch) {
    if (order_.empty()) shuffle();
    const std::size_t end = std::min(n, at_.next + batch - rows.size());
    rows.insert(rows.end(), order_.begin() + static_cast<std::ptrdiff_t>(at_.next),
                order_.begin() + static_cast<std::ptrdiff_t>(end));
    at_.next = end;
    if (at_.next < n) continue;
    at_.next = 0;
    ++at_.epoch;
    order_.clear();
  }
  return rows;
}

void NetworkRace::step(std::size_t batch, std::span<const double> rates) {
  if (rates.size() != size()) throw base::BadCall("a race takes a rate for each racer");
  const LabelledSet now = training_->some(nextRows(batch));
  ++at_.steps;
  base::parallelFor(size(), 1, [&](std::size_t begin, std::size_t) {
    Racer& racer = *racers_[begin];
    if (racer.lostAt) return;
    const std::vector<float> before = flatWeights(racer.network);
    const base::Stopwatch watch;
    racer.steps->optimizer().setLearningRate(rates[begin]);
    racer.loss = lossWithGradient(racer.network, now);
    const bool stepped = std::isfinite(racer.loss) && std::isfinite(racer.steps->step());
    racer.seconds = watch.seconds();
    const std::vector<float> after = flatWeights(racer.network);
    const bool finite = std::all_of(after.begin(), after.end(), [](float w) { return std::isfinite(w); });
    if (stepped && finite) return;
    setWeights(racer.network, before);
    racer.lostAt = at_.steps;
  });
}

std::size_t NetworkRace::size() const { return racers_.size(); }
nn::Mlp& NetworkRace::network(std::size_t racer) { return racers_[racer]->network; }
const optim::Settings& NetworkRace::settings(std::size_t racer) const {
  return racers_[racer]->steps->optimizer().settings();
}
std::optional<std::uint64_t> NetworkRace::lostAt(std::size_t racer) const { return racers_[racer]->lostAt; }
double NetworkRace::batchLoss(std::size_t racer) const { return racers_[racer]->loss; }
double NetworkRace::seconds(std::size_t racer) const { return racers_[racer]->seconds; }

std::shared_ptr<const NetworkRace::State> NetworkRace::save() {
  auto state = std::make_shared<State>();
  state->at = at_;
  for (const auto& racer : racers_)
    state->racers.push_back(
        {flatWeights(racer->network), racer->steps->optimizer().save(), racer->lostAt, racer->loss});
  return state;
}

void NetworkRace::restore(const State& state) {
  if (state.racers.size() != size()) throw base::BadCall("the state is that of another race");
  for (std::size_t i = 0; i < size(); ++i) {
    setWeights(racers_[i]->network, state.racers[i].weights);
    racers_[i]->steps->optimizer().restore(state.racers[i].memory);
    racers_[i]->lostAt = state.racers[i].lostAt;
    racers_[i]->loss = state.racers[i].loss;
  }
  at_ = state.at;
  shuffle();
}

std::size_t NetworkRace::savedBytes() const {
  std::size_t bytes = 0;
  for (const auto& racer : racers_) {
    const std::size_t memories = optim::memories(racer->steps->optimizer().settings().method).size();
    bytes += (1 + memories) * racer->network.parameterCount() * sizeof(float);
  }
  return bytes;
}

}  // namespace gradarium::train
