// SPDX-License-Identifier: GPL-3.0-or-later
#include "features_experiment.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/data/generate.h"
#include "core/lab/value_file.h"

namespace gradarium::lessons {

const std::vector<lab::PointsInput::Point> FeaturesExperiment::starter{
    {0.4, 2.0}, {1.0, 2.9}, {1.6, 4.4}, {2.2, 5.2}, {2.8, 6.6}, {3.4, 6.9}, {4.0, 7.4}, {4.6, 7.0}, {5.2, 6.7}, {5.8, 5.6},
    {6.4, 5.1}, {7.0, 4.2}, {7.6, 4.3}, {8.2, 4.9}, {8.8, 6.1}, {9.4, 7.9}};

bool FeaturesExperiment::classifies(const data::Dataset& set) const {
  return set.name == "circles" || set.name == "moons" || set.name == "spirals";
}

std::size_t FeaturesExperiment::featureCount() const {
  const auto set = data.get();
  return classifies(*set) ? set->columns : set->columns - std::min<std::size_t>(1, set->columns);
}

bool FeaturesExperiment::hasCategories() const {
  const auto set = data.get();
  return !data.isDrawn() && !classifies(*set) && !set->target.empty();
}

FeatureChoice FeaturesExperiment::choice() const {
  return {{.degree = degree, .interactions = interactions, .knots = knots, .harmonics = harmonics, .bins = bins, .logs = logs}, category, lambda};
}

std::vector<std::size_t> FeaturesExperiment::everyone() const {
  std::vector<std::size_t> all(task_.rows());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

void FeaturesExperiment::build() {
  const auto set = data.get();
  task_ = {};
  if (set->rows == 0) return;
  expectAtMost(set->rows, set->columns, 2000, 40);
  if (classifies(*set)) {
    task_.x = ml::Samples(set, set->features, set->columns);
    task_.names = set->featureNames;
    task_.y.assign(set->target.begin(), set->target.end());
    task_.classes = 2;
    return;
  }
  Regression asked = regressionOf(*set);
  task_.x = std::move(asked.x);
  task_.y = std::move(asked.y);
  task_.names = std::move(asked.names);
  if (hasCategories()) {
    task_.categories = set->target;
    task_.categoryNames = set->classNames;
  }
}

void FeaturesExperiment::reset() {
  build();
  publish();
}

void FeaturesExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &drawn) build();
  // The degree is what the sweep goes through: it leaves the curve as it is.
  if (&parameter != &degree)
    for (lab::Series* series : {&train, &tested, &bars}) series->set({});
  publish();
}

ml::CrossValidation FeaturesExperiment::judge(const FeatureChoice& choice) const {
  const std::size_t n = task_.rows();
  if (n < 4) return {};
  std::optional<ml::TargetEncoder> all;
  if (leak && choice.category == Category::Target && !task_.categories.empty()) all.emplace(task_.categories, task_.y, task_.categoryNames.size());
  const auto cuts = ml::kFold(n, std::min<std::size_t>(static_cast<std::size_t>(folds), n / 2), seed);
  return ml::crossValidate(cuts, [&](const ml::Fold& fold) {
    return FeatureModel(task_, fold.train, choice, all ? &*all : nullptr).judge(task_, fold.test);
  });
}

lab::Status FeaturesExperiment::step(lab::Run&) {
  if (task_.rows() < 4) return lab::Status::Finished;
  const auto* before = train.current() ? &std::get<lab::value::Series>(*train.current()) : nullptr;
  const std::size_t next = before ? before->size() + 1 : 1;
  constexpr std::size_t most = 12;
  if (next > most) return lab::Status::Finished;
  FeatureChoice tried = choice();
  tried.options.degree = static_cast<int>(next);
  const double own = FeatureModel(task_, everyone(), tried).judge(task_, everyone());
  const ml::CrossValidation others = judge(tried);
  const auto at = static_cast<double>(next);
  // A score far below zero says only that; drawn to scale it would hide all others.
  train.append(at, std::isfinite(own) ? own : 0);
  tested.append(at, std::isfinite(others.mean) ? std::max(-1.0, others.mean) : 0);
  bars.append(at, others.mean > -1 ? std::min(1.0, others.standardError) : 0);
  const auto& curve = std::get<lab::value::Series>(*tested.current());
  std::size_t best = 0;
  for (std::size_t i = 1; i < curve.size(); ++i)
    if (curve.y(i) > curve.y(best)) best = i;
  bestDegree = curve.x(best);
  return next == most ? lab::Status::Finished : lab::Status::Running;
}

