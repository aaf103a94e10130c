// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "surface_experiment.h"

namespace gradarium::lessons {

/// Adam and AdamW, alone or with seven others, and the map of what rate and decay do to both on a small
/// problem.
class AdamExperiment final : public SurfaceExperiment {
 public:
  AdamExperiment();

  enum class Company { Two, All };
  lab::Choice<Company> company{this,
                               "racers",
                               "Racers",
                               {{"two", Company::Two, "Adam and AdamW"}, {"all", Company::All, "all nine"}},
                               {.live = true}};
  lab::Real eta{this,
                "eta",
                "Learning rate η",
                {.value = 0.05,
                 .min = 1e-5,
                 .max = 10,
                 .scale = lab::Scale::Log,
                 .traits = {.help = "Of Adam, AdamW, AdaGrad and RMSprop; Lion, whose steps are all as long "
                                    "as its rate, takes 0.3 of it",
                            .live = true}}};
  lab::Real plainEta{
      this,
      "plain_eta",
      "Plain η",
      {.value = 5e-4,
       .min = 1e-5,
       .max = 10,
       .scale = lab::Scale::Log,
       .traits = {.help = "Of gradient descent, heavy ball and Nesterov", .live = true, .visible = [this] {
                    return company == Company::All;
                  }}}};
  lab::Real beta1{this,
                  "beta1",
                  "β₁",
                  {.value = 0.9,
                   .min = 0,
                   .max = 0.999,
                   .step = 0.001,
                   .traits = {.help = "Memory of the gradient", .live = true}}};
  lab::Real beta2{this,
                  "beta2",
                  "β₂",
                  {.value = 0.999,
                   .min = 0.8,
                   .max = 0.9999,
                   .step = 0.0001,
                   .traits = {.help = "Memory of the squared gradient", .live = true}}};
  lab::Bool correction{this,
                       "correction",
                       "Bias correction",
                       true,
                       {.help = "Divide m by 1 - β₁^t and v by 1 - β₂^t", .live = true}};
  lab::Real lambda{this,
                   "lambda",
                   "Weight decay λ",
                   {.value = 0.1,
                    .min = 1e-3,
                    .max = 30,
                    .scale = lab::Scale::Log,
                    .word = {0, "off"},
                    .traits = {.help = "Adam adds λw to the gradient, AdamW shrinks w by ηλ", .live = true}}};
  lab::Real noise{
      this,
      "noise",
      "Gradient noise",
      {.value = 0, .min = 0, .max = 2, .step = 0.01, .word = {0, "off"}, .traits = {.live = true}}};

  lab::Series adam{this, "adam", "Adam", {.xLabel = "x"}};
  lab::Series adamw{this, "adamw", "AdamW", {.xLabel = "x"}};
  lab::Series plain{this, "plain", "gradient descent", {.xLabel = "x"}};
  lab::Series heavy{this, "heavy", "heavy ball", {.xLabel = "x"}};
  lab::Series nesterov{this, "nesterov", "Nesterov", {.xLabel = "x"}};
  lab::Series adagrad{this, "adagrad", "AdaGrad", {.xLabel = "x"}};
  lab::Series adadelta{this, "adadelta", "AdaDelta", {.xLabel = "x"}};
  lab::Series rmsprop{this, "rmsprop", "RMSprop", {.xLabel = "x"}};
  lab::Series lion{this, "lion", "Lion", {.xLabel = "x"}};
  lab::Series adamLoss{this, "adam_loss", "Adam"};
  lab::Series adamwLoss{this, "adamw_loss", "AdamW"};
  lab::Series plainLoss{this, "plain_loss", "gradient descent"};
  lab::Series heavyLoss{this, "heavy_loss", "heavy ball"};
  lab::Series nesterovLoss{this, "nesterov_loss", "Nesterov"};
  lab::Series adagradLoss{this, "adagrad_loss", "AdaGrad"};
  lab::Series adadeltaLoss{this, "adadelta_loss", "AdaDelta"};
  lab::Series rmspropLoss{this, "rmsprop_loss", "RMSprop"};
  lab::Series lionLoss{this, "lion_loss", "Lion"};
  lab::Field adamMap{
      this, "adam_map", "Adam with L2", [this] { return decayed(optim::Method::Adam); }, {.nonFinite = true}};
  lab::Field adamwMap{
      this, "adamw_map", "AdamW", [this] { return decayed(optim::Method::AdamW); }, {.nonFinite = true}};
  lab::Points here{this, "here", "Rate and decay now"};
  lab::Scalar mNow{this, "m_now", "m of x"};
  lab::Scalar vNow{this, "v_now", "v of x"};
  lab::Scalar mShare{
      this, "m_share", "1 - β₁^t", {.help = "How much of m has filled up; 1 with the correction off"}};
  lab::Scalar vShare{
      this, "v_share", "1 - β₂^t", {.help = "How much of v has filled up; 1 with the correction off"}};
  lab::Scalar stepNow{this, "step_now", "Step along x"};
  lab::Scalar firstStep{this,
                        "first_step",
                        "First step along x",
                        {.nonFinite = true, .help = "How far Adam went along x in its very first step"}};
  lab::Scalar adamHeight{this, "adam_height", "Adam's f"};
  lab::Scalar adamwHeight{this, "adamw_height", "AdamW's f"};
  lab::Scalar shrunk{this, "shrunk", "AdamW, x/x₀", {.nonFinite = true}};

