// SPDX-License-Identifier: GPL-3.0-or-later
// The arithmetic behind one number of the attention experiment.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "attention_experiment.h"
#include "core/autograd/ops.h"
#include "core/base/error.h"
#include "core/base/number_text.h"

namespace gradarium::lessons {
namespace {

std::string brief(double x) { return base::shortest(std::round(x * 1000) / 1000); }

struct Part {
  std::string label, expression;
  double number = 0;
};

/// The largest parts of a sum line by line, the others together: most of many say little.
void largestFirst(lab::Arithmetic& result, std::vector<Part> parts, const std::string& others, std::size_t shown = 5) {
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return std::abs(a.number) > std::abs(b.number); });
  double rest = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i < shown)
      result.lines.push_back({parts[i].label, parts[i].expression, parts[i].number});
    else
      rest += parts[i].number;
  }
  if (parts.size() > shown) result.lines.push_back({"the other " + std::to_string(parts.size() - shown), others, rest});
}

}  // namespace

void AttentionExperiment::checkCell(lab::Cell cell, std::size_t columns) const {
  if (cell.row < 0 || cell.column < 0 || static_cast<std::size_t>(cell.row) >= trace_.ids.size() || static_cast<std::size_t>(cell.column) >= columns)
    throw base::BadCall("the text has no such token or feature");
}

lab::Arithmetic AttentionExperiment::explainScore(lab::Cell cell) const {
  const std::size_t tokens = trace_.ids.size();
  checkCell(cell, tokens);
  const auto i = static_cast<std::size_t>(cell.row), j = static_cast<std::size_t>(cell.column);
  const auto all = names(true);
  lab::Arithmetic result{all[i] + " asks, " + all[j] + " answers", {}, 0};
  if (learner_->net().spec().causal && j > i) {
    result.lines.push_back({"the mask", "later than the token that looks", 0});
    return result;
  }
  const std::size_t width = shown_.q.length(1);
  const float *const q = shown_.q.data() + i * width, *const k = shown_.k.data() + j * width;
  std::vector<Part> parts;
  double dot = 0;
  for (std::size_t c = 0; c < width; ++c) {
    const std::string feature = std::to_string(c + 1);
    parts.push_back({"q" + feature + " k" + feature, brief(q[c]) + " × " + brief(k[c]), static_cast<double>(q[c]) * k[c]});
    dot += parts.back().number;
  }
  largestFirst(result, std::move(parts), "sum of products");
  result.result = shown_.scores.data()[i * tokens + j];
  const double scaled = dot / std::sqrt(static_cast<double>(width));
  result.lines.push_back({"q · k / √D", brief(dot) + " / √" + std::to_string(width), scaled});
  if (learner_->net().spec().positions == nn::Positions::Alibi)
    result.lines.push_back({"distance", "slope × " + std::to_string(i > j ? i - j : j - i), result.result - scaled});
  return result;
}

lab::Arithmetic AttentionExperiment::explainWeight(lab::Cell cell) const {
  const std::size_t tokens = trace_.ids.size();
  checkCell(cell, tokens);
  const auto i = static_cast<std::size_t>(cell.row), j = static_cast<std::size_t>(cell.column);
  const auto all = names(true);
  const auto scoreAt = [&](std::size_t column) { return static_cast<double>(shown_.scores.data()[i * tokens + column]); };
  double sum = 0;
  for (std::size_t column = 0; column < tokens; ++column) sum += std::exp(scoreAt(column));
  const double own = std::exp(scoreAt(j)), shown = trace_.weights[place_.first].at({place_.second, i, j});
  lab::Arithmetic result{"How much " + all[i] + " looks at " + all[j], {}, shown};
  result.lines = {{"its score", std::isinf(scoreAt(j)) ? "the mask forbids it" : "e^" + brief(scoreAt(j)), own},
                  {"all of the row", "sum of e^score", sum},
                  {"its share", brief(own) + " / " + brief(sum), own / sum}};
  if (ablated_.contains(place_)) result.lines.push_back({"the head is off", "× 0", 0});
  return result;
}

lab::Arithmetic AttentionExperiment::explainInput(lab::Cell cell) const {
  const std::size_t d = learner_->net().options().width;
  checkCell(cell, d);
  const auto t = static_cast<std::size_t>(cell.row), c = static_cast<std::size_t>(cell.column);
  lab::Arithmetic result{"Feature " + std::to_string(c + 1) + " of " + names(true)[t], {}, trace_.inputs[place_.first].at({t, c})};
  const auto id = static_cast<std::size_t>(trace_.ids[t]);
  result.lines.push_back({"the token", "embedding of " + learner_->alphabet().name(trace_.ids[t]), learner_->net().tokens.weight.value.at({id, c})});
  if (const nn::Tensor table = learner_->net().positionTable(); table.defined())
    result.lines.push_back({"the place", "encoding of place " + std::to_string(t + 1), table.at({t, c})});
  if (place_.first > 0) result.lines.push_back({"layer 1", "what its heads wrote", trace_.inputs[1].at({t, c}) - trace_.inputs[0].at({t, c})});
  return result;
}

