// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain_experiment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <span>

#include "core/autograd/scalar_modes.h"
#include "core/lab/value_file.h"
#include "graph_words.h"
#include "partial_pass.h"

namespace gradarium::lessons {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t rowsShown = 5;  // of the paths; the rest in one

}  // namespace

std::string ChainExperiment::short5(double number) { return figure(number); }

double ChainExperiment::slopeOf(std::string_view input) const {
  for (const auto& node : graph().nodes())
    if (node.inputCount == 0 && node.label == input) return node.gradient;
  return none;
}

/// ∂y/∂x1 of y = (x1 - mean)/σ over three numbers, as papers write it: (1 - 1/3 - y²/3)/σ.
double ChainExperiment::batchNormSlope() const {
  const double mean = (x1 + x2 + x) / 3;
  const double variance =
      (std::pow(x1 - mean, 2) + std::pow(x2 - mean, 2) + std::pow(x - mean, 2)) / 3 + 0.01;
  const double y = (x1 - mean) / std::sqrt(variance);
  return (1 - 1 / 3.0 - y * y / 3) / std::sqrt(variance);
}

void ChainExperiment::built() {
  operations_ = backwardOrder(graph(), end());
  result = end().value();
  slopeA = slopeOf("a");
  slopeB = slopeOf("b");
  weightSlope = slopeOf("w2");
  slopeX1 = slopeOf("x1");
  double sum = 0;
  for (const std::size_t i : order())
    if (graph().nodes()[i].inputCount == 0 && !isConstant(graph(), i)) sum += graph().nodes()[i].gradient;
  inputSum = std::abs(sum) < 1e-12 ? 0 : sum;
  batchNorm = program == Program::BatchNorm ? batchNormSlope() : none;
  pathsFromX = autograd::pathCount(graph(), 0, end());
}

/// Only once the pass has begun: before, the learner may have been asked to foretell it.
void ChainExperiment::showPaths() {
  target = lab::value::Text{nameOf(graph(), chosen())};
  if (position() == 0) {
    ways = lab::value::Table{};
    largest = lab::value::Table{};
    for (lab::Scalar* number : {&pathsThere, &pathsSummed, &pathSum}) *number = none;
    return;
  }
  auto all = autograd::paths(graph(), chosen(), end(), mostPaths);
  std::ranges::stable_sort(all, std::greater{}, [](const auto& path) { return std::abs(path.product); });
  std::vector<std::string> names;
  for (std::size_t i = 0; i < graph().nodes().size(); ++i) names.push_back(nameOf(graph(), i));
  double sum = 0, others = 0;
  lab::value::Table every{{{"path", "", {}, {}}, {"product of slopes", "", {}, {}}}}, few = every;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& [nodes, product] = all[i];
    sum += product;
    std::string words;
    for (std::size_t at = nodes.size(); at-- > 0;) words += names[nodes[at]] + (at > 0 ? "→" : "");
    every.columns[0].texts.push_back(words);
    every.columns[1].numbers.push_back(product);
    if (i >= rowsShown) {
      others += product;
      continue;
    }
    few.columns[0].texts.push_back(std::move(words));
    few.columns[1].numbers.push_back(product);
  }
  if (all.size() > rowsShown) {
    few.columns[0].texts.push_back("other " + std::to_string(all.size() - rowsShown));
    few.columns[1].numbers.push_back(others);
  }
  ways = std::move(every);
  largest = std::move(few);
  pathsThere = autograd::pathCount(graph(), chosen(), end());
  pathsSummed = static_cast<double>(all.size());
  pathSum = sum;
}

bool ChainExperiment::handedOn(std::size_t node) const {
  const auto at = std::ranges::find(operations_, node);
  return at != operations_.end() && static_cast<std::size_t>(at - operations_.begin()) < position();
}

void ChainExperiment::show() {
  const auto nodes = graph().nodes();
  const std::span<const std::size_t> visited(operations_.data(), position());
  const PartialPass now = passSoFar(graph(), end(), visited);
  for (lab::Scalar* number : {&upstream, &slope1, &before1, &after1, &slope2, &before2, &after2})
    *number = none;
  std::string words = "The end has gradient 1";
  if (position() > 0) {
    // The step that led here, line by line: a node used twice by one operation gets its parts one after the
    // other.
    const std::size_t i = visited.back();
    const auto& node = nodes[i];
    std::vector<double> arrived = passSoFar(graph(), end(), visited.first(position() - 1)).gradients;
    upstream = arrived[i];
    const std::array lines{std::array{&before1, &slope1, &after1}, std::array{&before2, &slope2, &after2}};
    for (std::size_t k = 0; k < node.inputCount; ++k) {
      double& at = arrived[node.inputs[k]];
      *lines[k][0] = at;
      *lines[k][1] = node.slopes[k];
      *lines[k][2] = at += arrived[i] * node.slopes[k];
    }
    words = ruleOf(graph(), i) + " hands on to " + nameOf(graph(), node.inputs[0]);
    if (node.inputCount > 1) words += " and " + nameOf(graph(), node.inputs[1]);
  }
  double products = 0;
  for (const std::size_t i : visited) products += static_cast<double>(nodes[i].inputCount);
  multiplications = products;
  gradient = now.gradients[chosen()];
  showPaths();
  std::vector<bool> alive(nodes.size());
  for (const std::size_t i : order()) alive[i] = true;
  picture = lessons::picture(
      graph(),
      [&](std::size_t i) {
        std::string lines = figure(nodes[i].value);
        if (now.touched[i]) lines += "\n∂ " + figure(now.gradients[i]);
        const NodeColour colour = !alive[i]            ? deadColour
                                  : now.done[i]        ? doneColour
                                  : !now.touched[i]    ? plain
                                  : now.pending[i] > 0 ? growingColour
                                                       : inputColour;
        return NodeLook{lines, colour};
      },
      [&](std::size_t node, std::size_t input) {
        return now.done[node] ? figure(nodes[node].slopes[input]) : std::string();
      });
  cursor = position() > 0 ? placeOf(visited.back()) : -1;
  stepNow = lab::value::Text{words};
}

std::string ChainExperiment::written(lab::Format format) const {
  return format == lab::Format::Text ? dotOf(graph()) : lab::writeValue(*picture.current(), format);
}

}  // namespace gradarium::lessons
