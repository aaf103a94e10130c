// SPDX-License-Identifier: GPL-3.0-or-later
#include "least_squares_experiment.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace gradarium::lessons {

const std::vector<lab::PointsInput::Point> LeastSquaresExperiment::starter{
    {0.8, 2.3}, {1.5, 2.2}, {2.1, 3.6}, {2.8, 3.1}, {3.4, 4.3}, {4.1, 4.0},
    {4.7, 5.5}, {5.3, 4.9}, {6.0, 5.9}, {6.6, 6.9}, {7.2, 6.3}, {9.3, 8.4}};

int LeastSquaresExperiment::columns() const {
  return simple() ? 1 : std::max(1, static_cast<int>(data.get()->columns) - 1);
}

std::pair<std::size_t, std::size_t> LeastSquaresExperiment::shown() const {
  if (simple()) return {0, 1};
  return {static_cast<std::size_t>(across), static_cast<std::size_t>(up)};
}

void LeastSquaresExperiment::reset() {
  refit();
  double mean = 0;
  for (const double y : task_.y) mean += y / static_cast<double>(task_.y.size());
  placeOwn({task_.y.empty() ? 5 : mean, 0});  // what one would say without x
}

void LeastSquaresExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &drawn) refit();
  publish();
}

void LeastSquaresExperiment::refit() {
  const auto set = data.get();
  fit_.reset();
  task_ = {};
  inflations_.clear();
  if (set->rows == 0) return;
  expectAtMost(set->rows, set->columns, 20000, 61);
  task_ = regressionOf(*set);
  fit_ = ml::leastSquares(task_.x, task_.y);
  inflations_ = ml::varianceInflation(task_.x);
}

double LeastSquaresExperiment::squaresOf(const Line& line) const {
  double sum = 0;
  for (std::size_t i = 0; i < task_.y.size(); ++i) {
    const double residual = task_.y[i] - line.intercept - line.slope * task_.x.row(i)[0];
    sum += residual * residual;
  }
  return sum;
}

void LeastSquaresExperiment::placeOwn(Line line) {
  own_ = line;
  descent.clear();
  publish();
}

void LeastSquaresExperiment::moveTheLine(const lab::Move& move) {
  if (move.to.size() != 2 || !std::isfinite(move.to[0]) || !std::isfinite(move.to[1]))
    throw base::BadCall("your line takes an intercept and a slope");
  placeOwn({move.to[0], move.to[1]});
}

void LeastSquaresExperiment::moveTheEnd(const lab::Move& move) {
  if (move.index < 0 || move.index > 1 || move.to.size() != 2 || !std::isfinite(move.to[1]))
    throw base::BadCall("your line has the ends 0 and 1, each with a place (x, y)");
  double at[2] = {own_.intercept + own_.slope, own_.intercept + 8 * own_.slope};
  at[move.index] = move.to[1];
  const double slope = (at[1] - at[0]) / 7;
  placeOwn({at[0] - slope, slope});
}

lab::Status LeastSquaresExperiment::step(lab::Run&) {
  if (!simple() || !own || !fit_) return lab::Status::Finished;
  double flat = 0, tilted = 0;
  const auto n = static_cast<double>(task_.y.size());
  for (std::size_t i = 0; i < task_.y.size(); ++i) {
    const double x = task_.x.row(i)[0], residual = task_.y[i] - own_.intercept - own_.slope * x;
    flat -= residual / n;
    tilted -= residual * x / n;
  }
  own_.intercept -= rate * flat;
  own_.slope -= rate * tilted;
  descent.append(own_.intercept, own_.slope);
  if (std::abs(own_.intercept) + std::abs(own_.slope) > 1e9) {
    own_.slope = std::copysign(1e9, own_.slope);
    return lab::Status::Diverged;
  }
  publish();
  return std::abs(flat) + std::abs(tilted) < 1e-6 ? lab::Status::Finished : lab::Status::Running;
}

