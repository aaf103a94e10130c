// SPDX-License-Identifier: GPL-3.0-or-later
// What the classifier says of the plane, of its weights, and of one sample.
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/io/onnx.h"
#include "core/ml/linear/linear_onnx.h"
#include "logistic_experiment.h"

namespace gradarium::lessons {

/// Over the two columns shown; other features stand at their means.
void LogisticExperiment::publishFields() {
  const auto& shown = std::get<lab::value::Points>(*points.current());
  double low[2] = {0, 0}, high[2] = {10, 10};
  for (std::size_t axis = 0; axis < 2 && !data.isDrawn(); ++axis) {
    low[axis] = high[axis] = shown.at(0, axis);
    for (std::size_t i = 0; i < shown.rows; ++i) {
      low[axis] = std::min(low[axis], shown.at(i, axis));
      high[axis] = std::max(high[axis], shown.at(i, axis));
    }
  }
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const double room = high[axis] > low[axis] ? 0.05 * (high[axis] - low[axis]) : 1;
    low[axis] -= room;
    high[axis] += room;
  }
  // Features that are not shown stand at their means, which are zeros once scaled: a score has three parts.
  const std::size_t k = codes_.size(), outputs = model_->outputs(), width = 1 + x_.columns(), side = k == 2 ? 80 : 200;
  const auto w = model_->parameters();
  const auto scaled = [&](double at, std::size_t column) { return (at - scaling_.means[column]) / scaling_.deviations[column]; };
  lab::value::Field chance{side, side, low[0], high[0], low[1], high[1], std::vector<float>(side * side)}, tilt = chance;
  std::vector<double> z(outputs);
  for (std::size_t i = 0; i < side; ++i)
    for (std::size_t j = 0; j < side; ++j) {
      const double u = scaled(low[0] + (static_cast<double>(j) + 0.5) / static_cast<double>(side) * (high[0] - low[0]), columns_.first);
      const double v = scaled(low[1] + (static_cast<double>(i) + 0.5) / static_cast<double>(side) * (high[1] - low[1]), columns_.second);
      for (std::size_t o = 0; o < outputs; ++o) z[o] = w[o * width] + w[o * width + 1 + columns_.first] * u + w[o * width + 1 + columns_.second] * v;
      const auto likeliest = static_cast<std::size_t>(std::max_element(z.begin(), z.end()) - z.begin());
      chance.values[i * side + j] = static_cast<float>(k == 2 ? 1 / (1 + std::exp(-std::clamp(z[0], -700.0, 700.0))) : codes_[likeliest]);
      tilt.values[i * side + j] = static_cast<float>(outputs == 1 ? z[0] : z[1] - z[0]);
    }
  probability = std::move(chance);
  logOdds = std::move(tilt);
  const auto [across, up] = twoWeights(*best_);
  if (std::isfinite(across + up)) bottom = plane({across, up}, "across", "up");
}

void LogisticExperiment::publishWeights() {
  const std::size_t width = 1 + x_.columns();
  lab::value::Table out{{{"feature", "", {}, {}}, {"class", "", {}, {}}, {"weight", "", {}, {}}, {"per deviation", "", {}, {}}, {"odds ratio", "", {}, {}}}};
  for (std::size_t o = 0; o < model_->outputs(); ++o) {
    const auto own = model_->parameters().subspan(o * width, width);
    const std::vector<double> raw = scaling_.unscaled(own[0], own.subspan(1));
    const auto code = static_cast<std::size_t>(codes_[model_->outputs() == 1 ? 1 : o]);
    const std::string name = code < classNames_.size() ? classNames_[code] : std::to_string(code);
    for (std::size_t j = 0; j < width; ++j) {
      out.columns[0].texts.push_back(j == 0 ? "intercept" : names_[j - 1]);
      out.columns[1].texts.push_back(name);
      out.columns[2].numbers.push_back(raw[j]);
      out.columns[3].numbers.push_back(own[j]);
      out.columns[4].numbers.push_back(j == 0 ? std::nan("") : std::exp(own[j]));
    }
  }
  weights = std::move(out);

  lab::value::Table each{{{"feature", "", {}, names_}}};
  for (std::size_t o = 0; o < model_->outputs(); ++o) {
    const auto own = model_->parameters().subspan(o * width + 1, width - 1);
    const auto code = static_cast<std::size_t>(codes_[model_->outputs() == 1 ? 1 : o]);
    each.columns.push_back({code < classNames_.size() ? classNames_[code] : std::to_string(code), "", {own.begin(), own.end()}, {}});
  }
  byClass = std::move(each);
}

