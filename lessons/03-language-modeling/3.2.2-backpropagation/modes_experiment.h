// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "program_experiment.h"

namespace gradarium::lessons {

/// Forward mode, reverse mode and finite differences of one program: values, errors and prices.
class ModesExperiment final : public ProgramExperiment {
 public:
  ModesExperiment() : ProgramExperiment("modes", "Three ways to a derivative") {}

  enum class Mode { Forward, Reverse };
  lab::Choice<Mode> mode{
      this,
      "mode",
      "Sweep",
      {{"forward", Mode::Forward, "forward: dual numbers"}, {"reverse", Mode::Reverse, "reverse: gradients"}},
      {.help = "Forward starts at the input that was clicked, reverse at the result", .live = true}};
  lab::Real h{this,
              "h",
              "Step h",
              {.value = 1e-6,
               .min = 1e-12,
               .max = 0.1,
               .scale = lab::Scale::Log,
               .traits = {.help = "Of the finite differences", .live = true}}};
  lab::Int m{this,
             "m",
             "Inputs m",
             {.value = 16,
              .min = 1,
              .max = 64,
              .scale = lab::Scale::Log,
              .traits = {.help = "Of the network whose operations are counted", .live = true}}};
  lab::Int n{this,
             "n",
             "Outputs n",
             {.value = 1,
              .min = 1,
              .max = 64,
              .scale = lab::Scale::Log,
              .traits = {.help = "Of the network whose operations are counted", .live = true}}};

  lab::Int units{this,
                 "units",
                 "Hidden units",
                 {.value = 8,
                  .min = 1,
                  .max = 64,
                  .scale = lab::Scale::Log,
                  .traits = {.help = "Of the network whose operations are counted", .live = true}}};

  lab::Action<lab::Pick> look{this, "look", "Differentiate with respect to another node",
                              [this](const lab::Pick& pick) { choose(pick.index); }};

  lab::Graph picture{this, "graph", "Graph"};
  lab::Scalar cursor{this, "cursor", "Node of this step", {.nonFinite = true}};
  lab::Text target{this, "target", "With respect to"};
  lab::Table ways{this, "ways", "Three ways", {.nonFinite = true}};
  lab::Series central{this, "central", "central", {.xLabel = "log₁₀ h"}};
  lab::Series oneSided{this, "one_sided", "one-sided", {.xLabel = "log₁₀ h"}};
  lab::Series oneSidedNow{this, "one_sided_now", "at h", {.xLabel = "log₁₀ h"}};
  lab::Series hNow{this, "h_now", "h now", {.xLabel = "log₁₀ h"}};
  lab::Table prices{this, "prices", "Operations"};
  lab::Matrix map{this, "map", "Reverse against forward mode"};
  lab::Scalar forward{this, "forward", "Forward mode"};
  lab::Scalar reverse{this, "reverse", "Reverse mode"};
  lab::Scalar difference{this, "difference", "Central difference"};
  lab::Scalar error{this, "error", "Relative error"};
  lab::Scalar second{this,
                     "second",
                     "Second derivative",
                     {.nonFinite = true, .help = "By differentiating the graph of the gradient"}};
  lab::Scalar secondDifference{this, "second_difference", "Second, by difference", {.nonFinite = true}};
  lab::Scalar gradientNodes{this, "gradient_nodes", "Nodes of the gradient's graph"};
  lab::Scalar ratio{this, "ratio", "Reverse / forward"};
  lab::Scalar passes{this, "passes", "Reverse / function"};

  lab::Preset best{this, "micrograd", "micrograd's expression, a good h",
                   "set program=micrograd; set h=1e-5; reset; run"};

