// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <cmath>
#include <tuple>

#include "adagrad_experiment.h"
#include "adam_experiment.h"
#include "core/base/number_text.h"
#include "momentum_experiment.h"
#include "network_experiment.h"
#include "rmsprop_experiment.h"
#include "widgets/charts/bar_view.h"
#include "widgets/charts/histogram_view.h"
#include "widgets/charts/line_view.h"
#include "widgets/charts/stacked_area_view.h"
#include "widgets/lesson.h"
#include "widgets/views/contour_view.h"
#include "widgets/views/formula_view.h"
#include "widgets/views/landscape_view.h"

namespace gradarium {
namespace {

using lessons::AdaGradExperiment;
using lessons::AdamExperiment;
using lessons::MomentumExperiment;
using lessons::NetworkExperiment;
using lessons::RmsPropExperiment;
using lessons::SurfaceExperiment;

// Colour and mark of a method, the same in every topic.
enum Code {
  plainCode,
  heavyCode,
  nesterovCode,
  adagradCode,
  adadeltaCode,
  rmspropCode,
  adamCode,
  adamwCode,
  lionCode
};

/// "Ravine, three from one start".
widgets::View::Words titleOf(const SurfaceExperiment& e, std::string who) {
  return [&e, who = std::move(who)](const lab::Snapshot& s) {
    std::string name(optim::name(e.surface.in(s)));
    name[0] = static_cast<char>(std::toupper(name[0]));
    if (e.surface.in(s) == optim::Surface::Own) name = "f = " + e.own.textIn(s);
    return name + ", " + who;
  };
}

std::string stepOf(const lab::Snapshot& s) { return "step " + std::to_string(s.step); }

/// The surface from above and in space, with everybody's way from the start that can be dragged.
struct Walker {
  const lab::Series& path;
  Code code;
};
widgets::LandscapeView& landscape(widgets::Bench& bench, const SurfaceExperiment& e, std::string who,
                                  std::initializer_list<Walker> walkers) {
  auto& view = bench.main<widgets::LandscapeView>("landscape", e.landscape)
                   .title(titleOf(e, std::move(who)))
                   .caption(stepOf)
                   .marks(e.minima, "minimum")
                   .start(e.begin, e.moveStart);
  for (const Walker& walker : walkers) view.racer(walker.path, walker.code);
  return view;
}

/// A parameter from a place on a map.
lab::Command to(const lab::Real& parameter, double value, double low, double high) {
  return lab::Command::set(parameter.name(),
                           base::shortest(std::clamp(std::stod(base::shortest(value)), low, high)));
}
double rounded(double value) {
  const double digits = std::pow(10, 3 - std::ceil(std::log10(value)));
  return std::round(value * digits) / digits;
}

void arrangeMomentum(widgets::Bench& bench, const MomentumExperiment& e) {
  landscape(bench, e, "three from one start",
            {{e.plain, plainCode}, {e.heavy, heavyCode}, {e.nesterov, nesterovCode}})
      .arrows(e.velocity, "velocity")
      .arrows(e.gradient, "gradient")
      .responds({"surface", "eta", "beta"})
      .ignores({"map"});
  const auto tune = [&e](QPointF place) {
    return std::vector{to(e.eta, rounded(std::pow(10, place.x())), 1e-5, 10),
                       to(e.beta, std::round(place.y() * 1000) / 1000, 0, 0.999)};
  };
  const auto kind = [&e](const lab::Snapshot& s) {
    return std::string(e.map.in(s) == optim::Momentum::HeavyBall ? "Heavy ball" : "Nesterov");
  };
  bench.beside<widgets::ContourView>("radius", e.radius)
      .title([kind](const lab::Snapshot& s) { return kind(s) + ": spectral radius ρ"; })
      .names("log₁₀ η", "momentum β", "ρ")
      .levels({0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1, 1.05, 1.2, 1.5, 2})
      .border(1)
      .marker(e.here, "η and β now", tune)
      .empty("No curvature to speak of here")
      .responds({"eta", "beta", "condition", "map"})
      .ignores({"noise"});
  bench.below<widgets::LineView>("loss", e.plainLoss)
      .with(e.heavyLoss, "heavy ball")
      .with(e.nesterovLoss, "Nesterov")
      .title("f at each step")
      .yLabel("f")
      .logY()
      .responds({"surface", "eta", "beta"});
  bench.below<widgets::ContourView>("floor", e.floor)
      .title([kind](const lab::Snapshot& s) { return kind(s) + ": the floor that noise leaves"; })
      .names("log₁₀ η", "momentum β", "f")
      .marker(e.here, "η and β now", tune)
      .responds({"eta", "beta", "noise", "map"});
  bench.rightNow(
      {&e.radiusNow, &e.limit, &e.steepest, &e.plainSteps, &e.heavySteps, &e.nesterovSteps, &e.heavyLost});
}

void arrangeAdaGrad(widgets::Bench& bench, const AdaGradExperiment& e) {
  landscape(bench, e, "each coordinate with a memory of its own",
            {{e.plain, plainCode}, {e.adagrad, adagradCode}, {e.adadelta, adadeltaCode}})
      .responds({"surface", "eta", "rho", "sparse"});
  bench.below<widgets::StackedAreaView>("sums", e.sumX)
      .with(e.sumY, "G of y")
      .title("What AdaGrad has added up")
      .yLabel("G")
      .responds({"surface", "sparse"})
      .ignores({"rho"});
  bench.below<widgets::LineView>("rates", e.gradX)
      .with(e.gradY, "AdaGrad, y")
      .with(e.deltaX, "AdaDelta, x")
      .with(e.deltaY, "AdaDelta, y")
      .codes({adagradCode, adagradCode, adadeltaCode, adadeltaCode})
      .title("Rate of each coordinate")
      .yLabel("rate")
      .logY()
      .responds({"eta", "rho", "sparse"});
  bench.below<widgets::FormulaView>("unit", "adadelta", e)
      .title("AdaDelta's last step along x")
      .responds({"rho"});
  bench.rightNow({&e.rateX, &e.rateY, &e.ratio, &e.plainHeight, &e.height, &e.deltaHeight});
}

void arrangeRmsProp(widgets::Bench& bench, const RmsPropExperiment& e) {
  landscape(bench, e, "who can follow?",
            {{e.plain, plainCode}, {e.adagrad, adagradCode}, {e.rmsprop, rmspropCode}})
      .responds({"surface", "eta", "rho"});
  bench.below<widgets::LineView>("distance", e.plainAway)
      .with(e.adagradAway, "AdaGrad")
      .with(e.rmspropAway, "RMSprop")
      .codes({plainCode, adagradCode, rmspropCode})
      .title("Distance from the minimum")
      .yLabel("distance")
      .responds({"surface", "eta", "rho"});
  bench.below<widgets::LineView>("rates", e.plainRate)
      .with(e.adagradRate, "AdaGrad")
      .with(e.rmspropRate, "RMSprop")
      .codes({plainCode, adagradCode, rmspropCode})
      .title("Effective rate of y")
      .yLabel("rate")
      .logY()
      .responds({"eta", "rho"});
  bench.below<widgets::HistogramView>("window", e.window)
      .title("Squared gradients in RMSprop's window")
      .values("log₁₀ g² along y")
      .counts("steps")
      .range(-4, 4)
      .bins(16)
      .marker(e.mean, "their average s")
      .responds({"rho", "noise"});
  bench.rightNow({&e.adagradMean, &e.rmspropMean, &e.adagradRateNow, &e.rmspropRateNow, &e.memory});
}

void arrangeAdam(widgets::Bench& bench, const AdamExperiment& e) {
  landscape(bench, e, "",
            {{e.plain, plainCode},
             {e.heavy, heavyCode},
             {e.nesterov, nesterovCode},
             {e.adagrad, adagradCode},
             {e.adadelta, adadeltaCode},
             {e.rmsprop, rmspropCode},
             {e.adam, adamCode},
             {e.adamw, adamwCode},
             {e.lion, lionCode}})
      .title([&e, two = titleOf(e, "Adam and AdamW"),
              all = titleOf(e, "nine from one start")](const lab::Snapshot& s) {
        return e.company.in(s) == AdamExperiment::Company::Two ? two(s) : all(s);
      })
      .responds({"surface", "racers", "eta", "beta1", "beta2", "correction"});
  bench.beside<widgets::LineView>("loss", e.adamLoss)
      .with(e.adamwLoss, "AdamW")
      .with(e.plainLoss, "gradient descent")
      .with(e.heavyLoss, "heavy ball")
      .with(e.nesterovLoss, "Nesterov")
      .with(e.adagradLoss, "AdaGrad")
      .with(e.adadeltaLoss, "AdaDelta")
      .with(e.rmspropLoss, "RMSprop")
      .with(e.lionLoss, "Lion")
      .codes({adamCode, adamwCode, plainCode, heavyCode, nesterovCode, adagradCode, adadeltaCode, rmspropCode,
              lionCode})
      .title([&e](const lab::Snapshot& s) {
        const bool flat = e.surface.in(s) == optim::Surface::Own && e.own.textIn(s) == "0";
        return std::string(flat ? "|x| at each step, f being 0" : "f at each step");
      })
      .logY()
      .responds({"racers", "eta"});
  bench.below<widgets::FormulaView>("step", "adam", e)
      .title("Adam's last step along x")
      .responds({"beta1", "beta2", "correction", "eta"});
  const auto tune = [&e](QPointF place) {
    return std::vector{to(e.lambda, rounded(std::pow(10, place.x())), 1e-3, 30),
                       to(e.eta, rounded(std::pow(10, place.y())), 1e-5, 10)};
  };
  for (const auto& [name, map, title] : {std::tuple("adam_map", &e.adamMap, "Adam + L2: error left"),
                                         {"adamw_map", &e.adamwMap, "AdamW: error left"}})
    bench.below<widgets::ContourView>(name, *map)
        .title(title)
        .names("log₁₀ λ", "log₁₀ η", "error")
        .levels({1.8, 2, 2.2, 2.5, 3, 4, 6, 10, 20, 50})
        .cells()
        .marker(e.here, "η and λ now", tune)
        .responds({"beta1", "beta2", "seed", "eta", "lambda"})
        .ignores({"surface"});
  bench.rightNow({&e.firstStep, &e.stepNow, &e.adamHeight, &e.adamwHeight, &e.shrunk});
}

/// "Adam": who is looked at.
std::string nameOf(const lab::Choice<std::size_t>& racer, const lab::Snapshot& s) {
  std::string name = NetworkExperiment::nameOf(racer.in(s));
  name[0] = static_cast<char>(std::toupper(name[0]));
  return name;
}

std::string planeOf(const NetworkExperiment& e, const lab::Snapshot& s) {
  switch (e.plane.in(s)) {
    case NetworkExperiment::PlaneKind::Ends:
      return "Loss on the plane of the start, " + nameOf(e.chosen, s) + " and " +
             NetworkExperiment::nameOf(e.rival.in(s));
    case NetworkExperiment::PlaneKind::Paths:
      return "Loss on the plane that holds most of all nine ways";
    default:
      return "Loss around " + nameOf(e.chosen, s) + ", two random directions";
  }
}

/// "step 120, the plane holds 63 % of the ways".
std::string heldBy(const NetworkExperiment& e, const lab::Snapshot& s) {
  const double share = e.share.numberIn(s);
  if (!std::isfinite(share)) return stepOf(s);
  return stepOf(s) + ", the plane holds " +
         base::shortest(share < 10 ? std::round(share * 10) / 10 : std::round(share)) + " % of the ways";
}

void arrangeNetwork(widgets::Bench& bench, const NetworkExperiment& e) {
  auto& slice = bench.main<widgets::LandscapeView>("slice", e.slice)
                    .title([&e](const lab::Snapshot& s) { return planeOf(e, s); })
                    .caption([&e](const lab::Snapshot& s) { return heldBy(e, s); })
                    .names("along u", "along v", "loss")
                    .levels({0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 2.5, 3, 4, 6, 10})
                    .marks(e.begin, "start")
                    .responds({"plane", "rate", "beta", "batch", "seed"});
  for (std::size_t i = 0; i < NetworkExperiment::racers; ++i)
    slice.racer(e.lanes[i].path, static_cast<int>(i));
  const std::vector<int> codes{plainCode,   heavyCode, nesterovCode, adagradCode, adadeltaCode,
                               rmspropCode, adamCode,  adamwCode,    lionCode};
  auto& losses = bench.beside<widgets::LineView>("losses", e.lanes[0].loss)
                     .codes(codes)
                     .title("Loss on 1,297 training digits")
                     .yLabel("loss")
                     .logY()
                     .responds({"rate", "beta", "batch", "seed"})
                     .ignores({"plane"});
  auto& known = bench.below<widgets::LineView>("held_out", e.lanes[0].accuracy)
                    .codes(codes)
                    .title("500 held-out digits")
                    .yLabel("known, %")
                    .responds({"rate", "beta", "batch", "seed"});
  for (std::size_t i = 1; i < NetworkExperiment::racers; ++i) {
    losses.with(e.lanes[i].loss, NetworkExperiment::nameOf(i));
    known.with(e.lanes[i].accuracy, NetworkExperiment::nameOf(i));
  }
  bench.below<widgets::LineView>("sharpness", e.sharp)
      .with(e.rivalSharp, "second")
      .with(e.edge, "2/η")
      .title("Sharpness of first and second")
      .yLabel("λ₁")
      .steps()
      .responds({"rate", "seed"});
  bench.below<widgets::BarView>("times", e.times)
      .horizontal()
      .title("Fastest step of each")
      .bars("method")
      .values("time", "µs")
      .responds({"seed"});
  bench.rightNow({&e.loss, &e.accuracy, &e.arrived, &e.rivalAccuracy, &e.rivalArrived, &e.sharpNow, &e.limit,
                  &e.share, &e.weights});
}

}  // namespace
}  // namespace gradarium

gradarium::widgets::Lesson lesson() {
  using namespace gradarium;
  return widgets::Lesson{}
      .topic<lessons::MomentumExperiment>("SGD with momentum", arrangeMomentum)
      .topic<lessons::AdaGradExperiment>("AdaGrad and AdaDelta", arrangeAdaGrad)
      .topic<lessons::RmsPropExperiment>("RMSprop", arrangeRmsProp)
      .topic<lessons::AdamExperiment>("Adam and AdamW", arrangeAdam, "On a surface")
      .part<lessons::NetworkExperiment>("On a network", arrangeNetwork);
}
