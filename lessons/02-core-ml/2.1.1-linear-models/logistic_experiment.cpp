// SPDX-License-Identifier: GPL-3.0-or-later
#include "logistic_experiment.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/error.h"
#include "core/ml/metrics/classification.h"

namespace gradarium::lessons {
namespace {

constexpr double tooLong = 1e5;  // of weights: nothing is learnt beyond

/// The two columns worth seeing, where a data set has many.
std::pair<std::size_t, std::size_t> bestSeen(const data::Dataset& set) {
  if (set.name == "breast-cancer") return {20, 21};  // worst radius and texture
  if (set.name == "wine") return {0, 6};             // alcohol and flavanoids
  return {set.columns - 2, set.columns - 1};
}

}  // namespace

const std::vector<lab::PointsInput::Point> LogisticExperiment::starter{
    {1.2, 2.1, 0}, {2.0, 3.4, 0}, {2.6, 1.5, 0}, {3.1, 4.6, 0}, {1.6, 5.2, 0}, {3.9, 2.7, 0}, {4.4, 3.9, 0}, {2.9, 6.3, 0}, {5.2, 2.2, 0},
    {6.3, 4.8, 0}, {4.8, 6.1, 1}, {5.6, 7.4, 1}, {6.6, 6.6, 1}, {7.3, 5.0, 1}, {8.1, 6.9, 1}, {6.9, 8.3, 1}, {7.9, 3.6, 1}, {8.8, 5.3, 1},
    {5.0, 4.9, 1}, {8.6, 8.4, 1}};

// The one that stood among the others goes home.
const std::string LogisticExperiment::separated = "set data=drawn; patch drawn={\"move\": [9, 4.2, 1.4]}; patch drawn={\"move\": [18, 6.2, 5.9]}; ";

void LogisticExperiment::reset() {
  build();
  startPath();
  publish();
}

void LogisticExperiment::build() {
  const auto set = data.get();
  model_.reset();
  best_.reset();
  slice_.reset();
  made_ = 0;
  if (set->columns < 2) throw base::Error("a border in the plane needs at least two columns of numbers");
  if (set->target.empty() && !data.isDrawn())
    throw base::Error("logistic regression needs a class for each sample: choose a data set with a column of words");
  expectAtMost(set->rows, set->columns, 5000, 400);
  std::vector<std::size_t> used;
  const bool all = features == Features::All && !data.isDrawn();
  const auto seen = bestSeen(*set);
  if (all)
    for (std::size_t j = 0; j < set->columns; ++j) used.push_back(j);
  else
    used = {seen.first, seen.second};
  columns_ = all ? seen : std::pair<std::size_t, std::size_t>{0, 1};
  names_.clear();
  for (const std::size_t j : used) names_.push_back(set->featureNames[j]);
  std::vector<double> values, shown;
  for (std::size_t i = 0; i < set->rows; ++i) {
    for (const std::size_t j : used) values.push_back(set->row(i)[j]);
    shown.insert(shown.end(), {set->row(i)[seen.first], set->row(i)[seen.second]});
  }
  lab::value::Points places = plane(std::move(shown), set->featureNames[seen.first], set->featureNames[seen.second]);
  places.units = {set->featureUnits[seen.first], set->featureUnits[seen.second]};
  points = std::move(places);
  // Drawn points of one class have none; those of classes 0 and 5 have two.
  const std::set<int> there(set->target.begin(), set->target.end());
  codes_.assign(there.begin(), there.end());
  classNames_ = set->classNames;
  labels = {set->target.empty() ? std::vector<int>(set->rows, 0) : set->target, set->classNames};
  if (codes_.size() < 2) return;
  target_.clear();
  for (const int code : set->target) target_.push_back(static_cast<int>(std::lower_bound(codes_.begin(), codes_.end(), code) - codes_.begin()));
  if (const std::size_t weights = (codes_.size() > 2 ? codes_.size() : 1) * (1 + used.size()); weights > 250)
    throw base::Error(std::to_string(codes_.size()) + " classes of " + std::to_string(used.size()) + " features have " + std::to_string(weights) +
                      " weights; at most 250 are taken here: look at two features");
  x_ = ml::Samples(std::move(values), used.size());
  scaling_ = ml::standardScaling(x_);
  model_ = ml::LogisticRegression(scaling_.apply(x_), target_, codes_.size(), lambda);
  findBottom();
}

void LogisticExperiment::findBottom() {
  slice_.reset();
  best_ = model_;
  if (best_) ml::fit(*best_, 40);
}

void LogisticExperiment::startPath() {
  for (lab::Series* series : {&path, &losses, &norms, &gradients}) series->set({});
  made_ = 0;
}

lab::Status LogisticExperiment::step(lab::Run&) {
  if (!model_) return lab::Status::Finished;
  bool moved = true;
  if (solver == Solver::Newton)
    moved = model_->newtonStep();
  else
    model_->gradientStep(rate);
  if (!moved) return lab::Status::Finished;
  ++made_;
  publish();
  // A separating line gets steeper for ever, with the loss going to zero.
  if (model_->weightNorm() > tooLong || (lambda == 0 && model_->logLoss() < 1e-7)) return lab::Status::Diverged;
  double most = 0;
  for (const double g : model_->gradient()) most = std::max(most, std::abs(g));
  return most < 1e-9 * static_cast<double>(x_.rows()) ? lab::Status::Finished : lab::Status::Running;
}

void LogisticExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &drawn) {
    // Who has begun to learn follows the point at once.
    const bool begun = made_ > 0;
    const auto before = model_;
    build();
    if (begun && model_ && before && before->parameters().size() == model_->parameters().size()) model_->setParameters({before->parameters().begin(), before->parameters().end()});
    startPath();
    if (begun && model_) {
      ml::fit(*model_, 30);
      made_ = 1;
    }
  } else if (&parameter == &lambda && model_) {
    model_->setLambda(lambda);
    findBottom();
    startPath();
    if (std::isfinite(model_->weightNorm()) && model_->weightNorm() > 0) {
      ml::fit(*model_, 30);
      made_ = 1;
    }
  }
  publish();
}

