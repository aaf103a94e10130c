// SPDX-License-Identifier: GPL-3.0-or-later
// What the attention experiment computes only while somebody looks at it.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "attention_experiment.h"
#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::lessons {

using lab::value::Matrix;

/// "k", or "k 1": a letter and its place, where letters that come twice must be told apart.
std::vector<std::string> AttentionExperiment::names(bool places) const {
  std::vector<std::string> all;
  for (std::size_t t = 0; t < trace_.ids.size(); ++t) all.push_back(letterOf(trace_.ids[t]) + (places ? " " + std::to_string(t + 1) : ""));
  return all;
}

Matrix AttentionExperiment::whole(const nn::Tensor& rows) const {
  Matrix result{rows.length(0), rows.length(1), {}, names(false), {}};
  result.data.assign(rows.data(), rows.data() + rows.size());
  return result;
}

Matrix AttentionExperiment::square(const nn::Tensor& cells) const {
  Matrix result = whole(cells);
  // What the mask forbids is no number: the view leaves it out.
  for (double& x : result.data)
    if (std::isinf(x)) x = std::nan("");
  result.rowNames = result.columnNames = names(true);
  return result;
}

Matrix AttentionExperiment::perHead(const std::function<double(std::size_t, std::size_t)>& number) const {
  const std::size_t heads = model_->net().spec().heads, layers = model_->net().layers.size();
  Matrix result{layers, heads, {}, {}, {}};
  for (std::size_t l = 0; l < layers; ++l) result.rowNames.push_back(std::to_string(l + 1));
  for (std::size_t h = 0; h < heads; ++h) result.columnNames.push_back(std::to_string(h + 1));
  for (std::size_t l = 0; l < layers; ++l)
    for (std::size_t h = 0; h < heads; ++h) result.data.push_back(number(l, h));
  return result;
}

/// A row for each head: its T x T weights, row by row.
Matrix AttentionExperiment::allHeads() const {
  const std::size_t heads = model_->net().spec().heads, layers = trace_.weights.size(), cells = trace_.ids.size() * trace_.ids.size();
  Matrix result{layers * heads, cells, {}, {}, {}};
  for (std::size_t l = 0; l < layers; ++l) {
    result.data.insert(result.data.end(), trace_.weights[l].data(), trace_.weights[l].data() + trace_.weights[l].size());
    for (std::size_t h = 0; h < heads; ++h)
      result.rowNames.push_back("layer " + std::to_string(l + 1) + ", head " + std::to_string(h + 1) + (ablated_.contains({l, h}) ? ", ablated" : ""));
  }
  return result;
}

/// How much the loss on the copy would rise without each head, all others as trained.
Matrix AttentionExperiment::ablationHarm() const {
  const double base = model_->evaluate({}).second;
  return perHead([&](std::size_t l, std::size_t h) { return model_->evaluate({{l, h}}).second - base; });
}

Matrix AttentionExperiment::encodingTable() const {
  const nn::Tensor positions = model_->net().positionTable();
  const std::size_t rows = trace_.ids.size();
  if (!positions.defined()) return {};
  Matrix result{rows, positions.length(1), {}, names(true), {}};
  result.data.assign(positions.data(), positions.data() + rows * positions.length(1));
  return result;
}

/// Of the vectors added at two places so far apart, the first of them the text's first: for sines and cosines it
/// depends on the distance alone.
lab::value::Series AttentionExperiment::dotByOffset() const {
  lab::value::Series series;
  const nn::Tensor positions = model_->net().positionTable();
  if (!positions.defined()) return series;
  const std::size_t d = positions.length(1);
  for (std::size_t offset = 0; offset < std::min<std::size_t>(positions.length(0), 96); ++offset) {
    double dot = 0;
    for (std::size_t c = 0; c < d; ++c) dot += static_cast<double>(positions.data()[c]) * positions.data()[offset * d + c];
    series.append(static_cast<double>(offset), dot);
  }
  return series;
}

/// Of the token that looks, each row as shares of its largest number.
Matrix AttentionExperiment::fourOverlays() {
  const std::size_t tokens = trace_.ids.size(), row = at0(std::min(int{at}, static_cast<int>(tokens))), shownLayer = at0(std::min(int{layer}, int{layers}));
  Matrix result{4, tokens, {}, {"weight of the head", "rollout", "weight × norm", "effect of hiding"}, names(true)};
  const auto append = [&](const std::vector<double>& numbers) {
    double most = 0;
    for (const double x : numbers) most = std::max(most, std::abs(x));
    for (const double x : numbers) result.data.push_back(most > 0 ? x / most : 0);
  };
  const auto rowOf = [&](const nn::Tensor& cells) {
    return std::vector<double>(cells.data() + row * tokens, cells.data() + (row + 1) * tokens);
  };
  append(rowOf(trace_.weights[shownLayer].select(0, at0(std::min(int{head}, int{heads}))).asContiguous()));
  append(rowOf(lm::rollout(trace_)));
  append(rowOf(lm::normWeighted(model_->net(), trace_, shownLayer)));
  const lab::value::Points measured = weightAndEffect();
  std::vector<double> effect(tokens, 0);
  for (std::size_t t = 0; t < measured.rows; ++t) effect[t] = std::abs(measured.at(t, 1));
  append(effect);
  return result;
}

