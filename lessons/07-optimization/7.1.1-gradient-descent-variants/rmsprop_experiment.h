// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "surface_experiment.h"

namespace gradarium::lessons {

/// AdaGrad, which remembers every gradient, and RMSprop, which forgets, where the valley does not stand
/// still.
class RmsPropExperiment final : public SurfaceExperiment {
 public:
  RmsPropExperiment();

  lab::Real eta{this,
                "eta",
                "Learning rate η",
                {.value = 0.1, .min = 1e-5, .max = 10, .scale = lab::Scale::Log, .traits = {.live = true}}};
  lab::Real rho{this,
                "rho",
                "Memory ρ",
                {.value = 0.9,
                 .min = 0.5,
                 .max = 0.999,
                 .step = 0.001,
                 .traits = {.help = "RMSprop averages over about 1/(1 - ρ) steps", .live = true}}};
  lab::Real noise{
      this,
      "noise",
      "Gradient noise",
      {.value = 0.5, .min = 0, .max = 2, .step = 0.01, .word = {0, "off"}, .traits = {.live = true}}};

  lab::Series plain{this, "plain", "gradient descent", {.xLabel = "x"}};
  lab::Series adagrad{this, "adagrad", "AdaGrad", {.xLabel = "x"}};
  lab::Series rmsprop{this, "rmsprop", "RMSprop", {.xLabel = "x"}};
  lab::Series plainAway{this, "plain_away", "gradient descent"};
  lab::Series adagradAway{this, "adagrad_away", "AdaGrad"};
  lab::Series rmspropAway{this, "rmsprop_away", "RMSprop"};
  lab::Series plainRate{this, "plain_rate", "gradient descent"};
  lab::Series adagradRate{this, "adagrad_rate", "AdaGrad"};
  lab::Series rmspropRate{this, "rmsprop_rate", "RMSprop"};
  lab::Series window{
      this,
      "window",
      "log₁₀ g²",
      {.help = "Squared gradients along y that hold 95 % of the average, newest first", .xLabel = "age"}};
  lab::Series size{this, "gradient_size", "|g|"};
  lab::Series root{this, "root", "√s"};
  lab::Scalar adagradMean{
      this,
      "adagrad_mean",
      "AdaGrad away",
      {.nonFinite = true, .help = "Mean distance from the minimum, over the steps from 100 on"}};
  lab::Scalar rmspropMean{
      this,
      "rmsprop_mean",
      "RMSprop away",
      {.nonFinite = true, .help = "Mean distance from the minimum, over the steps from 100 on"}};
  lab::Scalar adagradRateNow{this, "adagrad_rate_now", "AdaGrad's rate", {.nonFinite = true}};
  lab::Scalar rmspropRateNow{this, "rmsprop_rate_now", "RMSprop's rate", {.nonFinite = true}};
  lab::Scalar mean{
      this, "mean_square", "log₁₀ s", {.nonFinite = true, .help = "Of RMSprop's running average for y"}};
  lab::Scalar memory{this, "memory", "Memory, steps", {.help = "1/(1 - ρ)"}};

  lab::Preset frozen{this, "frozen", "AdaGrad freezes",
                     "set surface=moving-valley; set eta=0.1; reset; run 600"};
  lab::Preset still{this, "still", "Where nothing moves",
                    "set surface=rosenbrock; set noise=0; set eta=0.05; reset; run 300"};

  lab::Exercise follow{
      this,
      "follow",
      "Follow the valley",
      {.ask = "On the moving valley as it is given (κ = 10, noise 0.5), bring RMSprop's "
              "mean distance from the minimum to 0.15 or less by step 400, "
              "with η and ρ alone.",
       .start =
           "set surface=moving-valley; set condition=10; set noise=0.5; set eta=0.02; set rho=0.99; reset",
       .solution = "set surface=moving-valley; set condition=10; set noise=0.5; set eta=0.07; set rho=0.9; "
                   "reset; run 400",
       .nearMisses = {"set surface=moving-valley; set eta=0.02; reset; run 400",
                      "set surface=moving-valley; set eta=0.1; reset; run 400",
                      "set surface=moving-valley; set eta=0.07; set rho=0.99; reset; run 400",
                      "set surface=moving-valley; set eta=1; reset; run 400",
                      "set surface=moving-valley; set noise=0; set eta=0.07; reset; run 400",
                      "set surface=moving-valley; set eta=0.07; reset; run 150"},
       .passed =
           [this](const lab::Snapshot& s) {
             return given(s) && s.step >= 400 && rmspropMean.numberIn(s) <= goal;
           },
       .progress = [this](const lab::Snapshot& s) { return following(s); },
       .because = "η sets how far a step goes, whatever the gradient's size: too short and "
                  "the valley runs away, too long and it is jumped over. And a memory much longer than the "
                  "changes lags behind them, so the best rate depends on ρ as well."}};
  lab::Exercise length{this,
                       "how-long",
                       "How long is the memory",
                       {.ask = "With ρ = 0.99, how old must a squared gradient be, in steps, before its "
                               "weight has fallen to about 1/e of that of the newest?",
                        .start = "set rho=0.99",
                        .solution = "answer 100",
                        .nearMisses = {"answer 10", "answer 50", "answer 69"},
                        .number = [](const lab::Snapshot&) { return -1 / std::log(0.99); },
                        .tolerance = 2,
                        .hides = {&memory},
                        .because = "0.99^t = 1/e at t = 99.5: the memory lasts about 1/(1 - ρ) steps."}};
  lab::Exercise freezes{this,
                        "why-it-freezes",
                        "Why it freezes",
                        {.ask = "Why does AdaGrad fall behind the moving valley?",
                         .solution = "answer its rate can only fall",
                         .nearMisses = {"answer its gradient is 0", "answer it has no momentum",
                                        "answer its rate for y is too large"},
                         .choices = {"its gradient is 0", "its rate can only fall", "it has no momentum",
                                     "its rate for y is too large"},
                         .correct = 1,
                         .because = "G is a sum of squares, and a sum of squares never falls: what was "
                                    "learnt in the first hundred steps slows it for ever."}};

  lab::Artifact paths{
      this, "trajectories", "Trajectories", {lab::Format::Csv, lab::Format::Npy}, [this](lab::Format f) {
        return trajectories(f);
      }};

 private:
  static constexpr double goal = 0.15;
  std::vector<Lane> lanes() override { return {{&plain, nullptr}, {&adagrad, nullptr}, {&rmsprop, nullptr}}; }
  std::vector<optim::Settings> racers() const override;
  optim::RaceOptions options() const override { return {.noise = noise, .seed = seed}; }
  void beginRecord() override;
  void record() override;
  void publish() override;
  double away(std::size_t racer) const;
  bool given(const lab::Snapshot& s) const;
  std::string following(const lab::Snapshot& s) const;
};

}  // namespace gradarium::lessons
