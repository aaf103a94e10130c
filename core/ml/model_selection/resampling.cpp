// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/model_selection/resampling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "core/base/error.h"
#include "core/base/parallel.h"

namespace gradarium::ml {

std::vector<Fold> kFold(std::size_t n, std::size_t k, std::uint64_t seed) {
  if (k < 2 || k > n) throw base::BadCall("folds take 2 to " + std::to_string(n) + ", the number of samples");
  std::vector<std::size_t> order(n), foldOf(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  base::Random random(seed);
  random.shuffle(order);
  for (std::size_t i = 0; i < n; ++i) foldOf[order[i]] = i % k;
  std::vector<Fold> folds(k);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t f = 0; f < k; ++f) (f == foldOf[i] ? folds[f].test : folds[f].train).push_back(i);
  return folds;
}

std::vector<std::size_t> bootstrapSample(std::size_t n, base::Random& random) {
  std::vector<std::size_t> rows(n);
  for (std::size_t& row : rows) row = static_cast<std::size_t>(random.uniformInt(n));
  return rows;
}

Samples rowsOf(const Samples& samples, std::span<const std::size_t> rows) {
  std::vector<double> values;
  values.reserve(rows.size() * samples.columns());
  for (const std::size_t row : rows)
    values.insert(values.end(), samples.row(row).begin(), samples.row(row).end());
  return {std::move(values), samples.columns()};
}

CrossValidation crossValidate(std::span<const Fold> folds, base::FunctionRef<double(const Fold&)> score) {
  CrossValidation result;
  result.scores.resize(folds.size());
  base::parallelFor(folds.size(), 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) result.scores[i] = score(folds[i]);
  });
  double sum = 0, squares = 0, count = 0;
  for (const double one : result.scores)
    if (std::isfinite(one)) sum += one, ++count;
  result.mean = count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
  for (const double one : result.scores)
    if (std::isfinite(one)) squares += (one - result.mean) * (one - result.mean);
  result.standardError = count > 1 ? std::sqrt(squares / (count - 1) / count) : 0;
  return result;
}

}  // namespace gradarium::ml
