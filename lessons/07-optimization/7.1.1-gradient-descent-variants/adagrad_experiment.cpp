// SPDX-License-Identifier: GPL-3.0-or-later
#include "adagrad_experiment.h"

#include <array>

#include "core/base/number_text.h"

namespace gradarium::lessons {
namespace {

using optim::Method;
using optim::Surface;

enum Racer : std::size_t { plainRacer, adagradRacer, adadeltaRacer };

}  // namespace

AdaGradExperiment::AdaGradExperiment()
    : SurfaceExperiment("adagrad", "AdaGrad and AdaDelta",
                        {{"ravine", Surface::Ravine}, {"rosenbrock", Surface::Rosenbrock, "Rosenbrock"}, {"saddle", Surface::Saddle},
                         {"beale", Surface::Beale, "Beale"}, {"himmelblau", Surface::Himmelblau, "Himmelblau"},
                         {"noisy-quadratic", Surface::NoisyQuadratic, "noisy quadratic"}, {"own", Surface::Own, "own function"}},
                        30) {}

std::vector<optim::Settings> AdaGradExperiment::racers() const {
  optim::Settings descent = optim::standard(Method::GradientDescent), grad = optim::standard(Method::AdaGrad),
                  delta = optim::standard(Method::AdaDelta);
  descent.learningRate = plainEta;
  grad.learningRate = eta;
  delta.rho = rho;
  return {descent, grad, delta};
}

void AdaGradExperiment::beginRecord() {
  for (lab::Series* series : {&sumX, &sumY, &gradX, &gradY, &deltaX, &deltaY}) series->set({});
}

void AdaGradExperiment::record() {
  const auto step = static_cast<double>(race().steps());
  if (race().steps() == 0) return;  // no gradient has been seen
  std::array<double, 2> rates{};
  if (!race().lost(adagradRacer)) {
    const auto sums = race().optimizer(adagradRacer).memory(0, 0);
    sumX.append(step, sums[0]);
    sumY.append(step, sums[1]);
    race().optimizer(adagradRacer).rates(0, rates);
    if (sums[0] > 0) gradX.append(step, rates[0]);
    if (sums[1] > 0) gradY.append(step, rates[1]);  // before its first gradient a coordinate has no rate
  }
  if (!race().lost(adadeltaRacer)) {
    race().optimizer(adadeltaRacer).rates(0, rates);
    deltaX.append(step, rates[0]);
    deltaY.append(step, rates[1]);
  }
}

void AdaGradExperiment::publish() {
  const auto& grad = race().optimizer(adagradRacer);
  const auto& delta = race().optimizer(adadeltaRacer);
  const auto sums = grad.memory(0, 0), squares = delta.memory(0, 0), updates = delta.memory(0, 1);
  const optim::Place seen = race().seen(adagradRacer), seenDelta = race().seen(adadeltaRacer);
  const double epsilon = delta.settings().epsilon;
  std::array<double, 2> rates{}, ratesDelta{};
  grad.rates(0, rates);
  delta.rates(0, ratesDelta);
  const bool begun = race().steps() > 0;
  lab::value::Table table{{{"term", "", {}, {}}, {"x", "", {}, {}}, {"y", "", {}, {}}}};
  const auto row = [&](const char* what, double x, double y) {
    table.columns[0].texts.emplace_back(what);
    table.columns[1].numbers.push_back(begun ? x : 0);
    table.columns[2].numbers.push_back(begun ? y : 0);
  };
  row("AdaGrad: g", seen.x, seen.y);
  row("G = Σ g²", sums[0], sums[1]);
  row("step η g / √G", rates[0] * seen.x, seen.y == 0 ? 0 : rates[1] * seen.y);
  row("AdaDelta: g", seenDelta.x, seenDelta.y);
  row("RMS[g]", std::sqrt(squares[0] + epsilon), std::sqrt(squares[1] + epsilon));
  row("RMS[Δ]", std::sqrt(updates[0] + epsilon), std::sqrt(updates[1] + epsilon));
  row("RMS[Δ] / RMS[g]", ratesDelta[0], ratesDelta[1]);
  terms = std::move(table);
  rateX = begun && sums[0] > 0 ? rates[0] : std::nan("");
  rateY = begun && sums[1] > 0 ? rates[1] : std::nan("");
  ratio = begun && sums[0] > 0 && sums[1] > 0 ? rates[1] / rates[0] : std::nan("");
  plainHeight = race().height(plainRacer);
  height = race().height(adagradRacer);
  deltaHeight = race().height(adadeltaRacer);
}

std::string AdaGradExperiment::rareness(const lab::Snapshot& s) const {
  if (!onSlope(s)) return "needs f = x + y";
  if (s.step < 200) return "step " + std::to_string(s.step) + ", needs 200";
  return "y has " + base::shortest(std::round(ratio.numberIn(s) * 100) / 100) + " times the rate of x, needs 4";
}

}  // namespace gradarium::lessons
