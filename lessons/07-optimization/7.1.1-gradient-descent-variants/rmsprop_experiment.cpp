// SPDX-License-Identifier: GPL-3.0-or-later
#include "rmsprop_experiment.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/base/number_text.h"

namespace gradarium::lessons {
namespace {

using optim::Method;
using optim::Surface;

enum Racer : std::size_t { plainRacer, adagradRacer, rmspropRacer };

constexpr double warmUp = 100;  // steps before distances count

double meanFrom(const lab::value::Series& series, double first) {
  double sum = 0;
  int n = 0;
  for (std::size_t i = 0; i < series.size(); ++i)
    if (series.x(i) >= first) sum += series.y(i), ++n;
  return n > 0 ? sum / n : std::numeric_limits<double>::quiet_NaN();
}

const lab::value::Series& of(const lab::Series& series) {
  return std::get<lab::value::Series>(*series.current());
}

}  // namespace

RmsPropExperiment::RmsPropExperiment()
    : SurfaceExperiment("rmsprop", "RMSprop",
                        {{"moving-valley", Surface::MovingValley, "moving valley"},
                         {"ravine", Surface::Ravine},
                         {"rosenbrock", Surface::Rosenbrock, "Rosenbrock"},
                         {"himmelblau", Surface::Himmelblau, "Himmelblau"},
                         {"noisy-quadratic", Surface::NoisyQuadratic, "noisy quadratic"},
                         {"own", Surface::Own, "own function"}},
                        10) {}

std::vector<optim::Settings> RmsPropExperiment::racers() const {
  optim::Settings descent = optim::standard(Method::GradientDescent), grad = optim::standard(Method::AdaGrad),
                  rms = optim::standard(Method::RmsProp);
  descent.learningRate = eta;
  grad.learningRate = eta;
  rms.learningRate = eta;
  rms.rho = rho;
  return {descent, grad, rms};
}

double RmsPropExperiment::away(std::size_t racer) const {
  const optim::Place at = race().at(racer);
  double least = std::numeric_limits<double>::infinity();
  for (const optim::Place& lowest : race().objective().minima(static_cast<double>(race().steps())))
    least = std::min(least, std::hypot(at.x - lowest.x, at.y - lowest.y));
  return least;
}

void RmsPropExperiment::beginRecord() {
  for (lab::Series* series :
       {&plainAway, &adagradAway, &rmspropAway, &plainRate, &adagradRate, &rmspropRate, &size, &root})
    series->set({});
}

void RmsPropExperiment::record() {
  const auto step = static_cast<double>(race().steps());
  if (std::isfinite(away(adagradRacer))) {
    if (!race().lost(plainRacer)) plainAway.append(step, away(plainRacer));
    adagradAway.append(step, away(adagradRacer));
    rmspropAway.append(step, away(rmspropRacer));
  }
  if (race().steps() == 0) return;
  plainRate.append(step, eta);
  std::array<double, 2> rates{};
  race().optimizer(adagradRacer).rates(0, rates);
  if (rates[1] < 1e6) adagradRate.append(step, rates[1]);
  race().optimizer(rmspropRacer).rates(0, rates);
  if (rates[1] < 1e6) rmspropRate.append(step, rates[1]);
  size.append(step, std::abs(race().seen(rmspropRacer).y));
  root.append(step, std::sqrt(race().optimizer(rmspropRacer).memory(0, 0)[1]));
}

void RmsPropExperiment::publish() {
  // What the average is made of: the gradients that still hold 95 % of its weight.
  const auto& sizes = of(size);
  const auto kept = static_cast<std::size_t>(std::ceil(std::log(0.05) / std::log(double(rho))));
  lab::value::Series newest;
  for (std::size_t age = 0; age < std::min(kept, sizes.size()); ++age)
    if (const double g = sizes.y(sizes.size() - 1 - age); g > 0)
      newest.append(static_cast<double>(age), 2 * std::log10(g));
  window.set(std::move(newest));
  mean = of(root).empty() ? std::nan("") : 2 * std::log10(of(root).last());
  adagradMean = meanFrom(of(adagradAway), warmUp);
  rmspropMean = meanFrom(of(rmspropAway), warmUp);
  const auto last = [](const lab::value::Series& s) { return s.empty() ? std::nan("") : s.last(); };
  adagradRateNow = last(of(adagradRate));
  rmspropRateNow = last(of(rmspropRate));
  memory = 1 / (1 - rho);
}

bool RmsPropExperiment::given(const lab::Snapshot& s) const {
  return surface.in(s) == Surface::MovingValley && condition.in(s) == 10 && noise.in(s) == 0.5;
}

std::string RmsPropExperiment::following(const lab::Snapshot& s) const {
  if (!given(s)) return "needs the moving valley, κ = 10 and noise 0.5";
  if (s.step < 400) return "step " + std::to_string(s.step) + ", needs 400";
  return "mean distance " + base::shortest(std::round(rmspropMean.numberIn(s) * 1000) / 1000) +
         ", needs 0.15";
}

}  // namespace gradarium::lessons
