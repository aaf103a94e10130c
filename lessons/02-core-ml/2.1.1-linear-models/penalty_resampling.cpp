// SPDX-License-Identifier: GPL-3.0-or-later
// What other samples would have said: cross-validation along the path, and the bootstrap.
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/io/onnx.h"
#include "core/ml/linear/linear_onnx.h"
#include "core/ml/metrics/regression.h"
#include "penalty_experiment.h"

namespace gradarium::lessons {

/// Each fold scales its own training samples, and is judged on the others: by what of y's variance it leaves unexplained.
void PenaltyExperiment::test() {
  const std::size_t n = task_.y.size(), d = x_.columns();
  if (!tested_) {
    const auto cuts = ml::kFold(n, std::min<std::size_t>(static_cast<std::size_t>(folds), n), seed);
    std::vector<std::vector<double>> errors(cuts.size());  // fold x penalty
    base::parallelFor(cuts.size(), 1, [&](std::size_t begin, std::size_t end) {
      for (std::size_t f = begin; f < end; ++f) {
        const ml::Samples own = ml::rowsOf(task_.x, cuts[f].train), others = ml::rowsOf(task_.x, cuts[f].test);
        const std::vector<double> y = ml::picked<double>(task_.y, cuts[f].train), truth = ml::picked<double>(task_.y, cuts[f].test);
        const ml::Scaling scaling = ml::standardScaling(own);
        const ml::Samples train = scaling.apply(own), test = scaling.apply(others);
        const ml::ElasticNet net(train, y);
        const ml::RidgeFamily family(train, y);
        std::vector<double> now(d, 0.0), told(truth.size());
        for (const double at : grid_) {
          now = l1 > 0 ? net.solve({at, l1}, std::move(now), 1e-6, 300) : family.coefficients(at * static_cast<double>(y.size()));
          for (std::size_t i = 0; i < truth.size(); ++i) {
            told[i] = net.intercept(now);
            for (std::size_t j = 0; j < d; ++j) told[i] += now[j] * test.row(i)[j];
          }
          errors[f].push_back(total() > 0 ? ml::meanSquaredError(truth, told) / (2 * total()) : 0);
        }
      }
    });
    tested_.emplace();
    const auto k = static_cast<double>(cuts.size());
    for (std::size_t i = 0; i < grid_.size(); ++i) {
      double mean = 0, squares = 0;
      for (const auto& fold : errors) mean += fold[i] / k;
      for (const auto& fold : errors) squares += (fold[i] - mean) * (fold[i] - mean);
      tested_->means.push_back(mean);
      tested_->errors.push_back(std::sqrt(squares / std::max(1.0, k - 1) / k));
    }
  }
  const auto& means = tested_->means;
  const auto best = static_cast<std::size_t>(std::min_element(means.begin(), means.end()) - means.begin());
  std::size_t simplest = best;
  for (std::size_t i = 0; i < best; ++i)
    if (means[i] <= means[best] + tested_->errors[best]) {
      simplest = i;
      break;
    }
  bestError = grid_[best];
  oneError = grid_[simplest];
  bestValue = means[best];
  bestBar = tested_->errors[best];
  // At the penalty chosen, between the two of the grid that enclose it.
  const double at = std::clamp(std::log(std::max(double(lambda), grid_.back())), std::log(grid_.back()), std::log(grid_.front()));
  std::size_t i = 0;
  while (i + 2 < grid_.size() && std::log(grid_[i + 1]) > at) ++i;
  const double share = (std::log(grid_[i]) - at) / (std::log(grid_[i]) - std::log(grid_[i + 1]));
  shownError = means[i] + std::clamp(share, 0.0, 1.0) * (means[i + 1] - means[i]);
}

lab::value::Series PenaltyExperiment::tested(bool bars) {
  lab::value::Series curve;
  for (std::size_t i = grid_.size(); tested_ && i-- > 0;) curve.append(std::log10(grid_[i]), bars ? tested_->errors[i] : tested_->means[i]);
  return curve;
}

/// Coefficients per deviation, of samples drawn with replacement; the scale is that of all samples, so that they can be compared.
const lab::value::Table& PenaltyExperiment::resample() {
  if (resampled_) return *resampled_;
  const std::size_t n = task_.y.size(), d = x_.columns(), count = static_cast<std::size_t>(resamples);
  std::vector<double> all(count * d);
  base::parallelFor(count, 4, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      base::Random random = base::Random(seed).split(r);
      const auto rows = ml::bootstrapSample(n, random);
      const ml::Samples own = ml::rowsOf(x_, rows);
      const std::vector<double> y = ml::picked<double>(task_.y, rows);
      const bool round = lambda == 0 || l1 == 0;
      const std::vector<double> b = round ? ml::RidgeFamily(own, y).coefficients(lambda * static_cast<double>(n))
                                          : ml::ElasticNet(own, y).solve(penalty(), solution_, 1e-7, 400);
      std::copy(b.begin(), b.end(), all.begin() + static_cast<std::ptrdiff_t>(r * d));
    }
  });
  lab::value::Table out;
  for (std::size_t j = 0; j < d; ++j) {
    out.columns.push_back({task_.names[j], "", {}, {}});
    for (std::size_t r = 0; r < count; ++r) out.columns.back().numbers.push_back(all[r * d + j]);
  }
  resampled_ = std::move(out);
  return *resampled_;
}

