// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "core/optim/momentum_map.h"
#include "surface_experiment.h"

namespace gradarium::lessons {

/// Gradient descent, heavy ball and Nesterov from one start, beside the map of what rate and momentum do on a
/// quadratic of the same curvatures.
class MomentumExperiment final : public SurfaceExperiment {
 public:
  MomentumExperiment();

  lab::Real eta{this,
                "eta",
                "Learning rate η",
                {.value = 0.012, .min = 1e-5, .max = 10, .scale = lab::Scale::Log, .traits = {.live = true}}};
  lab::Real beta{this,
                 "beta",
                 "Momentum β",
                 {.value = 0.9,
                  .min = 0,
                  .max = 0.999,
                  .step = 0.001,
                  .traits = {.help = "The share of the velocity that is kept in each step", .live = true}}};
  lab::Real noise{
      this,
      "noise",
      "Gradient noise",
      {.value = 0,
       .min = 0,
       .max = 2,
       .step = 0.01,
       .word = {0, "off"},
       .traits = {.help = "Deviation of what is added to each coordinate of a gradient", .live = true}}};
  lab::Choice<optim::Momentum> map{this,
                                   "map",
                                   "Maps of",
                                   {{"heavy-ball", optim::Momentum::HeavyBall, "heavy ball"},
                                    {"nesterov", optim::Momentum::Nesterov, "Nesterov"}},
                                   {.live = true}};

  lab::Series plain{this, "plain", "gradient descent", {.xLabel = "x"}};
  lab::Series heavy{this, "heavy", "heavy ball", {.xLabel = "x"}};
  lab::Series nesterov{this, "nesterov", "Nesterov", {.xLabel = "x"}};
  lab::Series plainLoss{this, "plain_loss", "gradient descent"};
  lab::Series heavyLoss{this, "heavy_loss", "heavy ball"};
  lab::Series nesterovLoss{this, "nesterov_loss", "Nesterov"};
  lab::Points velocity{this, "velocity", "Next step of each"};      // racers x (x, y, dx, dy)
  lab::Points gradient{this, "gradient", "Gradient step of each"};  // the same, without memory
  lab::Field radius{this, "radius", "Spectral radius"};             // over (log10 rate, momentum)
  lab::Field floor{this, "floor", "Noise floor", {.nonFinite = true}};
  lab::Points here{this, "here", "Rate and momentum now"};
  lab::Scalar radiusNow{
      this,
      "radius_now",
      "Spectral radius",
      {.nonFinite = true,
       .help = "Of heavy ball here: what the error is multiplied by in a step, in the long run"}};
  lab::Scalar limit{this, "limit", "Diverges at η", {.nonFinite = true, .help = "2(1 + β)/L for heavy ball"}};
  lab::Scalar steepest{
      this, "steepest", "Curvature L", {.nonFinite = true, .help = "The steepest at the minimum"}};
  lab::Scalar plainSteps{
      this,
      "plain_steps",
      "Descent arrives",
      {.nonFinite = true, .help = "The first step at a millionth of the height at the start"}};
  lab::Scalar heavySteps{
      this,
      "heavy_steps",
      "Heavy ball arrives",
      {.nonFinite = true, .help = "The first step at a millionth of the height at the start"}};
  lab::Scalar nesterovSteps{
      this,
      "nesterov_steps",
      "Nesterov arrives",
      {.nonFinite = true, .help = "The first step at a millionth of the height at the start"}};
  lab::Scalar heavyLost{this, "heavy_lost", "Heavy ball lost", {.nonFinite = true}};

  lab::Preset plainBest{
      this, "plain-best", "Gradient descent at its best",
      "set surface=ravine; set condition=100; set eta=0.01980198; set beta=0; reset; run 346"};
  lab::Preset heavyBest{
      this, "heavy-best", "Heavy ball at its best",
      "set surface=ravine; set condition=100; set eta=0.0330578512; set beta=0.6694214876; reset; run 56"};
  lab::Preset pass{this, "pass", "Over the pass",
                   "set surface=saddle; set eta=0.05; set beta=0.9; reset; run 120"};