std::pair<std::size_t, std::size_t> LogisticExperiment::twoPlaces() const {
  const std::size_t row = model_->outputs() == 1 ? 0 : 1 + x_.columns();  // of the second class
  return {row + 1 + columns_.first, row + 1 + columns_.second};
}

std::pair<double, double> LogisticExperiment::twoWeights(const ml::LogisticRegression& model) const {
  const auto [a, b] = twoPlaces();
  return {model.parameters()[a], model.parameters()[b]};
}

void LogisticExperiment::publish() {
  for (lab::ObservableBase* all : {static_cast<lab::ObservableBase*>(&probability), static_cast<lab::ObservableBase*>(&logOdds), static_cast<lab::ObservableBase*>(&bottom),
                                   static_cast<lab::ObservableBase*>(&weights), static_cast<lab::ObservableBase*>(&byClass)})
    all->clear();
  for (lab::Scalar* all : {&logLoss, &accuracy, &wrong, &area, &norm, &steepest, &first, &odds}) all->clear();
  classes = static_cast<double>(codes_.size());
  if (!model_) return;
  const ml::Samples scaled = scaling_.apply(x_);
  const std::vector<double> p = model_->probabilities(scaled);
  const auto n = static_cast<double>(x_.rows());
  const double right = ml::accuracy(target_, ml::mostProbable(p, codes_.size()));
  accuracy = right;
  wrong = std::round((1 - right) * n);
  logLoss = model_->logLoss();
  norm = model_->weightNorm();
  double most = 0;
  for (const double g : model_->gradient()) most = std::max(most, std::abs(g));
  steepest = most;
  show(area, codes_.size() == 2 ? ml::areaUnderRoc(target_, model_->scores(scaled)) : std::nan(""));
  const auto [across, up] = twoWeights(*model_);
  first = across;
  odds = std::exp(std::min(across, 700.0));
  const auto at = static_cast<double>(made_);
  path.append(across, up);
  losses.append(at, model_->logLoss());
  norms.append(at, model_->weightNorm());
  gradients.append(at, std::max(most, 1e-16));
  publishFields();
  publishWeights();
}

}  // namespace gradarium::lessons
