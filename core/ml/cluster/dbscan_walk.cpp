// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/dbscan_walk.h"

#include <algorithm>

#include "core/ml/cluster/dbscan_parts.h"

namespace gradarium::ml {

DbscanWalk::DbscanWalk(Samples samples, const DbscanOptions& options)
    : samples_(std::move(samples)), options_(options) {
  detail::checkDbscan(samples_, options_);
  tree_ = std::make_shared<const KdTree>(samples_);
  labels_.assign(samples_.rows(), -1);
  roles_.assign(samples_.rows(), Role::Unvisited);
}

void DbscanWalk::look(std::size_t sample) {
  near_.clear();
  tree_->within(samples_.row(sample), options_.eps, near_);
  ++queries_;
}

bool DbscanWalk::step() {
  std::vector<std::size_t> reached;
  for (const std::size_t sample : wave_) {
    if (roles_[sample] != Role::Core) continue;
    look(sample);
    for (const std::size_t other : near_) {
      if (labels_[other] >= 0) continue;
      labels_[other] = static_cast<int>(clusters_) - 1;
      reached.push_back(other);
    }
  }
  for (const std::size_t sample : reached) {
    look(sample);
    roles_[sample] = near_.size() >= options_.minPts ? Role::Core : Role::Border;
  }
  std::sort(reached.begin(), reached.end());
  wave_ = std::move(reached);
  if (!wave_.empty()) return true;

  for (; next_ < labels_.size(); ++next_) {
    if (roles_[next_] != Role::Unvisited) continue;
    look(next_);
    roles_[next_] = near_.size() >= options_.minPts ? Role::Core : Role::Noise;
    if (roles_[next_] == Role::Noise) continue;
    labels_[next_] = static_cast<int>(clusters_++);
    wave_.assign(1, next_++);
    return true;
  }
  finished_ = true;
  return false;
}

}  // namespace gradarium::ml