  lab::Exercise diverge{
      this,
      "diverge",
      "The smallest rate that diverges",
      {.ask = "On the ravine with κ = 100, keep β = 0.9 and make heavy ball diverge (it is lost at some "
              "step) with the smallest rate you can: "
              "within 2 % of the border.",
       .start = "set surface=ravine; set condition=100; set noise=off; set map=heavy-ball; set beta=0.9; set "
                "eta=0.012; reset",
       .solution = "set surface=ravine; set condition=100; set noise=off; set map=heavy-ball; set beta=0.9; "
                   "set eta=0.0384; reset; run 600",
       .nearMisses = {"set surface=ravine; set condition=100; set beta=0.9; set eta=0.0379; run 600",
                      "set surface=ravine; set condition=100; set beta=0.9; set eta=0.0395; run 600",
                      "set surface=ravine; set condition=100; set beta=0.5; set eta=0.0303; run 600"},
       .passed =
           [this](const lab::Snapshot& s) {
             return onRavine(s) && std::abs(beta.in(s)-0.9) < 1e-9 && std::isfinite(heavyLost.numberIn(s)) &&
                    eta.in(s) <= 1.02 * limit.numberIn(s);
           },
       .progress = [this](const lab::Snapshot& s) { return divergence(s); },
       .hides = {&limit},
       .because = "Along the steepest direction an eigenvalue of the step leaves the unit circle at η = 2(1 "
                  "+ β)/L = 0.038. "
                  "Without momentum that happens at 2/L = 0.02 already: memory makes larger steps safe."}};
  lab::Exercise sixty{
      this,
      "sixty-steps",
      "Sixty steps",
      {.ask = "On the ravine with κ = 100, from its usual start, bring heavy ball to a millionth of its "
              "first height in at most 60 steps. "
              "Gradient descent cannot do it in fewer than 346.",
       .start = "set surface=ravine; set condition=100; set noise=off; set map=heavy-ball; set beta=0.9; set "
                "eta=0.012; reset",
       .solution = "set surface=ravine; set condition=100; set noise=off; set map=heavy-ball; set eta=0.033; "
                   "set beta=0.67; reset; run 70",
       .nearMisses = {"set surface=ravine; set condition=100; set eta=0.033; set beta=0.6; run 100",
                      "set surface=ravine; set condition=100; set eta=0.012; set beta=0.9; run 200",
                      "set surface=ravine; set condition=50; set eta=0.05; set beta=0.6; run 70",
                      "set surface=ravine; set condition=100; set eta=0.033; set beta=0.67; act "
                      "move_start=[0, 0.5, 1]; run 70"},
       .passed =
           [this](const lab::Snapshot& s) {
             return onRavine(s) && atUsualStart(s) && heavySteps.numberIn(s) <= 60;
           },
       .progress = [this](const lab::Snapshot& s) { return speed(s); },
       .because = "Both curvatures shrink equally fast at η = 4/(√L + √μ)² = 0.0331 and β = ((√κ - 1)/(√κ + "
                  "1))² = 0.669: "
                  "by √β = 0.82 a step. The number of steps grows with √κ instead of κ."}};
  lab::Exercise slope{
      this,
      "steady-slope",
      "A long straight slope",
      {.ask =
           "Down a long slope the gradient stays g. With β = 0.9, how long is heavy ball's step in the end?",
       .solution = "answer 10 ηg",
       .nearMisses = {"answer ηg", "answer 0.9 ηg", "answer 1.9 ηg"},
       .choices = {"0.9 ηg", "ηg", "1.9 ηg", "10 ηg"},
       .correct = 3,
       .because = "The velocity settles where v = βv + g, at v = g/(1 - β): ten gradients."}};

  lab::Artifact paths{
      this, "trajectories", "Trajectories", {lab::Format::Csv, lab::Format::Npy}, [this](lab::Format f) {
        return trajectories(f);
      }};

 private:
  std::vector<Lane> lanes() override {
    return {{&plain, &plainLoss}, {&heavy, &heavyLoss}, {&nesterov, &nesterovLoss}};
  }
  std::vector<optim::Settings> racers() const override;
  optim::RaceOptions options() const override { return {.noise = noise, .seed = seed}; }
  void beginRecord() override;
  void publish() override;
  void drawMaps();
  bool onRavine(const lab::Snapshot& s) const {
    return surface.in(s) == optim::Surface::Ravine && condition.in(s) == 100;
  }
  std::string divergence(const lab::Snapshot& s) const;
  std::string speed(const lab::Snapshot& s) const;

  double most_ = 0, least_ = 0;  // curvatures that the maps speak of
};

}  // namespace gradarium::lessons
