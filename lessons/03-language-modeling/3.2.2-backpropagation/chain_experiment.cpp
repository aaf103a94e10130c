// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain_experiment.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/autograd/scalar_modes.h"
#include "core/lab/value_file.h"
#include "graph_words.h"

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

void ChainExperiment::built() {
  operations_.clear();
  for (const std::size_t i : order())
    if (graph().nodes()[i].inputCount > 0) operations_.push_back(i);
  std::ranges::reverse(operations_);
  result = end().value();
  slopeA = slopeOf("a");
  slopeB = slopeOf("b");
  weightSlope = slopeOf("w2");
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
  double sum = 0, others = 0;
  lab::value::Table every{{{"path", "", {}, {}}, {"product of slopes", "", {}, {}}}}, few = every;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& [nodes, product] = all[i];
    sum += product;
    std::string words;
    for (std::size_t at = nodes.size(); at-- > 0;) words += nameOf(graph(), nodes[at]) + (at > 0 ? "→" : "");
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
  std::vector<double> soFar(nodes.size());
  std::vector<std::size_t> pending(nodes.size());
  std::vector<bool> alive(nodes.size()), touched(nodes.size()), done(nodes.size());
  for (const std::size_t i : order()) {
    alive[i] = true;
    for (std::size_t k = 0; k < nodes[i].inputCount; ++k) ++pending[nodes[i].inputs[k]];
  }
  soFar[end().index()] = 1;
  touched[end().index()] = true;
  for (lab::Scalar* number : {&upstream, &slope1, &before1, &after1, &slope2, &before2, &after2})
    *number = none;
  double products = 0;
  for (std::size_t t = 0; t < position(); ++t) {
    const std::size_t i = operations_[t];
    const bool last = t + 1 == position();
    if (last) upstream = soFar[i];
    for (std::size_t k = 0; k < nodes[i].inputCount; ++k) {
      const std::size_t input = nodes[i].inputs[k];
      if (last) (k == 0 ? before1 : before2) = soFar[input];
      soFar[input] += soFar[i] * nodes[i].slopes[k];
      if (last) {
        (k == 0 ? slope1 : slope2) = nodes[i].slopes[k];
        (k == 0 ? after1 : after2) = soFar[input];
      }
      touched[input] = true;
      --pending[input];
      ++products;
    }
    done[i] = true;
  }
  multiplications = products;
  gradient = soFar[chosen()];
  showPaths();
  picture = lessons::picture(
      graph(),
      [&](std::size_t i) {
        std::string lines = figure(nodes[i].value);
        if (touched[i]) lines += "\n∂ " + figure(soFar[i]);
        const NodeColour colour = !alive[i]        ? deadColour
                                  : done[i]        ? doneColour
                                  : !touched[i]    ? plain
                                  : pending[i] > 0 ? growingColour
                                                   : inputColour;
        return NodeLook{lines, colour};
      },
      [&](std::size_t node, std::size_t input) {
        return done[node] ? figure(nodes[node].slopes[input]) : std::string();
      });
  const bool started = position() > 0;
  cursor = started ? placeOf(operations_[position() - 1]) : -1;
  std::string words = "The end has gradient 1";
  if (started) {
    const auto& node = nodes[operations_[position() - 1]];
    words = ruleOf(graph(), operations_[position() - 1]) + " hands its gradient to " +
            nameOf(graph(), node.inputs[0]);
    if (node.inputCount > 1) words += " and " + nameOf(graph(), node.inputs[1]);
  }
  now = lab::value::Text{words};
}

std::string ChainExperiment::written(lab::Format format) const {
  return format == lab::Format::Text ? dotOf(graph()) : lab::writeValue(*picture.current(), format);
}

}  // namespace gradarium::lessons
