// SPDX-License-Identifier: GPL-3.0-or-later
#include "penalty_experiment.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/ml/metrics/regression.h"

namespace gradarium::lessons {

double PenaltyExperiment::total() const { return net_->loss(std::vector<double>(x_.columns(), 0.0)); }

void PenaltyExperiment::reset() {
  const auto set = data.get();
  expectAtMost(set->rows, set->columns, 2000, 61);
  task_ = regressionOf(*set);
  if (task_.y.size() < 4) throw base::Error("regularization needs at least four samples");
  scaling_ = ml::standardScaling(task_.x);
  x_ = scaling_.apply(task_.x);
  net_.emplace(x_, task_.y);
  ridge_.emplace(x_, task_.y);
  walker_.assign(x_.columns(), 0);
  resampled_.reset();
  publishPath();
  publish();
}

void PenaltyExperiment::changed(const lab::Parameter& parameter) {
  if (&parameter == &l1) publishPath();
  if (&parameter == &folds || &parameter == &seed) tested_.reset();
  if (&parameter != &folds && &parameter != &across && &parameter != &up) resampled_.reset();
  if (&parameter == &lambda || &parameter == &l1) walker_.assign(x_.columns(), 0);
  publish();
}

/// Without L1 by the singular values, which know no collinearity; otherwise by coordinates.
std::vector<double> PenaltyExperiment::solve(const ml::ElasticNet& net, const ml::RidgeFamily& family, std::size_t n, const ml::Penalty& at,
                                             std::vector<double> start) const {
  if (at.strength == 0 || at.l1 == 0) return family.coefficients(at.strength * static_cast<double>(n));
  return net.solve(at, std::move(start), 1e-10, 5000);
}

lab::Status PenaltyExperiment::step(lab::Run&) {
  const auto [a, b] = shown();
  if (!descent.current()) descent.append(walker_[a], walker_[b]);
  for (std::size_t j = 0; j < walker_.size(); ++j) {
    net_->update(j, penalty(), walker_);
    if (j == a || j == b) descent.append(walker_[a], walker_[b]);
  }
  const double off = net_->violation(penalty(), walker_);
  walker = off;
  constexpr std::size_t most = 5000;  // rounds: nearly parallel columns would take for ever
  const auto& sofar = std::get<lab::value::Series>(*descent.current());
  const bool enough = off < 1e-10 * std::max(1.0, net_->strongest(1)) || sofar.size() > 2 * most;
  return enough ? lab::Status::Finished : lab::Status::Running;
}

std::pair<std::size_t, std::size_t> PenaltyExperiment::shown() const {
  return {static_cast<std::size_t>(across) - 1, static_cast<std::size_t>(up) - 1};
}

/// The path reaches from where all is nothing (with L1), or hardly anything is left, down to next to no penalty.
void PenaltyExperiment::publishPath() {
  const double most = net_->strongest(1);
  const bool corners = l1 > 0 && most > 0;
  grid_ = ml::penaltyGrid(corners ? std::min(most / l1, 1e4) : 1e3, corners ? 1e-4 : 1e-7, points);
  along_.clear();
  tested_.reset();
  std::vector<double> now(x_.columns(), 0);
  for (const double at : grid_) {
    now = solve(*net_, *ridge_, task_.y.size(), {at, l1}, std::move(now));
    along_.insert(along_.end(), now.begin(), now.end());
  }
  lab::value::Table out{{{"log10 penalty", "", {}, {}}}};
  for (const std::string& name : task_.names) out.columns.push_back({name, "", {}, {}});
  for (std::size_t i = grid_.size(); i-- > 0;) {
    out.columns[0].numbers.push_back(std::log10(grid_[i]));
    for (std::size_t j = 0; j < x_.columns(); ++j) out.columns[j + 1].numbers.push_back(along_[i * x_.columns() + j]);
  }
  path = std::move(out);
}

void PenaltyExperiment::publish() {
  const auto n = static_cast<double>(task_.y.size());
  solution_ = solve(*net_, *ridge_, task_.y.size(), penalty());
  descent.clear();
  walker = net_->violation(penalty(), walker_);
  double length = 0;
  std::size_t left = 0;
  for (const double value : solution_) {
    length += value * value;
    left += value != 0 ? 1 : 0;
  }
  lengthNow = std::sqrt(length);
  kept = static_cast<double>(left);
  freedom = l1 > 0 && lambda > 0 ? static_cast<double>(left) : ridge_->degreesOfFreedom(lambda * n);
  show(rSquared, total() > 0 ? 1 - net_->loss(solution_) / total() : std::nan(""));
  show(strongest, net_->strongest(l1));
  times = lambda * n;
  violation = net_->violation(penalty(), solution_);
  publishMap();
  publishWay();
  publishTable();
  test();
}

/// What of y's variance stays unexplained, over two coefficients, the others as in the solution; and the ball of all pairs that cost no more
/// penalty than the solution's. At the solution the two touch.
void PenaltyExperiment::publishMap() {
  const auto [a, b] = shown();
  const double u = solution_[a], v = solution_[b];
  here = plane({u, v}, "across", "up");
  const std::string nameA = task_.names[a], nameB = task_.names[b];
  std::vector<double> corners;
  const double budget = l1 * (std::abs(u) + std::abs(v)) + (1 - l1) / 2 * (u * u + v * v);
  double reach = 0;
  for (int k = 0; budget > 0 && k < 180; ++k) {
    // Along a direction of L1 length s and squared length 1: l1 s r + (1 - l1)/2 r^2 = budget.
    const double angle = 2 * 3.14159265358979323846 * k / 180, c = std::cos(angle), s = std::sin(angle);
    const double linear = l1 * (std::abs(c) + std::abs(s)), square = (1 - l1) / 2;
    const double r = 2 * budget / (linear + std::sqrt(linear * linear + 4 * square * budget));
    corners.insert(corners.end(), {r * c, r * s});
    reach = std::max(reach, r);
  }
  ball = plane(std::move(corners), nameA, nameB);
  if (a == b) return loss.clear(), valley.clear();

  // The bottom of the slice: both coefficients free, the others held.
  const double pullA = net_->correlation(a), pullB = net_->correlation(b);
  double restA = pullA, restB = pullB;
  for (std::size_t j = 0; j < solution_.size(); ++j)
    if (j != a && j != b) {
      restA -= net_->gram(a, j) * solution_[j];
      restB -= net_->gram(b, j) * solution_[j];
    }
  const double aa = net_->gram(a, a), bb = net_->gram(b, b), ab = net_->gram(a, b), determinant = aa * bb - ab * ab;
  double x = u, y = v;
  if (determinant > 1e-12 * aa * bb) {
    x = (bb * restA - ab * restB) / determinant;
    y = (aa * restB - ab * restA) / determinant;
    valley = plane({x, y}, "across", "up");
  } else {
    valley.clear();
  }
  if (!(total() > 0)) return loss.clear();
  const double base = net_->loss(solution_);
  // Wide enough for the ball; for the bottom as well where that is not too far.
  const double widest = std::max({1.5 * reach, std::min(std::max(std::abs(x), std::abs(y)), 3 * reach), 1e-9});
  const Window window = windowAround(0, widest);
  constexpr std::size_t side = 80;
  lab::value::Field field{side, side, window.low, window.high, window.low, window.high, std::vector<float>(side * side)};
  const double slopeA = aa * u + ab * v - restA, slopeB = ab * u + bb * v - restB;  // of the loss at the solution
  for (std::size_t i = 0; i < side; ++i)
    for (std::size_t j = 0; j < side; ++j) {
      const double da = window.low + (static_cast<double>(j) + 0.5) / side * (window.high - window.low) - u;
      const double db = window.low + (static_cast<double>(i) + 0.5) / side * (window.high - window.low) - v;
      field.values[i * side + j] = static_cast<float>((base + slopeA * da + slopeB * db + (aa * da * da + 2 * ab * da * db + bb * db * db) / 2) / total());
    }
  loss = std::move(field);
}

void PenaltyExperiment::publishWay() {
  const auto [a, b] = shown();
  lab::value::Series line;
  for (std::size_t i = 0; i < grid_.size(); ++i) line.append(along_[i * x_.columns() + a], along_[i * x_.columns() + b]);
  way.set(std::move(line));
}

void PenaltyExperiment::publishTable() {
  const std::vector<double> raw = scaling_.unscaled(net_->intercept(solution_), solution_);
  lab::value::Table out{{{"column", "", {}, {"intercept"}}, {"coefficient", "", {raw[0]}, {}}, {"per deviation", "", {net_->intercept(solution_)}, {}}}};
  for (std::size_t j = 0; j < solution_.size(); ++j) {
    out.columns[0].texts.push_back(task_.names[j]);
    out.columns[1].numbers.push_back(raw[j + 1]);
    out.columns[2].numbers.push_back(solution_[j]);
  }
  coefficients = std::move(out);
}

}  // namespace gradarium::lessons