  lab::Preset contest{this, "race", "Eight against gradient descent",
                      "set racers=all; set surface=rosenbrock; set eta=0.05; reset; run 400"};
  lab::Preset flat{this, "flat", "Decay on flat ground",
                   "set surface=own; set own=0; set eta=0.02; set lambda=0.5; reset; run 150"};
  lab::Preset uncorrected{this, "uncorrected", "Without bias correction",
                          "set surface=rosenbrock; set correction=off; reset; run 40"};

  lab::Exercise first{
      this,
      "first-step",
      "The very first step",
      {.ask = "Adam stands at (-1.2, 1), where the slope along x is -215.6, and η is 0.05. How far will its "
              "very first step go along x? "
              "Think before you step.",
       .start =
           "set surface=rosenbrock; set eta=0.05; set correction=on; set lambda=off; set noise=off; reset",
       .solution = "set surface=rosenbrock; set eta=0.05; set correction=on; set lambda=off; set noise=off; "
                   "reset; answer 0.05",
       .nearMisses = {"set surface=rosenbrock; set eta=0.05; reset; answer 10.78",
                      "set surface=rosenbrock; set eta=0.05; reset; answer 0.005",
                      "set surface=rosenbrock; set eta=0.05; reset; answer 0.158"},
       .number = [this](const lab::Snapshot& s) { return correction.in(s) ? eta.in(s) : std::nan(""); },
       .tolerance = 1e-3,
       .predict = true,
       .hides = {&firstStep},
       .because = "After one step the corrected averages are g and g² themselves, so the step is ηg/|g|: η, "
                  "whatever the slope."}};
  lab::Exercise raw{
      this,
      "uncorrected-step",
      "Switch the corrections off",
      {.ask =
           "With the corrections off, β₁ = 0.9 and β₂ = 0.999: how many times η is the first step along x?",
       .start = "set surface=rosenbrock; set eta=0.05; set beta1=0.9; set beta2=0.999; set correction=off; "
                "set lambda=off; set noise=off; reset",
       .solution = "set surface=rosenbrock; set eta=0.05; set beta1=0.9; set beta2=0.999; set "
                   "correction=off; set lambda=off; set noise=off; reset; step; "
                   "answer 3.16",
       .nearMisses = {"set surface=rosenbrock; set correction=off; reset; step; answer 1",
                      "set surface=rosenbrock; set correction=off; reset; step; answer 0.1",
                      "set surface=rosenbrock; set correction=on; reset; step; answer 3.16"},
       .number =
           [this](const lab::Snapshot& s) {
             return !correction.in(s) && beta1.in(s) == 0.9 && beta2.in(s) == 0.999
                        ? firstStep.numberIn(s) / eta.in(s)
                        : std::nan("");
           },
       .tolerance = 0.02,
       .hides = {&firstStep},
       .because = "m is a tenth of g, and √v a thirty-second of it: (1 - β₁)/√(1 - β₂) = 3.16. The "
                  "corrections keep the start from being a leap."}};
  lab::Exercise halve{
      this,
      "halve",
      "Halve it in a hundred steps",
      {.ask = "On flat ground (f = 0) with η = 0.05, choose λ so that AdamW has about half of its first x "
              "left after 100 steps: 0.48 to 0.52. "
              "Watch what λ does to Adam meanwhile.",
       .start =
           "set racers=two; set surface=own; set own=0; set eta=0.05; set lambda=0.5; set noise=off; reset",
       .solution = "set racers=two; set surface=own; set own=0; set eta=0.05; set lambda=0.1386; set "
                   "noise=off; reset; run 100",
       .nearMisses = {"set surface=own; set own=0; set eta=0.05; set lambda=0.5; reset; run 100",
                      "set surface=own; set own=0; set eta=0.05; set lambda=0.1386; reset; run 50",
                      "set surface=own; set own=0; set eta=0.02; set lambda=0.3466; reset; run 100"},
       .passed =
           [this](const lab::Snapshot& s) {
             return surface.in(s) == optim::Surface::Own && own.textIn(s) == "0" && eta.in(s) == 0.05 &&
                    std::abs(leftAfterHundred(s) - 0.5) <= 0.02;
           },
       .progress = [this](const lab::Snapshot& s) { return halving(s); },
       .because = "Without a gradient AdamW's weights are w₀(1 - ηλ)^t: λ = 0.14. Adam divides the decay by "
                  "its own size and walks on at η a step, "
                  "whatever λ is: its decay is not a decay at all."}};

  lab::Artifact paths{
      this, "trajectories", "Trajectories", {lab::Format::Csv, lab::Format::Npy}, [this](lab::Format f) {
        return trajectories(f);
      }};
  lab::Artifact maps{this, "decay_maps", "Maps of rate and decay", {lab::Format::Csv}, [this](lab::Format) {
                       return mapsAsCsv();
                     }};

 private:
  std::vector<Lane> lanes() override;
  std::vector<optim::Settings> racers() const override;
  optim::RaceOptions options() const override { return {.noise = noise, .seed = seed}; }
  double charted(std::size_t racer) const override;
  void beginRecord() override;
  void record() override;
  void publish() override;
  std::vector<double> mapOf(optim::Method method) const;
  lab::value::Field decayed(optim::Method method) const;
  std::string mapsAsCsv() const;
  double leftAfterHundred(const lab::Snapshot& s) const;
  std::string halving(const lab::Snapshot& s) const;

  double startX_ = 0;
};

}  // namespace gradarium::lessons
