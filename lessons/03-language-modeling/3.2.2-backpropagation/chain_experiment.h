// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "program_experiment.h"

namespace gradarium::lessons {

/// The backward pass, one node a step, and the same derivative as a sum over paths.
class ChainExperiment final : public ProgramExperiment {
 public:
  ChainExperiment() : ProgramExperiment("chain", "The chain rule, node by node") {}

  static constexpr std::size_t mostPaths = 500;  // enumerated; all are counted

  lab::Action<lab::Pick> look{this, "look", "Look at another node",
                              [this](const lab::Pick& pick) { choose(pick.index); }};

  lab::Graph picture{this, "graph", "Graph"};
  lab::Scalar cursor{this, "cursor", "Node of this step", {.nonFinite = true}};
  lab::Text stepNow{this, "now", "This step"};
  lab::Text target{this, "target", "Node looked at"};
  lab::Scalar upstream{this, "upstream", "Gradient that arrives", {.nonFinite = true}};
  lab::Scalar slope1{this, "slope_1", "Slope along the first input", {.nonFinite = true}};
  lab::Scalar before1{this, "before_1", "First input's gradient before", {.nonFinite = true}};
  lab::Scalar after1{this, "after_1", "First input's gradient after", {.nonFinite = true}};
  lab::Scalar slope2{this, "slope_2", "Slope along the second input", {.nonFinite = true}};
  lab::Scalar before2{this, "before_2", "Second input's gradient before", {.nonFinite = true}};
  lab::Scalar after2{this, "after_2", "Second input's gradient after", {.nonFinite = true}};
  lab::Table ways{this, "paths", "Paths and their products"};
  lab::Table largest{this, "largest_paths", "The largest of them"};
  lab::Scalar pathsThere{this, "path_count", "Paths to the node", {.nonFinite = true}};
  lab::Scalar pathsSummed{this, "paths_summed", "Paths written out", {.nonFinite = true}};
  lab::Scalar pathSum{this, "path_sum", "Sum over paths", {.nonFinite = true}};
  lab::Scalar gradient{this, "gradient", "Its gradient so far"};
  lab::Scalar multiplications{
      this, "multiplications", "Products so far", {.help = "One for each edge the pass has crossed"}};
  lab::Scalar slopeA{this, "slope_a", "∂/∂a", {.nonFinite = true}};
  lab::Scalar slopeB{this, "slope_b", "∂/∂b", {.nonFinite = true}};
  lab::Scalar result{this, "result", "Result"};

  lab::Preset neuron{this, "neuron", "A neuron", "set program=neuron; reset; run"};
  lab::Preset doubling{this, "doubling", "A million paths", "set program=doubling; reset; run"};