  lab::Exercise sweetSpot{
      this,
      "sweet-spot",
      "The best h",
      {.ask = "On micrograd's expression, looking at a, choose h so that the central difference has a "
              "relative error below "
              "10⁻¹⁰. Left and right of it, two different things go wrong.",
       .start = "set program=micrograd; set h=1e-12; reset",
       .solution = "set program=micrograd; set h=1e-05; reset",
       .nearMisses = {"set program=micrograd; set h=1e-9; reset", "set program=micrograd; set h=0.01; reset",
                      "set program=small; set h=1e-5; reset"},
       .passed =
           [this](const lab::Snapshot& s) {
             return program.in(s) == Program::Micrograd && error.numberIn(s) < 1e-10;
           },
       .progress = [this](const lab::Snapshot& s) { return "relative error " + words(error.numberIn(s)); },
       .because = "The formula's own error falls as h²; the rounding of f, about 10⁻¹⁶, is divided by h. "
                  "They meet near "
                  "h = ∛10⁻¹⁶ ≈ 5·10⁻⁶. Dual numbers have neither error."}};
  lab::Exercise why{
      this,
      "why-small-fails",
      "Smaller is not better",
      {.ask = "At h = 10⁻¹² the difference quotient has few correct digits. Why?",
       .start = "set program=micrograd; set h=1e-12; reset",
       .solution =
           "set program=micrograd; set h=1e-12; reset; answer two nearly equal numbers are subtracted",
       .nearMisses = {"set program=micrograd; set h=1e-12; reset; answer the curve bends too much in between",
                      "set program=micrograd; set h=1e-12; reset; answer h is too small for a double"},
       .choices = {"the curve bends too much in between", "two nearly equal numbers are subtracted",
                   "h is too small for a double"},
       .correct = 1,
       .because =
           "f(a + h) and f(a − h) agree in nearly all their digits. Their difference keeps what is left, and "
           "rounding is as large as that."}};
  lab::Exercise evaluations{
      this,
      "evaluations",
      "The price of asking",
      {.ask = "A network has m = 64 weights and n = 1 loss. How many times must central differences evaluate "
              "it for the whole "
              "gradient?",
       .start = "set m=64; set n=1; reset",
       .solution = "set m=64; set n=1; reset; answer 128",
       .nearMisses = {"set m=64; set n=1; reset; answer 64", "set m=64; set n=1; reset; answer 65",
                      "set m=32; set n=1; reset; answer 128"},
       .number = [this](const lab::Snapshot& s) { return n.in(s) == 1 ? 2.0 * m.in(s) : std::nan(""); },
       .tolerance = 0.5,
       .because = "Two for each weight. Forward mode needs a sweep for each; reverse mode needs one, "
                  "whatever m is. That is why "
                  "networks of billions of weights can be trained at all."}};
  lab::Exercise outputs{
      this,
      "where-forward-wins",
      "Where forward mode wins",
      {.ask = "Choose m and n so that forward mode costs less than half of reverse mode. Then look at the "
              "map: where is the border?",
       .start = "set m=16; set n=1; reset",
       .solution = "set m=2; set n=32; reset",
       .nearMisses = {"set m=16; set n=16; reset", "set m=64; set n=1; reset", "set m=8; set n=8; reset"},
       .passed = [this](const lab::Snapshot& s) { return ratio.numberIn(s) > 2; },
       .progress =
           [this](const lab::Snapshot& s) {
             return "reverse costs " + words(ratio.numberIn(s)) + " times as much";
           },
       .because = "Forward mode pays by the input, reverse mode by the output. Training has one output, the "
                  "loss; a robot arm has "
                  "few joints and many points."}};

  lab::Artifact gradients{this, "gradients", "Gradients, three ways", ways};
  lab::Artifact costMap{this, "costs", "Reverse over forward mode", map};

 private:
  std::size_t length() const override { return sweep_.size(); }
  void built() override;
  void show() override;
  bool handedOn(std::size_t node) const override;
  static std::string words(double number);
  lab::value::Table compared() const;
  void showErrors();
  void showSecond();
  void showPrices();
  std::vector<std::size_t> sweep_;  // nodes of one sweep, forwards
  std::vector<double> dual_;        // derivatives of every node along the chosen one
};

}  // namespace gradarium::lessons
