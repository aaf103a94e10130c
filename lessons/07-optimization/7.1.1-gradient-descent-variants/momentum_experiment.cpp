// SPDX-License-Identifier: GPL-3.0-or-later
#include "momentum_experiment.h"

#include <algorithm>
#include <limits>

#include "core/base/number_text.h"

namespace gradarium::lessons {
namespace {

using optim::Method;
using optim::Surface;

constexpr std::size_t side = 128;  // of a map

double orNothing(const std::optional<std::uint64_t>& step) {
  return step ? static_cast<double>(*step) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

MomentumExperiment::MomentumExperiment()
    : SurfaceExperiment("momentum", "SGD with momentum",
                        {{"ravine", Surface::Ravine},
                         {"rosenbrock", Surface::Rosenbrock, "Rosenbrock"},
                         {"saddle", Surface::Saddle},
                         {"beale", Surface::Beale, "Beale"},
                         {"himmelblau", Surface::Himmelblau, "Himmelblau"},
                         {"rastrigin", Surface::Rastrigin, "Rastrigin"},
                         {"noisy-quadratic", Surface::NoisyQuadratic, "noisy quadratic"},
                         {"own", Surface::Own, "own function"}},
                        100) {}

std::vector<optim::Settings> MomentumExperiment::racers() const {
  std::vector<optim::Settings> all;
  for (const Method method : {Method::GradientDescent, Method::HeavyBall, Method::Nesterov}) {
    all.push_back(optim::standard(method));
    all.back().learningRate = eta;
    all.back().momentum = beta;
  }
  return all;
}

void MomentumExperiment::beginRecord() {
  // The curvatures at the bottom, where there is one to name; otherwise at the start.
  const optim::Objective& f = race().objective();
  const auto lowest = f.minima();
  const auto [most, least] = optim::curvatures(f.jet(lowest.empty() ? race().at(0) : lowest.front()));
  most_ = most;
  least_ = least;
  drawMaps();
}

void MomentumExperiment::drawMaps() {
  const double top = most_ > 0 && std::isfinite(most_) ? most_ : 1;
  // A decade and a half below the border of plain gradient descent, half a decade above.
  const double middle = std::log10(2 / top), x0 = middle - 1.5, x1 = middle + 0.5;
  lab::value::Field shrink{side, side, x0, x1, 0, 1, std::vector<float>(side * side)}, rest = shrink;
  const double low = std::max(least_, 0.0), deviation = noise > 0 ? double(noise) : 1.0;
  for (std::size_t i = 0; i < side; ++i)
    for (std::size_t j = 0; j < side; ++j) {
      const double momentum = (double(i) + 0.5) / side,
                   rate = std::pow(10.0, x0 + (double(j) + 0.5) / side * (x1 - x0));
      double radius = optim::spectralRadius(map, rate, momentum, top), height = 0;
      if (low > 0) radius = std::max(radius, optim::spectralRadius(map, rate, momentum, low));
      for (const double curvature : {top, low})
        if (curvature > 0)
          height += 0.5 * curvature * optim::stationaryVariance(map, rate, momentum, curvature, deviation);
      shrink.values[i * side + j] = static_cast<float>(radius);
      rest.values[i * side + j] = static_cast<float>(height);
    }
  radius = std::move(shrink);
  floor = std::move(rest);
  here = lab::value::Points{1, 2, {std::log10(eta), beta}, {"log10 rate", "momentum"}, {}};
  steepest = most_;
  limit = most_ > 0 ? optim::divergingRate(optim::Momentum::HeavyBall, beta, most_) : std::nan("");
  const double sharp = optim::spectralRadius(optim::Momentum::HeavyBall, eta, beta, top);
  radiusNow =
      low > 0 ? std::max(sharp, optim::spectralRadius(optim::Momentum::HeavyBall, eta, beta, low)) : sharp;
}

void MomentumExperiment::publish() {
  lab::value::Points next{0, 4, {}, {"x", "y", "dx", "dy"}, {}}, slope = next;
  for (std::size_t i = 0; i < race().size(); ++i) {
    const optim::Place at = race().at(i);
    const optim::Jet jet = race().objective().jet(at);
    const bool stands = race().lost(i);
    const double vx = i == 0 || stands ? 0 : race().optimizer(i).memory(0, 0)[0];
    const double vy = i == 0 || stands ? 0 : race().optimizer(i).memory(0, 0)[1];
    // Gradient descent has no velocity: its arrow is that of its gradient.
    next.data.insert(next.data.end(),
                     {at.x, at.y, i == 0 ? 0 : -eta * beta * vx, i == 0 ? 0 : -eta * beta * vy});
    slope.data.insert(slope.data.end(), {at.x, at.y, stands ? 0 : -eta * jet.x, stands ? 0 : -eta * jet.y});
    ++next.rows;
    ++slope.rows;
  }
  velocity = std::move(next);
  gradient = std::move(slope);
  plainSteps = orNothing(race().arrivedAt(0));
  heavySteps = orNothing(race().arrivedAt(1));
  nesterovSteps = orNothing(race().arrivedAt(2));
  heavyLost = orNothing(race().lostAt(1));
}

std::string MomentumExperiment::divergence(const lab::Snapshot& s) const {
  if (!onRavine(s) || std::abs(beta.in(s)-0.9) > 1e-9) return "needs the ravine, κ = 100 and β = 0.9";
  if (!std::isfinite(heavyLost.numberIn(s)))
    return "heavy ball is still there after " + std::to_string(s.step) + " steps";
  return "lost at η = " + base::shortest(eta.in(s)) +
         (eta.in(s) <= 1.02 * limit.numberIn(s) ? "" : ": a smaller rate will do");
}

std::string MomentumExperiment::speed(const lab::Snapshot& s) const {
  if (!onRavine(s)) return "needs the ravine and κ = 100";
  if (!atUsualStart(s)) return "needs the usual start (10, 1): press Reset";
  const double steps = heavySteps.numberIn(s);
  return std::isfinite(steps) ? "heavy ball took " + base::shortest(steps) + " steps, needs 60"
                              : "not there yet";
}

}  // namespace gradarium::lessons
