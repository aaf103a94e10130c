// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of each sample and of each coefficient, and what leaves the experiment.
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/io/onnx.h"
#include "core/lab/value_file.h"
#include "core/ml/linear/linear_onnx.h"
#include "least_squares_experiment.h"

namespace gradarium::lessons {

void LeastSquaresExperiment::publishInfluence() {
  const auto n = static_cast<double>(task_.y.size());
  lab::value::Table each{{{"sample", "", {}, {}}, {"leverage", "", {}, {}}, {"Cook's distance", "", {}, {}}}};
  double farthest = 0, most = 0, sum = 0, mean = 0;
  for (std::size_t i = 0; i < task_.y.size(); ++i) {
    const double h = fit_->leverages[i], cook = std::isfinite(fit_->cooks[i]) ? fit_->cooks[i] : 0;
    each.columns[0].texts.push_back(std::to_string(i + 1));
    each.columns[1].numbers.push_back(h);
    each.columns[2].numbers.push_back(cook);
    farthest = std::max(farthest, h);
    most = std::max(most, cook);
    sum += h;
    mean += task_.x.row(i)[0] / n;
  }
  influence = std::move(each);
  leverageMost = farthest;
  leverageSum = sum;
  cooksMost = most;
  limit = 4 / n;
  meanX = mean;
}

void LeastSquaresExperiment::publishTable() {
  lab::value::Table out{{{"column", "", {}, {"intercept"}}, {"estimate", "", {}, {}}, {"standard error", "", {}, {}}, {"t", "", {}, {}}, {"VIF", "", {}, {}}}};
  for (const std::string& name : task_.names) out.columns[0].texts.push_back(name);
  for (std::size_t k = 0; k < fit_->coefficients.size(); ++k) {
    const double error = fit_->standardError(k);
    out.columns[1].numbers.push_back(fit_->coefficients[k]);
    out.columns[2].numbers.push_back(error);
    out.columns[3].numbers.push_back(error > 0 ? fit_->coefficients[k] / error : std::nan(""));
    out.columns[4].numbers.push_back(k == 0 ? std::nan("") : inflations_[k - 1]);
  }
  coefficients = std::move(out);
}

double LeastSquaresExperiment::yearInflation(const lab::Snapshot& s) const {
  const auto* out = coefficients.in(s);
  return out && out->columns.size() == 5 && !out->columns[4].numbers.empty() ? out->columns[4].numbers.back() : std::nan("");
}

bool LeastSquaresExperiment::untouched(const lab::Snapshot& s, std::size_t most) const {
  const auto* now = points.in(s);
  if (data.textIn(s) != "drawn" || !now || now->rows != starter.size()) return false;
  std::size_t moved = 0;
  for (std::size_t i = 0; i < now->rows; ++i) moved += now->at(i, 0) != starter[i].x || now->at(i, 1) != starter[i].y ? 1 : 0;
  return moved <= most;
}

lab::Arithmetic LeastSquaresExperiment::explain(lab::Cell cell) const {
  const auto row = static_cast<std::size_t>(cell.row);
  if (!fit_ || cell.row < 0 || row >= task_.y.size()) throw base::BadCall("there is no such sample");
  const auto n = static_cast<double>(task_.y.size());
  const double h = fit_->leverages[row], e = fit_->residuals[row], error = fit_->residualError(), p = static_cast<double>(fit_->rank);
  lab::Arithmetic sum{"Cook's distance of sample " + std::to_string(cell.row + 1), {}, std::isfinite(fit_->cooks[row]) ? fit_->cooks[row] : 0};
  sum.lines.push_back({"residual e", brief(task_.y[row]) + " - " + brief(fit_->fitted[row]), e});
  if (simple()) {
    double mean = 0, spread = 0;
    for (std::size_t i = 0; i < task_.y.size(); ++i) mean += task_.x.row(i)[0] / n;
    for (std::size_t i = 0; i < task_.y.size(); ++i) spread += std::pow(task_.x.row(i)[0] - mean, 2);
    sum.lines.push_back({"leverage h", "1/" + brief(n) + " + (" + brief(task_.x.row(row)[0]) + " - " + brief(mean) + ")^2 / " + brief(spread), h});
  } else {
    sum.lines.push_back({"leverage h", "x (X'X)^-1 x'", h});
  }
  if (std::isfinite(fit_->cooks[row]))
    sum.lines.push_back({"distance", brief(e, 3) + "^2 / (" + brief(p) + " · " + brief(error, 3) + "^2) · " + brief(h, 3) + " / (1 - " + brief(h, 3) + ")^2", fit_->cooks[row]});
  return sum;
}

std::string LeastSquaresExperiment::writeModel(lab::Format format) const {
  if (!fit_) throw base::Error("there is no sample to fit a model to");
  if (format == lab::Format::Json) return lab::writeValue(*coefficients.current(), format);
  io::onnx::Model made = ml::linearOnnx(fit_->coefficients, task_.names.size(), ml::LinearOutput::Value);
  made.description = "Least squares: " + task_.response + " from ";
  for (const std::string& name : task_.names) made.description += (name == task_.names.front() ? "" : ", ") + name;
  return io::onnx::write(made);
}

}  // namespace gradarium::lessons