void LeastSquaresExperiment::publish() {
  for (lab::ObservableBase* all : observables())
    if (all != &descent || !own || !simple()) all->clear();
  points = plane({}, "x", "y");
  ends = plane({}, "x", "y");
  if (!fit_) return;
  std::vector<double> places, below;
  const bool yours = simple() && own;
  for (std::size_t i = 0; i < task_.y.size(); ++i) {
    const double x = simple() ? task_.x.row(i)[0] : fit_->fitted[i];
    places.insert(places.end(), {x, task_.y[i]});
    below.insert(below.end(), {x, yours ? own_.intercept + own_.slope * x : fit_->fitted[i]});
  }
  const std::string unit = task_.unit;
  points = simple() ? plane(std::move(places), "x", "y") : plane(std::move(places), "fitted " + task_.response, task_.response);
  if (!simple()) {
    auto named = std::get<lab::value::Points>(*points.current());
    named.units = {unit, unit};
    points = std::move(named);
  }
  feet = plane(std::move(below), "x", "y");
  const auto [least, most] = std::minmax_element(fit_->fitted.begin(), fit_->fitted.end());
  const double b0 = fit_->coefficients[0], b1 = fit_->coefficients[1], from = simple() ? -1 : *least, to = simple() ? 11 : *most;
  if (simple())
    line = plane({from, b0 + b1 * from, to, b0 + b1 * to}, "x", "y");
  else
    equal = plane({from, from, to, to}, "x", "y");
  if (yours) {
    if (!descent.current()) descent.append(own_.intercept, own_.slope);
    ends = plane({1, own_.intercept + own_.slope, 8, own_.intercept + 8 * own_.slope}, "x", "y");
    ownLine = plane({from, own_.intercept + own_.slope * from, to, own_.intercept + own_.slope * to}, "x", "y");
    here = plane({own_.intercept, own_.slope}, "intercept", "slope");
    ownSquares = squaresOf(own_);
  }
  intercept = b0;
  slope = b1;
  yearSlope = fit_->coefficients.back();
  squares = fit_->residualSquares;
  show(slopeError, fit_->standardError(1));
  show(rSquared, fit_->rSquared());
  show(noise, fit_->residualError());
  show(inflation, simple() ? std::nan("") : *std::max_element(inflations_.begin(), inflations_.end()));
  publishLoss();
  publishInfluence();
  publishVectors();
  publishTable();
}

/// The mean squared residual over two coefficients, the others always at their best: a bowl whose level lines are the
/// confidence regions.
void LeastSquaresExperiment::publishLoss() {
  const auto [first, second] = shown();
  const std::size_t p = fit_->coefficients.size();
  const auto n = static_cast<double>(task_.y.size());
  double a = 0, b = 0, c = 0;  // n times the curvature: [[a, b], [b, c]]
  if (simple()) {
    a = n;
    for (std::size_t i = 0; i < task_.y.size(); ++i) {
      const double x = task_.x.row(i)[0];
      b += x;
      c += x * x;
    }
  } else if (fit_->degreesOfFreedom > 0 && first != second) {
    const double variance = fit_->residualError() * fit_->residualError();
    const double u = fit_->covariance[first * (p + 1)], v = fit_->covariance[first * p + second], w = fit_->covariance[second * (p + 1)];
    const double determinant = u * w - v * v;
    if (!(determinant > 1e-12 * u * w)) return;
    a = variance * w / determinant;
    b = -variance * v / determinant;
    c = variance * u / determinant;
  }
  if (!(a > 0 && c > 0)) return;
  const double x = fit_->coefficients[first], y = fit_->coefficients[second];
  const auto name = [&](std::size_t k) { return simple() ? (k == 0 ? "intercept" : "slope") : task_.names[k - 1]; };
  best = plane({x, y}, "intercept", "slope");
  const auto border = ml::confidenceEllipse(*fit_, first, second, level);
  std::vector<double> corners;
  for (const auto& corner : border) corners.insert(corners.end(), corner.begin(), corner.end());
  region = plane(std::move(corners), name(first), name(second));

  const double errorX = fit_->standardError(first), errorY = fit_->standardError(second);
  double reachX = errorX > 0 ? 3 * errorX : 1, reachY = errorY > 0 ? 3 * errorY : 0.25;
  if (simple() && own) {
    const auto way = descent.current();  // back to where it began
    const auto& line = std::get<lab::value::Series>(*way);
    for (const Line at : {own_, Line{line.x(0), line.y(0)}}) {
      reachX = std::max(reachX, std::abs(at.intercept - x));
      reachY = std::max(reachY, std::abs(at.slope - y));
    }
  }
  const Window wide = windowAround(x, std::min(reachX, 1e12)), high = windowAround(y, std::min(reachY, 1e12));
  constexpr std::size_t side = 72;
  lab::value::Field field{side, side, wide.low, wide.high, high.low, high.high, std::vector<float>(side * side)};
  for (std::size_t i = 0; i < side; ++i)
    for (std::size_t j = 0; j < side; ++j) {
      const double dx = wide.low + (static_cast<double>(j) + 0.5) / side * (wide.high - wide.low) - x;
      const double dy = high.low + (static_cast<double>(i) + 0.5) / side * (high.high - high.low) - y;
      field.values[i * side + j] = static_cast<float>((fit_->residualSquares + a * dx * dx + 2 * b * dx * dy + c * dy * dy) / n);
    }
  loss = std::move(field);
}

}  // namespace gradarium::lessons
