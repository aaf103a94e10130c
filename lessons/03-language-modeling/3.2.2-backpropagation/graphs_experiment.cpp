// SPDX-License-Identifier: GPL-3.0-or-later
#include "graphs_experiment.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/lab/value_file.h"
#include "graph_words.h"
#include "partial_pass.h"

namespace gradarium::lessons {
namespace {

using Work = autograd::MemoryMoment::Work;
constexpr NodeColour inputNode = inputColour, toCome = plain, inMemory = doneColour, letGo = goneColour,
                     deadNode = deadColour;
constexpr double bytesOf = 8;  // a number

}  // namespace

void GraphsExperiment::built() {
  const auto nodes = graph().nodes();
  pass_ = autograd::backwardInSegments(graph(), end(), static_cast<std::size_t>(int(segments)));
  std::vector<std::size_t> uses(nodes.size());
  std::vector<bool> alive(nodes.size()), computed(nodes.size());
  for (const std::size_t i : order()) alive[i] = true;
  double operationCount = 0, deadCount = 0, sharedCount = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    operationCount += nodes[i].inputCount > 0;
    deadCount += !alive[i];
    for (std::size_t k = 0; k < nodes[i].inputCount; ++k) ++uses[nodes[i].inputs[k]];
  }
  for (const std::size_t count : uses) sharedCount += count > 1;
  operations = operationCount;
  dead = deadCount;
  shared = sharedCount;
  mostUsed = static_cast<double>(*std::ranges::max_element(uses));
  result = end().value();
  double differing = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) differing += pass_.gradients[i] != nodes[i].gradient;
  equal = differing;
  lab::value::Series most, more;
  std::size_t smallest = 0;
  for (std::size_t k = 1; k <= std::min<std::size_t>(32, std::max<std::size_t>(pass_.forward, 1)); ++k) {
    const auto tried = autograd::backwardInSegments(graph(), end(), k);
    most.append(static_cast<double>(k), static_cast<double>(tried.peak));
    more.append(static_cast<double>(k), static_cast<double>(tried.again));
    if (most.last() < most.y(smallest)) smallest = k - 1;
  }
  wholePeak = bytesOf * most.y(0);
  best = most.x(smallest);
  peaks.set(std::move(most));
  repeats.set(std::move(more));
  peak = bytesOf * static_cast<double>(pass_.peak);
  again = static_cast<double>(pass_.again);
}

/// Values appear with the steps: before, the learner may have been asked to foretell them.
lab::value::Table GraphsExperiment::listed(const std::vector<bool>& computed) const {
  lab::value::Table table{{{"node", "", {}, {}}, {"value", "", {}, {}}}};
  for (const std::size_t i : order()) {
    if (graph().nodes()[i].inputCount == 0) continue;
    table.columns[0].texts.push_back(ruleOf(graph(), i));
    table.columns[1].texts.push_back(computed[i] ? figure(graph().nodes()[i].value) : "");
  }
  return table;
}

bool GraphsExperiment::handedOn(std::size_t node) const {
  for (std::size_t t = 0; t < position(); ++t)
    if (pass_.moments[t].work == Work::Backward && pass_.moments[t].node == node) return true;
  return false;
}

void GraphsExperiment::show() {
  const auto nodes = graph().nodes();
  std::vector<NodeColour> category(nodes.size(), toCome);
  std::vector<bool> alive(nodes.size()), computed(nodes.size());
  for (const std::size_t i : order()) alive[i] = true;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].inputCount == 0) category[i] = inputNode;
  bool backward = false;
  const autograd::MemoryMoment* moment = nullptr;
  lab::value::Series valuesHeld, gradientsHeld;
  valuesHeld.append(0, 0), gradientsHeld.append(0, 0);
  for (std::size_t t = 0; t < position(); ++t) {
    moment = &pass_.moments[t];
    const std::size_t i = moment->node;
    valuesHeld.append(static_cast<double>(t + 1), static_cast<double>(moment->values));
    gradientsHeld.append(static_cast<double>(t + 1), static_cast<double>(moment->gradients));
    if (moment->work == Work::Backward) {
      backward = true;
      category[i] = letGo;
      continue;
    }
    category[i] = inMemory;
    computed[i] = true;
    for (const std::size_t gone : moment->letGo) category[gone] = letGo;
  }
  list = listed(computed);
  values.set(std::move(valuesHeld));
  gradients.set(std::move(gradientsHeld));
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (!alive[i] && category[i] != inputNode) category[i] = deadNode;

  std::vector<std::size_t> visited;
  for (std::size_t t = 0; t < position(); ++t)
    if (pass_.moments[t].work == Work::Backward) visited.push_back(pass_.moments[t].node);
  const PartialPass pass = passSoFar(graph(), end(), visited);
  std::vector<std::size_t> number(nodes.size());
  std::size_t count = 0;
  for (const std::size_t i : order())
    if (nodes[i].inputCount > 0) number[i] = ++count;
  picture = lessons::picture(graph(), [&](std::size_t i) {
    std::string lines;
    if (category[i] == inputNode || category[i] == inMemory || (backward && pass.touched[i]))
      lines = figure(nodes[i].value);
    if (category[i] == deadNode) lines = "never visited again";
    if (category[i] == toCome) lines = "step " + std::to_string(number[i]);
    if (category[i] == letGo && !(backward && pass.touched[i])) lines = "let go";
    if (backward && (pass.touched[i])) lines += "\n∂ " + figure(pass.gradients[i]);
    return NodeLook{lines, category[i]};
  });
  cursor = moment ? placeOf(moment->node) : -1;
  now = lab::value::Text{!moment                         ? "before the forward pass"
                         : moment->work == Work::Forward ? "forward: " + ruleOf(graph(), moment->node)
                         : moment->work == Work::Again   ? "again: " + ruleOf(graph(), moment->node)
                                                       : "backward through " + nameOf(graph(), moment->node)};
}

std::string GraphsExperiment::writing(const lab::Snapshot& s) const {
  if (program.in(s) != Program::Own) return "choose my own as the program";
  return "most uses of one value " + figure(mostUsed.numberIn(s)) + ", dead nodes " +
         figure(dead.numberIn(s));
}

bool GraphsExperiment::halved(const lab::Snapshot& s) const {
  const auto* all = peaks.in(s);
  const auto k = static_cast<std::size_t>(segments.in(s));
  if (program.in(s) != Program::Layers || !all || k < 2 || k > all->size()) return false;
  const double half = all->y(0) / 2;
  if (all->y(k - 1) > half) return false;
  const auto* more = repeats.in(s);
  for (std::size_t other = 0; other < all->size(); ++other)
    if (all->y(other) <= half && more->y(other) < more->y(k - 1)) return false;
  return true;
}

std::string GraphsExperiment::halving(const lab::Snapshot& s) const {
  if (program.in(s) != Program::Layers) return "choose the 24 layers";
  return "peak " + figure(peak.numberIn(s)) + " of " + figure(wholePeak.numberIn(s)) + " bytes, " +
         figure(again.numberIn(s)) + " values computed again";
}

std::string GraphsExperiment::written(lab::Format format) const {
  if (format == lab::Format::Text) return dotOf(graph());
  return lab::writeValue(*picture.current(), format);
}

}  // namespace gradarium::lessons
