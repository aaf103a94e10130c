// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/trees/boosting.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"

namespace gradarium::ml {
namespace {

double logistic(double f) { return f >= 0 ? 1 / (1 + std::exp(-f)) : std::exp(f) / (1 + std::exp(f)); }

/// log(1 + e^f), without overflow.
double softplus(double f) { return std::max(f, 0.0) + std::log1p(std::exp(-std::abs(f))); }

}  // namespace

GradientBoosting::GradientBoosting(std::shared_ptr<const SortedColumns> columns, std::vector<double> targets,
                                   BoostingOptions options)
    : columns_(std::move(columns)), targets_(std::move(targets)), options_(options) {
  const std::size_t n = columns_->rows();
  if (targets_.size() != n) throw base::BadCall("boosting takes one target a sample");
  const double mean = std::accumulate(targets_.begin(), targets_.end(), 0.0) / static_cast<double>(n);
  if (!std::isfinite(mean)) throw base::Error("boosting takes finite targets");
  start_ = mean;
  if (options_.loss == BoostingLoss::Binomial) {
    if (std::any_of(targets_.begin(), targets_.end(), [](double y) { return y != 0 && y != 1; }))
      throw base::Error("the binomial deviance takes targets 0 and 1");
    if (mean <= 0 || mean >= 1) throw base::Error("boosting needs samples of both classes");
    start_ = std::log(mean / (1 - mean));
  }
  scores_.assign(n, start_);
}

std::vector<double> GradientBoosting::residuals() const {
  std::vector<double> r(targets_.size());
  for (std::size_t i = 0; i < r.size(); ++i) r[i] = targets_[i] - probability(scores_[i]);
  return r;
}

std::vector<double> GradientBoosting::hessians() const {
  std::vector<double> h(targets_.size(), 1);
  if (options_.loss == BoostingLoss::Binomial)
    for (std::size_t i = 0; i < h.size(); ++i) h[i] = probability(scores_[i]) * (1 - probability(scores_[i]));
  return h;
}

double GradientBoosting::probability(double score) const {
  return options_.loss == BoostingLoss::Binomial ? logistic(score) : score;
}

double GradientBoosting::loss(std::span<const double> scores, std::span<const double> targets) const {
  double sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double f = scores[i], y = targets[i];
    sum += options_.loss == BoostingLoss::Binomial ? 2 * (softplus(f) - y * f) : (y - f) * (y - f);
  }
  return scores.empty() ? std::nan("") : sum / static_cast<double>(scores.size());
}

double GradientBoosting::score(std::span<const double> row) const {
  double f = start_;
  for (const auto& tree : trees_) f += options_.learningRate * tree->predict(row)[0];
  return f;
}

std::vector<std::uint32_t> GradientBoosting::sampleOf(std::size_t tree) const {
  const std::size_t n = targets_.size();
  std::vector<std::uint32_t> rows(n);
  std::iota(rows.begin(), rows.end(), 0U);
  if (options_.subsample >= 1) return rows;
  const auto count =
      std::clamp<std::size_t>(static_cast<std::size_t>(options_.subsample * static_cast<double>(n)), 1, n);
  base::Random random = base::Random(options_.seed).split(2 * tree);
  rows.clear();
  for (const std::size_t i : random.sampleWithoutReplacement(n, count))
    rows.push_back(static_cast<std::uint32_t>(i));
  std::sort(rows.begin(), rows.end());
  return rows;
}

const Tree& GradientBoosting::add() {
  std::vector<double> g = residuals(), h = hessians();
  for (double& value : g) value = -value;
  std::vector<double> weights(targets_.size(), 0);
  for (const std::uint32_t i : sampleOf(trees_.size())) weights[i] = 1;
  // By the gradient alone a split is judged as in least squares; the hessian then only sets the leaves.
  MomentTarget target(g, options_.newton ? h : std::vector<double>(h.size(), 1),
                      options_.newton ? options_.lambda : 0);
  MomentGrower grower(columns_, std::move(target), std::move(weights));
  base::Random random = base::Random(options_.seed).split(2 * trees_.size() + 1);
  grower.grow(options_.limits, random);
  auto tree = std::make_shared<Tree>(grower.tree());
  const MomentTarget leaves(g, h, options_.lambda);
  for (std::size_t node = 0; node < tree->nodes.size(); ++node) {
    MomentTarget::Sums sums;
    for (const std::uint32_t i : grower.members(node)) leaves.add(sums, i, 1);
    leaves.value(sums, std::span(tree->values).subspan(node, 1));
  }
  std::vector<double> row(columns_->columns());
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    columns_->row(i, row);
    scores_[i] += options_.learningRate * tree->predict(row)[0];
  }
  trees_.push_back(std::move(tree));
  return *trees_.back();
}

}  // namespace gradarium::ml
