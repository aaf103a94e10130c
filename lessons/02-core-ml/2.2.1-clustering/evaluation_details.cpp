// SPDX-License-Identifier: GPL-3.0-or-later
// What the evaluation computes when it is asked: stability, the arithmetic of a silhouette, and its
// exercises.
#include <algorithm>
#include <map>

#include "core/base/number_text.h"
#include "core/ml/distance.h"
#include "evaluation_experiment.h"

namespace gradarium::lessons {

/// Two long rows side by side, a class each; and two round groups.
const std::string EvaluationExperiment::lines =
    "set data=drawn; set "
    "drawn=[[0.5,4.4,0],[1.4,4.5,0],[2.3,4.4,0],[3.2,4.5,0],[4.1,4.4,0],[5.0,4.5,0],[5.9,4.4,0],[6.8,4.5,0],"
    "[7.7,4.4,0],[8.6,4.5,0],[9.5,4.4,0],[0.5,5.9,1],[1.4,6.0,1],[2.3,5.9,1],[3.2,6.0,1],[4.1,5.9,1],[5.0,6."
    "0,1],[5.9,5.9,1],"
    "[6.8,6.0,1],[7.7,5.9,1],[8.6,6.0,1],[9.5,5.9,1]]";
const std::string EvaluationExperiment::clumps =
    "set data=drawn; set "
    "drawn=[[1.8,7.4,0],[2.1,7.9,0],[2.5,7.2,0],[1.5,7.8,0],[2.3,8.3,0],[2.8,7.8,0],[1.9,8.2,0],[2.6,8.1,0],"
    "[2.0,7.0,0],[1.4,7.2,0],[7.6,2.4,1],[8.1,2.9,1],[7.2,2.8,1],[7.9,2.0,1],[8.4,2.4,1],[7.4,3.3,1],[8.0,3."
    "5,1],[7.0,2.2,1],"
    "[8.6,3.1,1],[7.7,2.9,1]]";

/// In the order of the clusters, so that what belongs together stands together; every so many samples where
/// there are too many to see.
lab::value::Matrix EvaluationExperiment::matrix() const {
  if (!state_.stability) return {};
  const std::size_t n = state_.set->rows, stride = (n + mostShown - 1) / mostShown;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < n; i += stride) order.push_back(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return state_.labels[a] < state_.labels[b]; });
  lab::value::Matrix value{order.size(), order.size(), {}, {}, {}};
  for (const std::size_t i : order) {
    value.rowNames.push_back("sample " + std::to_string(i + 1));
    for (const std::size_t j : order) value.data.push_back(state_.stability->together[i * n + j]);
  }
  value.columnNames = value.rowNames;
  return value;
}

lab::Arithmetic EvaluationExperiment::explain(lab::Cell cell) const {
  const auto row = static_cast<std::size_t>(cell.row);
  if (!state_.set || cell.row < 0 || row >= state_.labels.size())
    throw base::BadCall("there is no such sample");
  const auto& samples = state_.data.samples;
  std::map<int, std::pair<double, std::size_t>> sums;  // by cluster: of the distances, and how many
  for (std::size_t i = 0; i < state_.labels.size(); ++i) {
    if (i == row) continue;
    auto& [sum, count] = sums[state_.labels[i]];
    sum += std::sqrt(ml::squaredDistance(samples.row(row).data(), samples.row(i).data(), samples.columns()));
    ++count;
  }
  lab::Arithmetic result{"Silhouette of sample " + std::to_string(row + 1), {}, 0};
  const int own = state_.labels[row];
  if (sums[own].second == 0) return result;  // alone: 0 by convention
  double a = 0, b = INFINITY;
  for (const auto& [cluster, part] : sums) {
    const double mean = part.first / static_cast<double>(part.second);
    const bool mine = cluster == own;
    (mine ? a : b) = mine ? mean : std::min(b, mean);
    result.lines.push_back({mine ? "a: to its own" : "to cluster " + std::to_string(cluster + 1),
                            "mean of " + std::to_string(part.second) + " distances", mean});
  }
  result.lines.push_back({"b: the nearest other", "least of the others", b});
  result.result = std::max(a, b) > 0 ? (b - a) / std::max(a, b) : 0;
  return result;
}

bool EvaluationExperiment::deceived(const lab::Snapshot& s) const {
  const auto* drawing = points.in(s);
  return s.status == lab::Status::Finished && data.textIn(s) == "drawn" && drawing && drawing->rows >= 20 &&
         k.in(s) == 2 && method.in(s) == Method::KMeans &&
         silhouetteNow.numberIn(s) > silhouetteTruth.numberIn(s) && randNow.numberIn(s) < 0.5;
}

std::string EvaluationExperiment::standing(const lab::Snapshot& s) const {
  const auto shown = [](double x) {
    return std::isfinite(x) ? base::shortest(std::round(x * 1000) / 1000) : std::string("unknown");
  };
  if (data.textIn(s) != "drawn") return "needs drawn points";
  const auto* drawing = points.in(s);
  if (!drawing || drawing->rows < 20) return "needs at least 20 points";
  if (s.status != lab::Status::Finished) return "run it to the end";
  return "silhouette " + shown(silhouetteNow.numberIn(s)) + " against " + shown(silhouetteTruth.numberIn(s)) +
         " for your classes, adjusted Rand " + shown(randNow.numberIn(s));
}

}  // namespace gradarium::lessons
