// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/trees/forest.h"

#include <algorithm>
#include <cmath>

namespace gradarium::ml {
namespace {

/// The largest other than `own`, the first of equals; -1 where there is no other.
int rivalOf(std::span<const double> votes, int own) {
  int rival = -1;
  for (int c = 0; c < static_cast<int>(votes.size()); ++c)
    if (c != own &&
        (rival < 0 || votes[static_cast<std::size_t>(c)] > votes[static_cast<std::size_t>(rival)]))
      rival = c;
  return rival;
}

}  // namespace

RandomForest::RandomForest(std::shared_ptr<const SortedColumns> columns, ClassTarget target,
                           ForestOptions options)
    : columns_(std::move(columns)),
      target_(std::move(target)),
      options_(options),
      shares_(columns_->rows() * target_.outputs(), 0),
      votes_(shares_) {}

const RandomForest::Member& RandomForest::add() {
  const std::size_t n = columns_->rows(), k = target_.outputs();
  base::Random random = base::Random(options_.seed).split(members_.size());
  std::vector<double> weights(n, options_.bootstrap ? 0 : 1);
  if (options_.bootstrap) {
    const auto draws = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::lround(options_.share * static_cast<double>(n))));
    for (std::size_t i = 0; i < draws; ++i) ++weights[static_cast<std::size_t>(random.uniformInt(n))];
  }
  ClassGrower grower(columns_, target_, weights);
  grower.grow(options_.limits, random);
  auto member = std::make_shared<Member>();
  member->tree = grower.tree();
  std::vector<double> row(columns_->columns());
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (weights[i] > 0) continue;
    columns_->row(i, row);
    const std::size_t leaf = member->tree.leafOf(row);
    const auto shares = member->tree.valueOf(leaf);
    for (std::size_t c = 0; c < k; ++c) shares_[i * k + c] += shares[c];
    const int vote = member->tree.classAt(leaf);
    ++votes_[i * k + static_cast<std::size_t>(vote)];
    member->outOfBag.push_back(static_cast<std::uint32_t>(i));
    member->votes.push_back(vote);
    wrong += vote == target_.codes()[i] ? 0 : 1;
  }
  if (!member->votes.empty()) {
    errors_ += static_cast<double>(wrong) / static_cast<double>(member->votes.size());
    ++judged_;
  }
  members_.push_back(std::move(member));
  return *members_.back();
}

std::vector<double> RandomForest::predict(std::span<const double> row) const {
  std::vector<double> sum(target_.outputs(), 0);
  for (const auto& member : members_) {
    const auto shares = member->tree.predict(row);
    for (std::size_t c = 0; c < sum.size(); ++c) sum[c] += shares[c] / static_cast<double>(members_.size());
  }
  return sum;
}

std::vector<int> RandomForest::outOfBagClasses() const {
  const std::size_t n = columns_->rows(), k = target_.outputs();
  std::vector<int> classes(n, -1);
  for (std::size_t i = 0; i < n; ++i) {
    const auto from = shares_.begin() + static_cast<std::ptrdiff_t>(i * k),
               to = from + static_cast<std::ptrdiff_t>(k);
    const auto most = std::max_element(from, to);
    if (*most > 0) classes[i] = static_cast<int>(most - from);
  }
  return classes;
}

double RandomForest::outOfBagError() const {
  const std::vector<int> classes = outOfBagClasses();
  std::size_t known = 0, wrong = 0;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    known += classes[i] >= 0 ? 1 : 0;
    wrong += classes[i] >= 0 && classes[i] != target_.codes()[i] ? 1 : 0;
  }
  return known > 0 ? static_cast<double>(wrong) / static_cast<double>(known) : std::nan("");
}

double RandomForest::memberError() const {
  return judged_ > 0 ? errors_ / static_cast<double>(judged_) : std::nan("");
}

ForestStrength RandomForest::strength() const {
  const std::size_t n = columns_->rows(), k = target_.outputs();
  std::vector<int> rivals(n, -1);
  double sum = 0, squares = 0, known = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const auto votes = std::span(votes_).subspan(i * k, k);
    double all = 0;
    for (const double v : votes) all += v;
    const int own = target_.codes()[i];
    rivals[i] = rivalOf(votes, own);
    if (all == 0 || rivals[i] < 0) continue;
    const double margin =
        (votes[static_cast<std::size_t>(own)] - votes[static_cast<std::size_t>(rivals[i])]) / all;
    sum += margin;
    squares += margin * margin;
    ++known;
  }
  double deviations = 0, trees = 0;
  for (const auto& member : members_) {
    if (member->votes.empty()) continue;
    double right = 0, fooled = 0;
    for (std::size_t o = 0; o < member->votes.size(); ++o) {
      const std::size_t i = member->outOfBag[o];
      right += member->votes[o] == target_.codes()[i] ? 1 : 0;
      fooled += member->votes[o] == rivals[i] ? 1 : 0;
    }
    const auto seen = static_cast<double>(member->votes.size());
    right /= seen;
    fooled /= seen;
    deviations += std::sqrt(std::max(0.0, right + fooled - (right - fooled) * (right - fooled)));
    ++trees;
  }
  const double none = std::nan("");
  if (known == 0 || trees == 0) return {none, none, none};
  const double mean = sum / known, spread = deviations / trees;
  return {mean, spread > 0 ? (squares / known - mean * mean) / (spread * spread) : none, spread};
}

}  // namespace gradarium::ml
