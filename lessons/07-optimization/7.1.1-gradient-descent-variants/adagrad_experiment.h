// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "surface_experiment.h"

namespace gradarium::lessons {

/// AdaGrad and AdaDelta beside gradient descent: each coordinate keeps a memory of its own squared gradients.
class AdaGradExperiment final : public SurfaceExperiment {
 public:
  AdaGradExperiment();

  lab::Real eta{this,
                "eta",
                "AdaGrad η",
                {.value = 1, .min = 1e-5, .max = 10, .scale = lab::Scale::Log, .traits = {.live = true}}};
  lab::Real plainEta{
      this,
      "plain_eta",
      "Descent η",
      {.value = 0.03, .min = 1e-5, .max = 10, .scale = lab::Scale::Log, .traits = {.live = true}}};
  lab::Real rho{this,
                "rho",
                "AdaDelta ρ",
                {.value = 0.9,
                 .min = 0.5,
                 .max = 0.999,
                 .step = 0.001,
                 .traits = {.help = "It averages over about 1/(1 - ρ) steps", .live = true}}};
  lab::Bool sparse{this,
                   "sparse",
                   "y is a rare feature",
                   false,
                   {.help = "Its gradient is seen in some steps only, otherwise it is 0", .live = true}};
  lab::Int rarity{
      this,
      "rarity",
      "Seen once in",
      {.value = 10, .min = 2, .max = 50, .traits = {.unit = "steps", .live = true, .visible = [this] {
                                                      return bool(sparse);
                                                    }}}};
  lab::Real noise{
      this,
      "noise",
      "Gradient noise",
      {.value = 0, .min = 0, .max = 2, .step = 0.01, .word = {0, "off"}, .traits = {.live = true}}};

  lab::Series plain{this, "plain", "gradient descent", {.xLabel = "x"}};
  lab::Series adagrad{this, "adagrad", "AdaGrad", {.xLabel = "x"}};
  lab::Series adadelta{this, "adadelta", "AdaDelta", {.xLabel = "x"}};
  lab::Series sumX{this, "sum_x", "G of x"};
  lab::Series sumY{this, "sum_y", "G of y"};
  lab::Series gradX{this, "rate_x", "AdaGrad, x"};
  lab::Series gradY{this, "rate_y", "AdaGrad, y"};
  lab::Series deltaX{this, "delta_rate_x", "AdaDelta, x"};
  lab::Series deltaY{this, "delta_rate_y", "AdaDelta, y"};
  lab::Scalar rateX{this, "rate_x_now", "Rate of x", {.nonFinite = true, .help = "AdaGrad's η/√G"}};
  lab::Scalar rateY{this, "rate_y_now", "Rate of y", {.nonFinite = true, .help = "AdaGrad's η/√G"}};
  lab::Scalar ratio{this, "ratio", "Rate of y over x", {.nonFinite = true}};
  lab::Scalar plainHeight{this, "plain_height", "Descent's f"};
  lab::Scalar height{this, "adagrad_height", "AdaGrad's f"};
  lab::Scalar deltaHeight{this, "adadelta_height", "AdaDelta's f"};
  lab::Scalar deltaSeen{
      this, "delta_seen", "AdaDelta's g of x", {.help = "The gradient along x that its last step saw"}};
  lab::Scalar deltaScale{this, "delta_scale", "AdaDelta's RMS[g] of x", {.help = "√(average of g² + ε)"}};
  lab::Scalar deltaUnit{
      this, "delta_unit", "AdaDelta's RMS[Δ] of x", {.help = "√(average of Δ² + ε), the last step left out"}};
  lab::Scalar deltaStep{this, "delta_step", "AdaDelta's step of x"};

  lab::Preset rare{this, "rare", "A rare feature",
                   "set surface=own; set own=x^2 + y^2; set noise=1; set sparse=on; set rarity=20; set "
                   "eta=0.5; reset; run 300"};
  lab::Preset slope{this, "slope", "A slope that never ends",
                    "set surface=own; set own=x + y; set eta=1; reset; run 100"};

