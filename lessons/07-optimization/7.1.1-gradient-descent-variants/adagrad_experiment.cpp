// SPDX-License-Identifier: GPL-3.0-or-later
#include "adagrad_experiment.h"

#include <algorithm>
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
                        {{"ravine", Surface::Ravine},
                         {"rosenbrock", Surface::Rosenbrock, "Rosenbrock"},
                         {"saddle", Surface::Saddle},
                         {"beale", Surface::Beale, "Beale"},
                         {"himmelblau", Surface::Himmelblau, "Himmelblau"},
                         {"noisy-quadratic", Surface::NoisyQuadratic, "noisy quadratic"},
                         {"own", Surface::Own, "own function"}},
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
  const auto sums = grad.memory(0, 0);
  std::array<double, 2> rates{};
  grad.rates(0, rates);
  const bool begun = race().steps() > 0;
  rateX = begun && sums[0] > 0 ? rates[0] : std::nan("");
  rateY = begun && sums[1] > 0 ? rates[1] : std::nan("");
  ratio = begun && sums[0] > 0 && sums[1] > 0 ? rates[1] / rates[0] : std::nan("");
  plainHeight = race().height(plainRacer);
  height = race().height(adagradRacer);
  deltaHeight = race().height(adadeltaRacer);

  // AdaDelta's last step along x, term by term: its numerator is that of before the step, which has been
  // averaged in since.
  const auto& delta = race().optimizer(adadeltaRacer);
  const auto& path = std::get<lab::value::Series>(*adadelta.current());
  const double epsilon = delta.settings().epsilon, seen = race().seen(adadeltaRacer).x;
  const double moved = path.size() > 1 ? path.x(path.size() - 1) - path.x(path.size() - 2) : 0;
  const double before = (delta.memory(0, 1)[0] - (1 - rho) * moved * moved) / rho;
  deltaSeen = seen;
  deltaScale = std::sqrt(delta.memory(0, 0)[0] + epsilon);
  deltaUnit = std::sqrt(std::max(before, 0.0) + epsilon);
  deltaStep = moved;
}

std::string AdaGradExperiment::rareness(const lab::Snapshot& s) const {
  if (!onSlope(s)) return "needs f = x + y";
  if (s.step < 500) return "step " + std::to_string(s.step) + ", needs 500";
  return "y has " + base::shortest(std::round(ratio.numberIn(s) * 100) / 100) +
         " times the rate of x, needs 5.5";
}

}  // namespace gradarium::lessons
