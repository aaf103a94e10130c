// SPDX-License-Identifier: GPL-3.0-or-later
#include "kmeans_experiment.h"

#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/ml/metrics/partition.h"

namespace gradarium::lessons {

/// Three loose groups and a stray one, so that drawing starts with something to change.
std::vector<lab::PointsInput::Point> KMeansExperiment::starter() {
  return {{2.0, 7.6}, {2.5, 8.1}, {1.7, 8.3}, {2.9, 7.4}, {2.2, 6.9}, {7.1, 8.0}, {7.8, 7.5}, {8.2, 8.3}, {7.4, 7.1},
          {8.0, 6.8}, {4.6, 2.1}, {5.2, 1.6}, {5.7, 2.5}, {4.9, 2.9}, {5.4, 2.0}, {9.3, 1.1}};
}

void KMeansExperiment::reset() {
  const auto samples = data.get();
  points = {samples->rows, samples->columns, samples->features, samples->featureNames, samples->featureUnits};
  model_.reset();
  if (samples->rows == 0) throw base::Error("k-means needs at least one sample: draw a point, or choose a data set");
  model_.emplace(ml::Samples(samples, samples->features, samples->columns),
                 ml::KMeansOptions{.k = static_cast<std::size_t>(k), .seeding = init, .seed = seed});
  publish();
}

lab::Status KMeansExperiment::step(lab::Run&) {
  model_->halfStep();
  if (std::isfinite(model_->inertia())) inertia.append(static_cast<double>(model_->halfSteps()), model_->inertia());
  publish();
  return model_->converged() ? lab::Status::Finished : lab::Status::Running;
}

void KMeansExperiment::publish() {
  const auto samples = data.get();
  labels = {{model_->labels().begin(), model_->labels().end()}, {}};
  centres = {model_->k(), samples->columns, {model_->centres().begin(), model_->centres().end()}, samples->featureNames, samples->featureUnits};
  cost = model_->inertia();
  shift = model_->shift();
  reassigned = static_cast<double>(model_->reassigned());
  const bool assigned = model_->halfSteps() > 0 && model_->labels()[0] >= 0;
  rand = assigned && !samples->target.empty() ? ml::adjustedRand(samples->target, model_->labels()) : std::nan("");

  lab::value::Table table{{{"samples", "", {model_->sizes().begin(), model_->sizes().end()}, {}}}};
  for (std::size_t j = 0; j < samples->columns; ++j) {
    table.columns.push_back({samples->featureNames[j], samples->featureUnits[j], {}, {}});
    for (std::size_t c = 0; c < model_->k(); ++c) table.columns.back().numbers.push_back(model_->centres()[c * samples->columns + j]);
  }
  clusters = std::move(table);
}

void KMeansExperiment::move(const lab::Move& move) {
  if (move.index < 0 || move.index >= k) throw base::BadCall("there is no centre " + std::to_string(move.index));
  model_->moveCentre(static_cast<std::size_t>(move.index), move.to);
  publish();
}

lab::Arithmetic KMeansExperiment::explain(lab::Cell cell) const {
  const auto samples = data.get();
  if (cell.row < 0 || static_cast<std::size_t>(cell.row) >= samples->rows || cell.column < 0 || cell.column >= k)
    throw base::BadCall("there is no such sample or centre");
  lab::Arithmetic sum{"Squared distance of sample " + std::to_string(cell.row + 1) + " to centre " + std::to_string(cell.column + 1), {}, 0};
  const double* x = samples->row(static_cast<std::size_t>(cell.row));
  const double* c = model_->centres().data() + static_cast<std::size_t>(cell.column) * samples->columns;
  for (std::size_t j = 0; j < samples->columns; ++j) {
    const double square = (x[j] - c[j]) * (x[j] - c[j]);
    sum.lines.push_back({samples->featureNames[j], "(" + base::shortest(x[j]) + " - " + base::shortest(c[j]) + ")^2", square});
    sum.result += square;
  }
  return sum;
}

bool KMeansExperiment::settledOnIris(const lab::Snapshot& s, int clusters) const {
  return s.status == lab::Status::Finished && data.textIn(s) == "iris" && k.in(s) == clusters;
}

std::string KMeansExperiment::standing(const lab::Snapshot& s) const {
  if (data.textIn(s) != "iris" || k.in(s) != 3) return "needs the irises and k = 3";
  if (s.status != lab::Status::Finished) return "run it to the end";
  return "inertia " + base::shortest(std::round(cost.numberIn(s) * 100) / 100) + ", needs 102.51 or more";
}

}  // namespace gradarium::lessons