void FeaturesExperiment::publish() {
  for (lab::ObservableBase* all : observables())
    if (all != &train && all != &tested && all != &bars && all != &bestDegree) all->clear();
  model_.reset();
  points = plane({}, "x", "y");
  if (task_.rows() == 0) return;
  const auto set = data.get();
  std::vector<double> places;
  for (std::size_t i = 0; i < task_.rows(); ++i) places.insert(places.end(), {task_.x.row(i)[0], task_.classes > 0 ? task_.x.row(i)[1] : task_.y[i]});
  lab::value::Points shown = plane(std::move(places), task_.names[0], task_.classes > 0 ? task_.names[1] : regressionOf(*set).response);
  points = std::move(shown);
  labels = {task_.classes > 0 ? set->target : std::vector<int>(task_.rows(), 0), task_.classes > 0 ? set->classNames : std::vector<std::string>{}};
  model_.emplace(task_, everyone(), choice());
  columnsNow = static_cast<double>(model_->columns());
  const double own = model_->judge(task_, everyone());
  show(trainNow, own);
  const ml::CrossValidation others = judge(choice());
  show(testedNow, others.scores.empty() ? std::nan("") : others.mean);
  show(barNow, others.scores.empty() ? std::nan("") : others.standardError);
  show(gap, others.scores.empty() ? std::nan("") : own - others.mean);
  lab::value::Series each;
  for (std::size_t f = 0; f < others.scores.size(); ++f) each.append(static_cast<double>(f + 1), others.scores[f]);
  foldScores.set(std::move(each));
  publishCurve();
  publishDesign();
}

/// What the model says of every x, or of every place; only where there is a plane to show it in.
void FeaturesExperiment::publishCurve() {
  const std::size_t n = task_.rows();
  double low[2] = {0, 0}, high[2] = {10, 10};
  for (std::size_t axis = 0; axis < std::min<std::size_t>(2, task_.x.columns()) && !data.isDrawn(); ++axis) {
    low[axis] = high[axis] = task_.x.row(0)[axis];
    for (std::size_t i = 0; i < n; ++i) {
      low[axis] = std::min(low[axis], task_.x.row(i)[axis]);
      high[axis] = std::max(high[axis], task_.x.row(i)[axis]);
    }
    const double room = task_.classes > 0 ? 0.08 * (high[axis] - low[axis]) : 0;
    low[axis] -= room;
    high[axis] += room;
  }
  if (task_.classes > 0) {
    constexpr std::size_t side = 72;
    lab::value::Field chance{side, side, low[0], high[0], low[1], high[1], std::vector<float>(side * side)};
    for (std::size_t i = 0; i < side; ++i)
      for (std::size_t j = 0; j < side; ++j) {
        const double row[2] = {low[0] + (static_cast<double>(j) + 0.5) / side * (high[0] - low[0]), low[1] + (static_cast<double>(i) + 0.5) / side * (high[1] - low[1])};
        chance.values[i * side + j] = static_cast<float>(1 / (1 + std::exp(-std::clamp(model_->score(row, 0), -500.0, 500.0))));
      }
    field = std::move(chance);
    return;
  }
  if (task_.x.columns() != 1 || (!task_.categories.empty() && category != Category::Off)) return;
  std::vector<double> line, real;
  constexpr int pieces = 300;
  for (int k = 0; k <= pieces; ++k) {
    const double x = low[0] + (high[0] - low[0]) * k / pieces;
    line.insert(line.end(), {x, model_->score({&x, 1}, 0)});
    if (data.chosen() == "wave") real.insert(real.end(), {x, data::waveAt(x)});
  }
  curve = plane(std::move(line), "x", "y");
  if (!real.empty()) truth = plane(std::move(real), "x", "y");
}