/// For each token up to the one that looks: the weight that the head gives it, and by how much the log-probability of
/// the likeliest next token falls when it is hidden.
lab::value::Points AttentionExperiment::weightAndEffect() {
  const std::size_t row = at0(std::min(int{at}, static_cast<int>(trace_.ids.size())));
  const std::vector<std::int32_t> before(trace_.ids.begin(), trace_.ids.begin() + static_cast<std::ptrdiff_t>(row) + 1);
  const auto likely = lm::trace(model_->net(), before, {ablated_}).logProbabilities(row);
  const auto target = static_cast<std::int32_t>(std::max_element(likely.begin(), likely.end()) - likely.begin());
  const std::vector<double> effect = lm::removalEffects(model_->net(), before, target, {ablated_});
  const nn::Tensor cells = trace_.weights[at0(std::min(int{layer}, int{layers}))].select(0, at0(std::min(int{head}, int{heads}))).asContiguous();
  lab::value::Points points{before.size(), 2, {}, {"weight", "effect of hiding"}, {"", "nats"}};
  for (std::size_t t = 0; t < before.size(); ++t) {
    points.data.push_back(cells.data()[row * trace_.ids.size() + t]);
    points.data.push_back(-effect[t]);
  }
  return points;
}

/// The eight likeliest letters after the token that looks.
void AttentionExperiment::showNext() {
  const auto log = trace_.logProbabilities(at0(std::min(int{at}, static_cast<int>(trace_.ids.size()))));
  std::vector<std::size_t> order(log.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return log[a] > log[b]; });
  lab::value::Table table;
  table.columns = {{"token", "", {}, {}}, {"probability", "", {}, {}}};
  for (std::size_t i = 0; i < 8; ++i) {
    table.columns[0].texts.push_back(letterOf(static_cast<std::int32_t>(order[i])));
    table.columns[1].numbers.push_back(std::exp(log[order[i]]));
  }
  next = std::move(table);
}

lab::Arithmetic AttentionExperiment::explainScore(lab::Cell cell) const {
  const std::size_t tokens = trace_.ids.size();
  if (cell.row < 0 || cell.column < 0 || static_cast<std::size_t>(cell.row) >= tokens || static_cast<std::size_t>(cell.column) >= tokens)
    throw base::BadCall("the text has no such pair of tokens");
  const auto i = static_cast<std::size_t>(cell.row), j = static_cast<std::size_t>(cell.column);
  const auto all = names(true);
  lab::Arithmetic result{all[i] + " asks, " + all[j] + " answers", {}, 0};
  if (causal && j > i) {
    result.lines.push_back({"the mask", "later than the token that looks", 0});
    return result;
  }
  // The largest products first: most of sixteen or more say little.
  const std::size_t width = shown_.q.length(1);
  std::vector<std::size_t> order(width);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto product = [&](std::size_t c) { return static_cast<double>(shown_.q.data()[i * width + c]) * shown_.k.data()[j * width + c]; };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::abs(product(a)) > std::abs(product(b)); });
  double dot = 0, rest = 0;
  for (std::size_t c = 0; c < width; ++c) dot += product(c);
  for (std::size_t n = 0; n < width; ++n) {
    const std::size_t c = order[n];
    if (n < 5)
      result.lines.push_back({"q" + std::to_string(c + 1) + " k" + std::to_string(c + 1),
                              base::shortest(std::round(shown_.q.data()[i * width + c] * 1000) / 1000) + " × " +
                                  base::shortest(std::round(shown_.k.data()[j * width + c] * 1000) / 1000), product(c)});
    else
      rest += product(c);
  }
  if (width > 5) result.lines.push_back({"the other " + std::to_string(width - 5), "sum of products", rest});
  result.result = shown_.scores.data()[i * tokens + j];
  result.lines.push_back({"q · k / √D", base::shortest(std::round(dot * 1000) / 1000) + " / √" + std::to_string(width), result.result});
  return result;
}

lab::Arithmetic AttentionExperiment::explainWeight(lab::Cell cell) const {
  const std::size_t tokens = trace_.ids.size();
  if (cell.row < 0 || cell.column < 0 || static_cast<std::size_t>(cell.row) >= tokens || static_cast<std::size_t>(cell.column) >= tokens)
    throw base::BadCall("the text has no such pair of tokens");
  const auto i = static_cast<std::size_t>(cell.row), j = static_cast<std::size_t>(cell.column);
  const auto all = names(true);
  const auto scoreAt = [&](std::size_t column) { return static_cast<double>(shown_.scores.data()[i * tokens + column]); };
  double sum = 0;
  for (std::size_t column = 0; column < tokens; ++column) sum += std::exp(scoreAt(column));
  const double own = std::exp(scoreAt(j));
  lab::Arithmetic result{"How much " + all[i] + " looks at " + all[j], {}, own / sum};
  const auto brief = [](double x) { return base::shortest(std::round(x * 1000) / 1000); };
  result.lines = {{"its score", std::isinf(scoreAt(j)) ? "the mask forbids it" : "e^" + brief(scoreAt(j)), own},
                  {"all of the row", "sum of e^score", sum},
                  {"its share", brief(own) + " / " + brief(sum), own / sum}};
  return result;
}

}  // namespace gradarium::lessons
