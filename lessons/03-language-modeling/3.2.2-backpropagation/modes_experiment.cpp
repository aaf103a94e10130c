// SPDX-License-Identifier: GPL-3.0-or-later
#include "modes_experiment.h"

#include <algorithm>
#include <array>

#include "core/autograd/scalar_modes.h"
#include "graph_words.h"
#include "layered_cost.h"
#include "partial_pass.h"

namespace gradarium::lessons {
namespace {

constexpr std::array<std::size_t, 7> sizes{1, 2, 4, 8, 16, 32, 64};
constexpr double floorOfErrors = 1e-17;  // an error of exactly 0, on a log axis

double relative(double value, double truth) {
  return std::abs(value - truth) / std::max(std::abs(truth), 1e-12);
}

std::vector<double> mapOfCosts(std::size_t units) {
  std::vector<double> all;
  for (const std::size_t n : sizes)
    for (const std::size_t m : sizes) {
      const ModeCosts costs = costsOf(m, units, n);
      all.push_back(std::log2(costs.reverse / costs.forward));
    }
  return all;
}

}  // namespace

std::string ModesExperiment::words(double number) { return figure(number); }

bool ModesExperiment::handedOn(std::size_t node) const {
  if (mode != Mode::Reverse) return false;
  for (std::size_t t = 0; t < position(); ++t)
    if (sweep_[sweep_.size() - 1 - t] == node) return true;
  return false;
}

void ModesExperiment::built() {
  sweep_ = order();
  std::erase_if(sweep_, [this](std::size_t i) { return isConstant(graph(), i); });
  dual_ = autograd::tangents(graph(), graph().scalar(chosen()));
  forward = dual_[end().index()];
  reverse = graph().nodes()[chosen()].gradient;
  target = lab::value::Text{nameOf(graph(), chosen())};
  ways = compared();
  showErrors();
  showSecond();
  showPrices();
}

lab::value::Table ModesExperiment::compared() const {
  lab::value::Table table{{{"input", "", {}, {}},
                           {"value", "", {}, {}},
                           {"forward", "", {}, {}},
                           {"reverse", "", {}, {}},
                           {"difference", "", {}, {}},
                           {"error", "", {}, {}}}};
  for (const std::size_t i : order()) {
    const auto& node = graph().nodes()[i];
    if (node.inputCount > 0 || isConstant(graph(), i)) continue;
    const double difference = autograd::centralDifference(graph(), i, h, end());
    table.columns[0].texts.push_back(node.label);
    table.columns[1].numbers.push_back(node.value);
    table.columns[2].numbers.push_back(autograd::tangents(graph(), graph().scalar(i))[end().index()]);
    table.columns[3].numbers.push_back(node.gradient);
    table.columns[4].numbers.push_back(difference);
    table.columns[5].numbers.push_back(std::abs(difference - node.gradient));
  }
  return table;
}

void ModesExperiment::showErrors() {
  const double truth = graph().nodes()[chosen()].gradient;
  const auto oneSidedAt = [&](double step) {
    return (autograd::nudged(graph(), chosen(), step, end()) - end().value()) / step;
  };
  lab::value::Series two, one;
  for (int i = 0; i <= 44; ++i) {
    const double exponent = -12 + 0.25 * i, step = std::pow(10, exponent);
    const double c = relative(autograd::centralDifference(graph(), chosen(), step, end()), truth),
                 o = relative(oneSidedAt(step), truth);
    if (truth == 0) break;
    if (std::isfinite(c)) two.append(exponent, std::max(c, floorOfErrors));
    if (std::isfinite(o)) one.append(exponent, std::max(o, floorOfErrors));
  }
  central.set(std::move(two));
  oneSided.set(std::move(one));
  const double now = autograd::centralDifference(graph(), chosen(), h, end());
  difference = std::isfinite(now) ? now : 0;
  error = truth == 0 ? std::abs(now) : std::isfinite(now) ? relative(now, truth) : 1;
  const auto dotAt = [&](double value) {
    lab::value::Series dot;
    if (truth != 0 && std::isfinite(value))
      dot.append(std::log10(h), std::max(relative(value, truth), floorOfErrors));
    return dot;
  };
  hNow.set(dotAt(now));
  oneSidedNow.set(dotAt(oneSidedAt(h)));
}

void ModesExperiment::showSecond() {
  // On a copy of the program, since the gradient's nodes join its graph.
  autograd::ScalarGraph copy;
  for (const auto& node : graph().nodes()) {
    if (node.inputCount == 0) {
      copy.leaf(node.value);
    } else {
      const std::array<autograd::Scalar, 2> from{copy.scalar(node.inputs[0]), copy.scalar(node.inputs[1])};
      copy.apply(node.operation, {from.data(), node.inputCount}, node.constant);
    }
  }
  const std::size_t before = copy.nodes().size();
  const autograd::Scalar along = copy.scalar(chosen());
  const auto slope = autograd::gradientNodes(copy.scalar(end().index()), {&along, 1}).front();
  gradientNodes = static_cast<double>(copy.nodes().size() - before);
  copy.backward(slope);
  const double curvature = along.gradient();
  second = curvature;
  const double quotient = autograd::centralDifference(copy, chosen(), 1e-5, slope);
  secondDifference = quotient;
}

void ModesExperiment::showPrices() {
  const auto hidden = static_cast<std::size_t>(int(units));
  const ModeCosts costs = costsOf(static_cast<std::size_t>(int(m)), hidden, static_cast<std::size_t>(int(n)));
  prices = lab::value::Table{
      {{"way", "", {}, {"function", "reverse", "forward", "differences"}},
       {"operations", "", {costs.evaluation, costs.reverse, costs.forward, costs.differences}, {}}}};
  ratio = costs.reverse / costs.forward;
  passes = costs.reverse / costs.evaluation;
  lab::value::Matrix ratios{sizes.size(), sizes.size(), mapOfCosts(hidden), {}, {}};
  for (const std::size_t size : sizes) {
    ratios.rowNames.push_back(std::to_string(size));
    ratios.columnNames.push_back(std::to_string(size));
  }
  map = std::move(ratios);
}

void ModesExperiment::show() {
  const auto nodes = graph().nodes();
  std::vector<bool> there(nodes.size()), gone(nodes.size()), depends(nodes.size());
  const bool reversed = mode == Mode::Reverse;
  depends[chosen()] = true;
  for (std::size_t i = 0; i < nodes.size(); ++i)
    for (std::size_t k = 0; k < nodes[i].inputCount; ++k)
      if (depends[nodes[i].inputs[k]]) depends[i] = true;
  std::vector<std::size_t> visited;
  for (std::size_t t = 0; t < position(); ++t) {
    visited.push_back(sweep_[reversed ? sweep_.size() - 1 - t : t]);
    gone[visited.back()] = there[visited.back()] = true;
  }
  const PartialPass pass = passSoFar(graph(), end(), visited);
  if (reversed) there = pass.touched;
  picture = lessons::picture(
      graph(),
      [&](std::size_t i) {
        std::string lines;
        if (reversed) {
          lines = figure(nodes[i].value) + (there[i] ? "\n∂ " + figure(pass.gradients[i]) : "");
        } else if (there[i]) {
          const double slope = dual_[i];
          lines = figure(nodes[i].value) + (slope < 0 ? " − " : " + ") + figure(std::abs(slope)) + " ε";
        }
        return NodeLook{lines, !there[i] ? plain : !reversed && !depends[i] ? deadColour : doneColour};
      },
      [&](std::size_t node, std::size_t input) {
        return gone[node] ? figure(nodes[node].slopes[input]) : std::string();
      });
  cursor = visited.empty() ? -1 : placeOf(visited.back());
}

}  // namespace gradarium::lessons