/// One number of a query, key or value: the token's features times a row of the matrix, then the turn, then a nudge.
lab::Arithmetic AttentionExperiment::explainProjection(lm::HeadEdit::Part part, lab::Cell cell) const {
  using enum lm::HeadEdit::Part;
  const lm::AttentionNet& net = learner_->net();
  const nn::BlockSpec& spec = net.spec();
  const std::size_t width = spec.headWidth(), d = spec.width, group = place_.second * spec.keyHeads() / spec.heads;
  checkCell(cell, width);
  const auto t = static_cast<std::size_t>(cell.row), c = static_cast<std::size_t>(cell.column);
  const std::size_t first = (part == Query ? place_.second : part == Key ? spec.heads + group : spec.heads + spec.keyHeads() + group) * width;
  const float* const x = trace_.inputs[place_.first].data() + t * d;
  const auto rowOf = [&](std::size_t feature) { return net.layers[place_.first].qkv.weight.value.data() + (first + feature) * d; };
  const auto product = [&](std::size_t feature) {
    double sum = 0;
    for (std::size_t f = 0; f < d; ++f) sum += static_cast<double>(x[f]) * rowOf(feature)[f];
    return sum;
  };
  const char letter = part == Query ? 'q' : part == Key ? 'k' : 'v';
  const nn::Tensor& shown = part == Query ? shown_.q : part == Key ? shown_.k : shown_.v;
  lab::Arithmetic result{std::string(1, letter) + std::to_string(c + 1) + " of " + names(true)[t], {}, shown.at({t, c})};
  std::vector<Part> parts;
  for (std::size_t f = 0; f < d; ++f)
    parts.push_back({"x" + std::to_string(f + 1), brief(x[f]) + " × " + brief(rowOf(c)[f]), static_cast<double>(x[f]) * rowOf(c)[f]});
  largestFirst(result, std::move(parts), "sum of products", 4);
  double number = product(c);
  if (part != Value && spec.positions == nn::Positions::Rotary) {
    const std::size_t half = width / 2, pair = c % half;
    const double angle = static_cast<double>(t) * std::pow(static_cast<double>(spec.ropeBase), -2.0 * static_cast<double>(pair) / static_cast<double>(width));
    const double one = product(pair), other = product(pair + half);
    result.lines.push_back({"before the turn", "x W", number});
    number = c < half ? one * std::cos(angle) - other * std::sin(angle) : one * std::sin(angle) + other * std::cos(angle);
    result.lines.push_back({"turned by " + brief(angle), "with its partner " + brief(c < half ? other : one), number});
  }
  if (std::abs(number - result.result) > 1e-3) result.lines.push_back({"nudged", "by you", result.result - number});
  return result;
}

/// One feature of what the head writes for a token: each token's share, times what its value says through W_O.
lab::Arithmetic AttentionExperiment::explainOutput(lab::Cell cell) const {
  const nn::BlockSpec& spec = learner_->net().spec();
  const std::size_t d = spec.width, width = spec.headWidth(), tokens = trace_.ids.size();
  checkCell(cell, d);
  const auto i = static_cast<std::size_t>(cell.row), c = static_cast<std::size_t>(cell.column);
  const auto all = names(true);
  lab::Arithmetic result{"Feature " + std::to_string(c + 1) + " that the head adds to " + all[i], {}, shown_.written.at({i, c})};
  if (patched_.contains(place_)) {
    result.lines.push_back({"the other text", "patched in", result.result});
    return result;
  }
  const float* const column = learner_->net().layers[place_.first].output.weight.value.data() + c * d + place_.second * width;
  std::vector<Part> parts;
  for (std::size_t j = 0; j < tokens; ++j) {
    double says = 0;
    for (std::size_t f = 0; f < width; ++f) says += static_cast<double>(shown_.v.data()[j * width + f]) * column[f];
    const double share = trace_.weights[place_.first].at({place_.second, i, j});
    if (share > 0) parts.push_back({all[j], brief(share) + " × " + brief(says), share * says});
  }
  largestFirst(result, std::move(parts), "sum of shares × values");
  return result;
}

}  // namespace gradarium::lessons
