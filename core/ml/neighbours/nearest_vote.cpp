// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/neighbours/nearest_vote.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/ml/distance.h"

namespace gradarium::ml {

std::vector<int> nearestVote(const Samples& samples, std::span<const int> classes,
                             std::span<const std::size_t> training, std::span<const std::size_t> asked,
                             std::size_t k) {
  if (k == 0 || k > training.size())
    throw base::BadCall("k nearest neighbours takes k from 1 to the training rows");
  int most = 0;
  for (const std::size_t row : training) most = std::max(most, classes[row]);
  std::vector<std::pair<double, std::size_t>> near(training.size());
  std::vector<std::size_t> votes(static_cast<std::size_t>(most) + 1);
  std::vector<int> result;
  result.reserve(asked.size());
  for (const std::size_t row : asked) {
    for (std::size_t i = 0; i < training.size(); ++i)
      near[i] = {squaredDistance(samples.row(row).data(), samples.row(training[i]).data(), samples.columns()),
                 i};
    std::nth_element(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(k - 1), near.end());
    std::fill(votes.begin(), votes.end(), 0);
    for (std::size_t i = 0; i < k; ++i) ++votes[static_cast<std::size_t>(classes[training[near[i].second]])];
    result.push_back(static_cast<int>(std::max_element(votes.begin(), votes.end()) - votes.begin()));
  }
  return result;
}

}  // namespace gradarium::ml