/// The loss over two weights, all others as at the bottom.
lab::value::Field LogisticExperiment::slice() {
  if (slice_ || !model_ || !best_) return slice_ ? *slice_ : lab::value::Field{};
  constexpr std::size_t side = 44;
  const auto [a, b] = twoPlaces();
  const auto [x, y] = twoWeights(*best_);
  const auto reach = [](double at) { return std::clamp(at, -12.0, 12.0); };
  const auto span = [&](double at) {
    const double low = std::min(0.0, reach(at)), high = std::max(0.0, reach(at)), room = std::max(1.0, 0.6 * (high - low));
    return Window{low - room, high + room};
  };
  const Window wide = span(x), tall = span(y);
  lab::value::Field field{side, side, wide.low, wide.high, tall.low, tall.high, std::vector<float>(side * side)};
  const auto n = static_cast<double>(x_.rows());
  base::parallelFor(side, 2, [&, a = a, b = b](std::size_t begin, std::size_t end) {
    std::vector<double> at(best_->parameters().begin(), best_->parameters().end());
    for (std::size_t i = begin; i < end; ++i)
      for (std::size_t j = 0; j < side; ++j) {
        at[a] = wide.low + (static_cast<double>(j) + 0.5) / side * (wide.high - wide.low);
        at[b] = tall.low + (static_cast<double>(i) + 0.5) / side * (tall.high - tall.low);
        field.values[i * side + j] = static_cast<float>(best_->objectiveAt(at) / n);
      }
  });
  slice_ = std::move(field);
  return *slice_;
}

lab::Arithmetic LogisticExperiment::explain(lab::Cell cell) const {
  const auto row = static_cast<std::size_t>(cell.row);
  if (!model_ || cell.row < 0 || row >= x_.rows()) throw base::BadCall("there is no such sample, or no second class");
  const ml::Samples one({x_.row(row).begin(), x_.row(row).end()}, x_.columns());
  const ml::Samples scaled = scaling_.apply(one);
  const std::vector<double> z = model_->scores(scaled), p = model_->probabilities(scaled);
  const auto word = [&](std::size_t k) {
    const auto code = static_cast<std::size_t>(codes_[k]);
    return code < classNames_.size() ? classNames_[code] : "class " + std::to_string(code);
  };
  lab::Arithmetic sum{"Probability of " + word(static_cast<std::size_t>(target_[row])) + ", the class of sample " + std::to_string(cell.row + 1), {}, p[static_cast<std::size_t>(target_[row])]};
  if (codes_.size() > 2) {
    for (std::size_t k = 0; k < z.size(); ++k) sum.lines.push_back({word(k), "e^" + brief(z[k], 3), std::exp(std::min(z[k], 700.0))});
    return sum;
  }
  const auto w = model_->parameters();
  sum.lines.push_back({"intercept", "", w[0]});
  for (std::size_t j = 0; j < std::min<std::size_t>(x_.columns(), 6); ++j)
    sum.lines.push_back({names_[j], brief(w[1 + j], 3) + " · (" + brief(x_.row(row)[j]) + " - " + brief(scaling_.means[j], 3) + ") / " + brief(scaling_.deviations[j], 3), w[1 + j] * scaled.row(0)[j]});
  if (x_.columns() > 6) sum.lines.push_back({"the other " + std::to_string(x_.columns() - 6), "", z[0] - w[0] - [&] {
                                               double said = 0;
                                               for (std::size_t j = 0; j < 6; ++j) said += w[1 + j] * scaled.row(0)[j];
                                               return said;
                                             }()});
  sum.lines.push_back({"log-odds z", "their sum", z[0]});
  sum.lines.push_back({"p of " + word(1), "1 / (1 + e^-z)", p[1]});
  return sum;
}

std::string LogisticExperiment::writeModel() const {
  if (!model_) throw base::Error("there is no model: two classes are needed");
  std::vector<double> raw;
  const std::size_t width = 1 + x_.columns();
  for (std::size_t o = 0; o < model_->outputs(); ++o) {
    const auto own = model_->parameters().subspan(o * width, width);
    const std::vector<double> line = scaling_.unscaled(own[0], own.subspan(1));
    raw.insert(raw.end(), line.begin(), line.end());
  }
  io::onnx::Model made = ml::linearOnnx(raw, x_.columns(), model_->outputs() == 1 ? ml::LinearOutput::Sigmoid : ml::LinearOutput::Softmax);
  made.description = "Logistic regression on ";
  for (const std::string& name : names_) made.description += (name == names_.front() ? "" : ", ") + name;
  return io::onnx::write(made);
}

}  // namespace gradarium::lessons