  lab::Exercise predict{
      this,
      "predict",
      "Be the backward pass",
      {.ask = "c = ab, d = c + a, f = dc with a = -4, b = 2, so c = -8 and d = -12. What will ∂f/∂a be? It "
              "gets a part from c and a part from d.",
       .start = "set program=small; set a=-4; set b=2; reset",
       .solution = "set program=small; set a=-4; set b=2; reset; answer -48",
       .nearMisses = {"set program=small; set a=-4; set b=2; reset; answer -40",
                      "set program=small; set a=-4; set b=2; reset; answer -8",
                      "set program=small; set a=-4; set b=2; reset; answer -24"},
       .number = [this](const lab::Snapshot& s) { return slopeA.numberIn(s); },
       .tolerance = 1e-6,
       .predict = true,
       .because = "f hands -12 to c and -8 to d; d hands -8 on to c and to a. So c has -20, of which a "
                  "gets -20 · 2 = -40: together -48."}};
  lab::Exercise neuronWeight{
      this,
      "neuron-weight",
      "A weight that cannot learn",
      {.ask = "The neuron's inputs are x1 = 2 and x2 = 0. What is the gradient of w2, whatever the other "
              "numbers are?",
       .start = "set program=neuron; reset",
       .solution = "set program=neuron; reset; answer 0",
       .nearMisses = {"set program=neuron; reset; answer 0.5", "set program=neuron; reset; answer 1",
                      "set program=neuron; set x2=1; reset; answer 0"},
       .number =
           [this](const lab::Snapshot& s) {
             return program.in(s) == Program::Neuron ? weightSlope.numberIn(s) : std::nan("");
           },
       .tolerance = 1e-9,
       .predict = true,
       .because = "A product's slope along w2 is x2. An input that is 0 teaches its weight nothing."}};
  lab::Exercise flat{
      this,
      "flat",
      "A slope of zero",
      {.ask = "In the small program move a or b until the gradient of a is 0, with neither a nor b at 0. "
              "The paths below say why.",
       .start = "set program=small; set a=-4; set b=2; reset; run",
       .solution = "set program=small; set a=-4; set b=-1; reset; run",
       .nearMisses = {"set program=small; set a=0; set b=2; reset; run",
                      "set program=small; set a=-4; set b=0; reset; run",
                      "set program=small; set a=-4; set b=-0.9; reset; run"},
       .passed =
           [this](const lab::Snapshot& s) {
             return program.in(s) == Program::Small && std::abs(slopeA.numberIn(s)) < 1e-9 && a.in(s) != 0 &&
                    b.in(s) != 0;
           },
       .progress = [this](const lab::Snapshot& s) { return "∂f/∂a = " + short5(slopeA.numberIn(s)); },
       .because = "∂f/∂a = 2ab(b + 1): at b = -1 three paths cancel. A gradient of 0 says that "
                  "nothing changes to first order, not that a is unused."}};
  lab::Exercise count{
      this,
      "count",
      "How many paths?",
      {.ask =
           "y1 = x + x, y2 = y1 + y1, and so on up to y20. The backward pass visits 21 nodes. How many paths lead "
           "from x to y20?",
       .start = "set program=doubling; reset",
       .solution = "set program=doubling; reset; answer 1048576",
       .nearMisses = {"set program=doubling; reset; answer 20", "set program=doubling; reset; answer 40",
                      "set program=doubling; reset; answer 524288"},
       .number =
           [this](const lab::Snapshot& s) {
             return program.in(s) == Program::Doubling ? pathsFromX.numberIn(s) : std::nan("");
           },
       .tolerance = 0.5,
       .predict = true,
       .because = "2²⁰ paths, and 20 operations. The sum over paths is true and useless; adding up at each "
                  "node before going on makes it cheap."}};
  lab::Exercise shift{
      this,
      "shift",
      "What BatchNorm cannot see",
      {.ask = "y is x1 less the mean of the three, divided by their deviation. Add 1 to all three inputs and "
              "y stays as it was. What, then, is the sum of the three gradients?",
       .start = "set program=batch-norm; reset",
       .solution = "set program=batch-norm; reset; answer 0",
       .nearMisses = {"set program=batch-norm; reset; answer 1",
                      "set program=batch-norm; reset; answer 0.3333", "set program=neuron; reset; answer 0"},
       .number =
           [this](const lab::Snapshot& s) {
             return program.in(s) == Program::BatchNorm ? inputSum.numberIn(s) : std::nan("");
           },
       .tolerance = 1e-6,
       .predict = true,
       .because = "The sum of the gradients is the slope along (1, 1, 1), and along it y is constant. In the "
                  "same way y hardly changes when all three are doubled."}};
  lab::Scalar weightSlope{this, "weight_slope", "∂/∂w2", {.nonFinite = true}};
  lab::Scalar slopeX1{this, "slope_x1", "∂/∂x1", {.nonFinite = true}};
  lab::Scalar inputSum{this, "input_sum", "Sum of the inputs' gradients"};
  lab::Scalar batchNorm{this, "batch_norm", "∂/∂x1 by the formula", {.nonFinite = true}};
  lab::Scalar pathsFromX{this, "paths_from_x", "Paths from the first input"};

  lab::Artifact dot{
      this, "graph", "The graph", {lab::Format::Text, lab::Format::Json}, [this](lab::Format f) {
        return written(f);
      }};
  lab::Artifact pathTable{this, "paths", "Paths and their products", ways};

 private:
  std::size_t length() const override { return operations_.size(); }
  void built() override;
  void show() override;
  void showPaths();
  bool handedOn(std::size_t node) const override;
  static std::string short5(double number);
  double slopeOf(std::string_view input) const;
  double batchNormSlope() const;
  std::string written(lab::Format format) const;

  std::vector<std::size_t> operations_;  // in the order of the backward pass
};

}  // namespace gradarium::lessons
