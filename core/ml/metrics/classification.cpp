// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/metrics/classification.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/base/error.h"

namespace gradarium::ml {

std::vector<int> mostProbable(std::span<const double> probabilities, std::size_t classes) {
  std::vector<int> codes;
  for (std::size_t i = 0; i + classes <= probabilities.size(); i += classes) {
    const auto row = probabilities.subspan(i, classes);
    codes.push_back(static_cast<int>(std::max_element(row.begin(), row.end()) - row.begin()));
  }
  return codes;
}

double accuracy(std::span<const int> truth, std::span<const int> predicted) {
  if (truth.size() != predicted.size()) throw base::BadCall("accuracy needs as many predictions as truths");
  if (truth.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::size_t right = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) right += truth[i] == predicted[i] ? 1 : 0;
  return static_cast<double>(right) / static_cast<double>(truth.size());
}

double areaUnderRoc(std::span<const int> truth, std::span<const double> scores) {
  if (truth.size() != scores.size()) throw base::BadCall("AUC needs as many scores as truths");
  std::vector<std::size_t> order(truth.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
  double below = 0, wins = 0, positives = 0;
  for (std::size_t i = 0; i < order.size();) {
    double zeros = 0, ones = 0;
    for (const double score = scores[order[i]]; i < order.size() && scores[order[i]] == score; ++i)
      (truth[order[i]] == 1 ? ones : zeros) += 1;
    wins += ones * (below + zeros / 2);
    below += zeros;
    positives += ones;
  }
  const double pairs = below * positives;
  return pairs > 0 ? wins / pairs : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace gradarium::ml
