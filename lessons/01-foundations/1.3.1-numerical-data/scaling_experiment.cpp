// SPDX-License-Identifier: GPL-3.0-or-later
#include "scaling_experiment.h"

#include <algorithm>
#include <numeric>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/ml/neighbours/nearest_vote.h"

namespace gradarium::lessons {
namespace {

using ml::ScalerKind;

constexpr std::array<ScalerKind, ScalingExperiment::kinds> all{
    ScalerKind::None, ScalerKind::MinMax,   ScalerKind::Standard,  ScalerKind::Robust,
    ScalerKind::Log,  ScalerKind::Quantile, ScalerKind::UnitLength};
constexpr std::size_t mostAsked = 150;  // test samples of a split

double deviation(const data::Dataset& set, std::size_t column) {
  const auto n = static_cast<double>(set.rows);
  double mean = 0, squares = 0;
  for (std::size_t i = 0; i < set.rows; ++i) mean += set.row(i)[column] / n;
  for (std::size_t i = 0; i < set.rows; ++i)
    squares += (set.row(i)[column] - mean) * (set.row(i)[column] - mean);
  return std::sqrt(squares / n);
}

}  // namespace

void ScalingExperiment::reset() {
  state_ = {};
  state_.set = data.get();
  const auto& set = *state_.set;
  if (set.rows < 12) throw base::Error("Normalization needs at least 12 samples to split");
  std::vector<double> values(set.features.begin(), set.features.end());
  values[shown()] += outlier * deviation(set, shown());
  const ml::Samples clean(state_.set, set.features, set.columns);
  state_.samples = ml::Samples(std::move(values), set.columns);
  for (std::size_t i = 0; i < kinds; ++i) {
    state_.scaledByAll[i] = ml::Scaler(all[i], state_.samples).apply(state_.samples);
    state_.conditions[i] = ml::centredConditionNumber(state_.scaledByAll[i]);
    const double was = spreadOfOthers(ml::Scaler(all[i], clean).apply(clean));
    state_.spreads[i] = was > 0 ? 100 * spreadOfOthers(state_.scaledByAll[i]) / was : NAN;
  }
  showFeature();
  split();
  showScores();
}

double ScalingExperiment::spreadOfOthers(const ml::Samples& samples) const {
  std::vector<double> others;
  for (std::size_t i = 1; i < samples.rows(); ++i) others.push_back(samples.row(i)[shown()]);
  std::sort(others.begin(), others.end());
  return ml::quantileOf(others, 0.75) - ml::quantileOf(others, 0.25);
}

lab::Status ScalingExperiment::step(lab::Run& run) {
  if (state_.set->target.empty() || state_.splits >= mostSplits) return lab::Status::Finished;
  if (run.cancelled()) return lab::Status::Cancelled;
  split();
  showScores();
  return state_.splits >= mostSplits ? lab::Status::Finished : lab::Status::Running;
}

/// The same split for all scalers, once with the scaler's eyes shut to the test samples and once open.
void ScalingExperiment::split() {
  const auto& target = state_.set->target;
  if (target.empty()) return;
  auto random = base::Random(seed).split(static_cast<std::uint64_t>(state_.splits));
  auto order = random.sampleWithoutReplacement(state_.set->rows, state_.set->rows);
  const auto trained = std::min(static_cast<std::size_t>(int(training)), order.size() - 1);
  const auto neighbours = std::min(static_cast<std::size_t>(int(k)), trained);
  const std::span<const std::size_t> rows(order), known = rows.first(trained);
  const auto asked = rows.subspan(trained, std::min(mostAsked, rows.size() - trained));
  const auto score = [&](const ml::Samples& samples) {
    const auto votes = ml::nearestVote(samples, target, known, asked, neighbours);
    std::size_t right = 0;
    for (std::size_t i = 0; i < asked.size(); ++i) right += votes[i] == target[asked[i]] ? 1 : 0;
    return static_cast<double>(right) / static_cast<double>(asked.size());
  };
  for (std::size_t i = 0; i < kinds; ++i) {
    state_.scores[i].honest += score(ml::Scaler(all[i], state_.samples, known).apply(state_.samples));
    state_.scores[i].leaky += score(state_.scaledByAll[i]);
  }
  ++state_.splits;
}

void ScalingExperiment::showFeature() {
  const std::size_t column = shown();
  const auto& scaledSamples = state_.scaledByAll[scaler.chosen()];
  for (std::size_t i = 0; i < state_.samples.rows(); ++i) {
    before.append(state_.samples.row(i)[column]);
    after.append(scaledSamples.row(i)[column]);
  }
  strayBefore = state_.samples.row(0)[column];
  strayAfter = scaledSamples.row(0)[column];
  if (!state_.set->target.empty()) classes = {state_.set->target, state_.set->classNames};
  lab::value::Points points;
  points.rows = scaledSamples.rows();
  points.columns = scaledSamples.columns();
  points.data.assign(scaledSamples.values().begin(), scaledSamples.values().end());
  points.columnNames = state_.set->featureNames;
  points.units.assign(points.columns, "");
  if (scaler == ScalerKind::None) points.units = state_.set->featureUnits;
  scaled = std::move(points);
}

void ScalingExperiment::showScores() {
  lab::value::Table table;
  table.columns = {{"scaler", {}, {}, {}},
                   {"accuracy", "%", {}, {}},
                   {"spread left", "%", {}, {}},
                   {"κ", {}, {}, {}},
                   {"log₁₀ κ", {}, {}, {}}};
  const auto mean = [&](double sum) { return state_.splits > 0 ? 100 * sum / state_.splits : NAN; };
  for (std::size_t i = 0; i < kinds; ++i) {
    table.columns[0].texts.emplace_back(ml::name(all[i]));
    table.columns[1].numbers.push_back(mean(leak ? state_.scores[i].leaky : state_.scores[i].honest));
    table.columns[2].numbers.push_back(state_.spreads[i]);
    table.columns[3].numbers.push_back(state_.conditions[i]);
    table.columns[4].numbers.push_back(std::log10(state_.conditions[i]));
  }
  const std::size_t chosen = scaler.chosen();
  row = static_cast<double>(chosen);
  condition = state_.conditions[chosen];
  steps = state_.conditions[chosen] * state_.conditions[chosen];
  if (std::isfinite(state_.spreads[chosen])) left = state_.spreads[chosen];
  splits = state_.splits;
  if (state_.splits > 0) {
    accuracy = table.columns[1].numbers[chosen];
    optimism = std::round(100 * mean(state_.scores[chosen].leaky - state_.scores[chosen].honest)) / 100;
  }
  scalers = std::move(table);
}

std::string ScalingExperiment::learnedJson() const {
  return ml::Scaler(scaler, state_.samples).json(state_.set->featureNames);
}

}  // namespace gradarium::lessons
