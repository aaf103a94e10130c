// SPDX-License-Identifier: GPL-3.0-or-later
#include "adam_experiment.h"

#include <deque>
#include <mutex>

#include "core/base/number_text.h"
#include "core/optim/decay_map.h"

namespace gradarium::lessons {
namespace {

using optim::Method;
using optim::Surface;

enum Racer : std::size_t { adamRacer, adamwRacer };

}  // namespace

AdamExperiment::AdamExperiment()
    : SurfaceExperiment("adam", "Adam and AdamW",
                        {{"rosenbrock", Surface::Rosenbrock, "Rosenbrock"},
                         {"ravine", Surface::Ravine},
                         {"saddle", Surface::Saddle},
                         {"beale", Surface::Beale, "Beale"},
                         {"himmelblau", Surface::Himmelblau, "Himmelblau"},
                         {"rastrigin", Surface::Rastrigin, "Rastrigin"},
                         {"noisy-quadratic", Surface::NoisyQuadratic, "noisy quadratic"},
                         {"own", Surface::Own, "own function"}},
                        100) {}

std::vector<SurfaceExperiment::Lane> AdamExperiment::lanes() {
  return {{&adam, &adamLoss},         {&adamw, &adamwLoss},       {&plain, &plainLoss},
          {&heavy, &heavyLoss},       {&nesterov, &nesterovLoss}, {&adagrad, &adagradLoss},
          {&adadelta, &adadeltaLoss}, {&rmsprop, &rmspropLoss},   {&lion, &lionLoss}};
}

std::vector<optim::Settings> AdamExperiment::racers() const {
  std::vector<optim::Settings> all;
  const auto take = [&](Method method, double rate) {
    optim::Settings s = optim::standard(method);
    s.learningRate = rate;
    s.weightDecay = 0;
    all.push_back(s);
  };
  for (const Method method : {Method::Adam, Method::AdamW}) {
    take(method, eta);
    all.back().beta1 = beta1;
    all.back().beta2 = beta2;
    all.back().biasCorrection = correction;
    all.back().weightDecay = lambda;
  }
  if (company == Company::Two) return all;
  for (const Method method : {Method::GradientDescent, Method::HeavyBall, Method::Nesterov})
    take(method, plainEta);
  take(Method::AdaGrad, eta);
  take(Method::AdaDelta, 1);  // it has no rate of its own
  take(Method::RmsProp, eta);
  take(Method::Lion, 0.3 * eta);
  return all;
}

/// Where f = 0 all heights are 0, and the curve tells how far from 0 the weight is.
double AdamExperiment::charted(std::size_t racer) const {
  return surface == Surface::Own && own.get() == "0" ? std::abs(race().at(racer).x) : race().height(racer);
}

void AdamExperiment::beginRecord() {
  startX_ = race().at(adamwRacer).x;
  firstStep = std::nan("");
}

void AdamExperiment::record() {
  if (race().steps() != 1 || race().lost(adamRacer)) return;
  const auto& path = std::get<lab::value::Series>(*adam.current());
  firstStep = std::abs(path.x(1) - path.x(0));
}

void AdamExperiment::publish() {
  const auto& optimizer = race().optimizer(adamRacer);
  const auto step = static_cast<double>(race().steps());
  const auto& path = std::get<lab::value::Series>(*adam.current());
  mNow = optimizer.memory(0, 0)[0];
  vNow = optimizer.memory(0, 1)[0];
  mShare = correction && step > 0 ? 1 - std::pow(beta1, step) : 1;
  vShare = correction && step > 0 ? 1 - std::pow(beta2, step) : 1;
  stepNow = path.size() > 1 ? path.x(path.size() - 1) - path.x(path.size() - 2) : 0;
  adamHeight = race().height(adamRacer);
  adamwHeight = race().height(adamwRacer);
  shrunk = startX_ == 0 ? std::nan("") : race().at(adamwRacer).x / startX_;
  here = lab::value::Points{1,
                            2,
                            {std::log10(lambda > 0 ? double(lambda) : 1e-3), std::log10(eta)},
                            {"log10 decay", "log10 rate"},
                            {}};
}

std::vector<double> AdamExperiment::mapOf(Method method) const {
  optim::Settings settings = optim::standard(method);
  settings.beta1 = beta1;
  settings.beta2 = beta2;
  settings.biasCorrection = correction;
  settings.learningRate = settings.weightDecay = 0;  // the map's own
  // A map takes a tenth of a second, and is asked for with every picture: the last few are kept, for all
  // sessions.
  struct Known {
    optim::Settings settings;
    std::uint64_t seed;
    std::vector<double> map;
  };
  static std::mutex door;
  static std::deque<Known> known;
  {
    const std::lock_guard lock(door);
    for (const Known& k : known)
      if (k.settings == settings && k.seed == seed) return k.map;
  }
  optim::DecayMapOptions options;
  options.seed = seed;
  std::vector<double> map = optim::decayMap(settings, options);
  const std::lock_guard lock(door);
  known.push_front({settings, seed, map});
  if (known.size() > 8) known.pop_back();
  return map;
}

lab::value::Field AdamExperiment::decayed(Method method) const {
  const optim::DecayMapOptions options;
  const std::vector<double> map = mapOf(method);
  // Cells around their rates and decays: half a cell beyond the outermost.
  const auto edge = [](double low, double high, std::size_t n) {
    const double half = std::log10(high / low) / double(n - 1) / 2;
    return std::pair(std::log10(low) - half, std::log10(high) + half);
  };
  const auto [x0, x1] = edge(options.lowestDecay, options.highestDecay, options.decays);
  const auto [y0, y1] = edge(options.lowestRate, options.highestRate, options.rates);
  return {options.rates, options.decays, x0, x1, y0, y1, {map.begin(), map.end()}};
}

std::string AdamExperiment::mapsAsCsv() const {
  const optim::DecayMapOptions options;
  const std::vector<double> coupled = mapOf(Method::Adam), decoupled = mapOf(Method::AdamW);
  std::string csv = "rate,decay,adam_with_l2,adamw\n";
  for (std::size_t i = 0; i < coupled.size(); ++i)
    csv += base::shortest(options.rate(i / options.decays)) + "," +
           base::shortest(options.decay(i % options.decays)) + "," + base::shortest(coupled[i]) + "," +
           base::shortest(decoupled[i]) + "\n";
  return csv;
}

double AdamExperiment::leftAfterHundred(const lab::Snapshot& s) const {
  const auto* path = adamw.in(s);
  return path && path->size() > 100 && path->x(0) != 0 ? path->x(100) / path->x(0) : std::nan("");
}

std::string AdamExperiment::halving(const lab::Snapshot& s) const {
  if (surface.in(s) != Surface::Own || own.textIn(s) != "0" || eta.in(s) != 0.05)
    return "needs f = 0 and η = 0.05";
  if (std::isnan(leftAfterHundred(s))) return "step " + std::to_string(s.step) + ", needs 100";
  return "after 100 steps x is " + base::shortest(std::round(leftAfterHundred(s) * 1000) / 1000) +
         " of its first, needs 0.48 to 0.52";
}

}  // namespace gradarium::lessons