/// Within one standard error of the least, and no lasso on the grid with fewer columns is.
bool PenaltyExperiment::simplestLasso(const lab::Snapshot& s) const {
  const auto *curve = error.in(s), *bars = errorBar.in(s);
  const auto* along = path.in(s);
  if (!curve || !bars || !along || data.textIn(s) != "wine" || l1.in(s) != 1 || lambda.in(s) == 0) return false;
  const double allowed = bestValue.numberIn(s) + bestBar.numberIn(s);
  std::size_t fewest = along->columns.size();
  for (std::size_t i = 0; i < curve->size(); ++i) {
    if (curve->y(i) > allowed) continue;
    std::size_t left = 0;
    for (std::size_t j = 1; j < along->columns.size(); ++j) left += along->columns[j].numbers[i] != 0 ? 1 : 0;
    fewest = std::min(fewest, left);
  }
  return shownError.numberIn(s) <= allowed && kept.numberIn(s) <= static_cast<double>(fewest);
}

/// Share of resamples in which GNP, population and year are all positive.
double PenaltyExperiment::steady(const lab::Snapshot& s) const {
  const auto* out = bootstrap.in(s);
  if (!out || out->columns.size() != 6) return 0;
  std::size_t good = 0;
  const std::size_t count = out->rows();
  for (std::size_t r = 0; r < count; ++r) {
    bool all = true;
    for (const std::size_t j : {1UL, 4UL, 5UL}) all = all && out->columns[j].numbers[r] > 0;
    good += all ? 1 : 0;
  }
  return count > 0 ? static_cast<double>(good) / static_cast<double>(count) : 0;
}

lab::Arithmetic PenaltyExperiment::explain(lab::Cell cell) const {
  // The table's first row is the intercept, which no penalty touches.
  if (cell.row < 1 || static_cast<std::size_t>(cell.row) > solution_.size()) throw base::BadCall("there is no such coefficient");
  const auto j = static_cast<std::size_t>(cell.row) - 1;
  double others = net_->correlation(j);
  for (std::size_t k = 0; k < solution_.size(); ++k)
    if (k != j) others -= net_->gram(j, k) * solution_[k];
  const double flat = lambda * l1, round = lambda * (1 - l1), own = net_->gram(j, j);
  lab::Arithmetic sum{"Coefficient of " + task_.names[j], {}, solution_[j]};
  sum.lines.push_back({"pull of the residual", "x'(y - others)/n", others});
  sum.lines.push_back({"less λ·L1", "softened by " + brief(flat), others > flat ? others - flat : others < -flat ? others + flat : 0});
  sum.lines.push_back({"divided by", brief(own) + " + " + brief(round), own + round});
  return sum;
}

std::string PenaltyExperiment::writeModel() const {
  const std::vector<double> raw = scaling_.unscaled(net_->intercept(solution_), solution_);
  io::onnx::Model made = ml::linearOnnx(raw, task_.names.size(), ml::LinearOutput::Value);
  made.description = "Penalised least squares: " + task_.response + " from ";
  for (const std::string& name : task_.names) made.description += (name == task_.names.front() ? "" : ", ") + name;
  return io::onnx::write(made);
}

}  // namespace gradarium::lessons