  lab::Exercise decayed{
      this,
      "after-a-hundred",
      "After a hundred steps",
      {.ask = "On f = x + y every gradient is 1. With η = 1, what is AdaGrad's rate for x after 100 steps?",
       .start = "set surface=own; set own=x + y; set eta=1; set sparse=off; set noise=off; reset",
       .solution = "set surface=own; set own=x + y; set eta=1; set sparse=off; set noise=off; reset; step "
                   "100; answer 0.1",
       .nearMisses = {"set surface=own; set own=x + y; set eta=1; reset; step 100; answer 0.01",
                      "set surface=own; set own=x + y; set eta=1; reset; step 100; answer 1",
                      "set surface=own; set own=x + y; set eta=1; reset; step 50; answer 0.1"},
       .number =
           [this](const lab::Snapshot& s) {
             const auto* rates = gradX.in(s);  // from step 1 on
             return onSlope(s) && eta.in(s) == 1 && noise.in(s) == 0 && rates && rates->size() >= 100
                        ? rates->y(99)
                        : std::nan("");
           },
       .tolerance = 1e-3,
       .because =
           "G adds up 100 ones, and the rate is η/√G = 1/10. It only ever falls, by itself, like 1/√t."}};
  lab::Exercise rarely{
      this,
      "rare-pays",
      "What is rare counts more",
      {.ask =
           "On f = x + y every gradient that is seen is 1. Make AdaGrad's rate for y at least 5.5 times its "
           "rate for x, after 500 steps or more.",
       .start = "set surface=own; set own=x + y; set eta=1; set sparse=off; set noise=off; reset",
       .solution = "set surface=own; set own=x + y; set eta=1; set sparse=on; set noise=off; set rarity=40; "
                   "reset; run 600",
       .nearMisses = {"set surface=own; set own=x + y; set sparse=on; set rarity=20; reset; run 600",
                      "set surface=own; set own=x + y; set sparse=on; set rarity=40; reset; run 300",
                      "set surface=own; set own=x + 0.1 y; set sparse=off; reset; run 300"},
       .passed =
           [this](const lab::Snapshot& s) { return onSlope(s) && s.step >= 500 && ratio.numberIn(s) >= 5.5; },
       .progress = [this](const lab::Snapshot& s) { return rareness(s); },
       .because = "A coordinate seen once in k steps gathers about a k-th of the squared gradients, so its "
                  "rate is about √k times as large. "
                  "That is why AdaGrad was made for words, most of which are rare."}};
  lab::Exercise units{this,
                      "units",
                      "Whose unit",
                      {.ask = "x is a length in metres and f a price. AdaDelta multiplies g/RMS[g] by RMS[Δ] "
                              "of its earlier updates. What for?",
                       .solution = "answer so that the step is in metres",
                       .nearMisses = {"answer so that the step grows", "answer so that f falls",
                                      "answer so that noise averages out"},
                       .choices = {"so that the step grows", "so that the step is in metres",
                                   "so that f falls", "so that noise averages out"},
                       .correct = 1,
                       .because = "g/RMS[g] has no unit at all. The numerator brings back the unit of x, and "
                                  "a learning rate is no longer needed to carry it."}};

  lab::Artifact paths{
      this, "trajectories", "Trajectories", {lab::Format::Csv, lab::Format::Npy}, [this](lab::Format f) {
        return trajectories(f);
      }};

 private:
  std::vector<Lane> lanes() override {
    return {{&plain, nullptr}, {&adagrad, nullptr}, {&adadelta, nullptr}};
  }
  std::vector<optim::Settings> racers() const override;
  optim::RaceOptions options() const override {
    return {.noise = noise, .seed = seed, .rare = sparse ? int(rarity) : 1};
  }
  void beginRecord() override;
  void record() override;
  void publish() override;
  bool onSlope(const lab::Snapshot& s) const {
    return surface.in(s) == optim::Surface::Own && own.textIn(s) == "x + y";
  }
  std::string rareness(const lab::Snapshot& s) const;
};

}  // namespace gradarium::lessons