void FeaturesExperiment::publishDesign() {
  const std::size_t n = task_.rows(), p = model_->columns();
  shown_ = everyone();
  std::stable_sort(shown_.begin(), shown_.end(), [&](std::size_t a, std::size_t b) { return task_.x.row(a)[0] < task_.x.row(b)[0]; });
  if (n > shownRows) {  // evenly from the least x to the largest
    std::vector<std::size_t> some;
    for (std::size_t k = 0; k < shownRows; ++k) some.push_back(shown_[k * (n - 1) / (shownRows - 1)]);
    shown_ = std::move(some);
  }
  lab::value::Matrix matrix{shown_.size(), p, {}, {}, model_->names()};
  for (const std::size_t i : shown_) {
    const auto row = model_->expanded(task_.x.row(i), task_.categories.empty() ? 0 : task_.categories[i]);
    for (std::size_t j = 0; j < p; ++j) matrix.data.push_back((row[j] - model_->scaling().means[j]) / model_->scaling().deviations[j]);
    matrix.rowNames.push_back(brief(task_.x.row(i)[0], 2));
  }
  if (p > 0) design = std::move(matrix);
  lab::value::Table out{{{"column", "", {}, {"intercept"}}, {"per deviation", "", {model_->coefficients()[0]}, {}}}};
  for (std::size_t j = 0; j < p; ++j) {
    out.columns[0].texts.push_back(model_->names()[j]);
    out.columns[1].numbers.push_back(model_->coefficients()[j + 1]);
  }
  coefficients = out;
  out.columns[1].numbers.erase(out.columns[1].numbers.begin());
  out.columns[0].texts.erase(out.columns[0].texts.begin());
  if (p > 0) heights = std::move(out);
}

lab::Arithmetic FeaturesExperiment::explain(lab::Cell cell) const {
  const auto row = static_cast<std::size_t>(cell.row), column = static_cast<std::size_t>(cell.column);
  if (!model_ || cell.row < 0 || row >= shown_.size() || cell.column < 0 || column >= model_->columns()) throw base::BadCall("there is no such cell");
  const std::size_t i = shown_[row];
  const int code = task_.categories.empty() ? 0 : task_.categories[i];
  const double raw = model_->expanded(task_.x.row(i), code)[column], mean = model_->scaling().means[column], deviation = model_->scaling().deviations[column];
  lab::Arithmetic sum{model_->names()[column] + " of sample " + std::to_string(i + 1), {}, (raw - mean) / deviation};
  sum.lines.push_back({"the column", model_->arithmetic(column, task_.x.row(i), code), raw});
  sum.lines.push_back({"scaled", "(" + brief(raw) + " - " + brief(mean) + ") / " + brief(deviation), sum.result});
  sum.lines.push_back({"times coefficient", brief(sum.result, 3) + " · " + brief(model_->coefficients()[column + 1], 3), sum.result * model_->coefficients()[column + 1]});
  return sum;
}

std::string FeaturesExperiment::writeSweep() const {
  lab::value::Table out{{{"degree", "", {}, {}}, {"as fitted", "", {}, {}}, {"cross-validated", "", {}, {}}, {"standard error", "", {}, {}}}};
  const lab::Series* all[] = {&train, &tested, &bars};
  for (std::size_t c = 0; c < 3; ++c) {
    const auto value = all[c]->current();
    const auto* series = value ? &std::get<lab::value::Series>(*value) : nullptr;
    for (std::size_t i = 0; series && i < series->size(); ++i) {
      if (c == 0) out.columns[0].numbers.push_back(series->x(i));
      out.columns[c + 1].numbers.push_back(series->y(i));
    }
  }
  return lab::writeValue(out, lab::Format::Csv);
}

}  // namespace gradarium::lessons
