// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <memory>

#include "core/autograd/scalar_graph.h"
#include "core/lab/experiment.h"

namespace gradarium::lessons {

/// Softmax and cross-entropy written out in scalars, and the whole backward pass through them collapsed to p
/// - y.
class SoftmaxExperiment final : public lab::Experiment {
 public:
  SoftmaxExperiment() : Experiment("softmax", "Softmax meets cross-entropy") {}

 private:
  static lab::RealSpec logit(double value) {
    return {.value = value, .min = -10, .max = 10, .step = 0.1, .traits = {.help = "A logit", .live = true}};
  }

 public:
  lab::Real z1{this, "z1", "z₁", logit(2)};
  lab::Real z2{this, "z2", "z₂", logit(1)};
  lab::Real z3{this, "z3", "z₃", logit(-1)};
  lab::Int truth{this, "truth", "True class", {.value = 2, .min = 1, .max = 3, .traits = {.live = true}}};

  lab::Graph picture{this, "graph", "Graph"};
  lab::Scalar cursor{this, "cursor", "Node of this step", {.nonFinite = true}};
  lab::Text now{this, "now", "This step"};
  lab::Table bars{this, "logits", "Gradients of the logits"};
  lab::Scalar loss{this, "loss", "Loss"};
  lab::Scalar sum{this, "sum", "Sum of the three", {.help = "At the end of the pass it is 0"}};
  lab::Scalar probability{this, "probability", "p of the true class"};
  lab::Scalar shortcut{this, "shortcut", "p − 1 of the true class"};
  lab::Scalar byGraph{this, "by_graph", "Its logit's gradient"};
  lab::Scalar largest{this, "largest", "Largest gradient at the end"};

  lab::Exercise predict{
      this,
      "thirds",
      "No opinion",
      {.ask = "All three logits are 0. What gradient will the logit of the true class get?",
       .start = "set z1=0; set z2=0; set z3=0; reset",
       .solution = "set z1=0; set z2=0; set z3=0; reset; answer -0.6667",
       .nearMisses = {"set z1=0; set z2=0; set z3=0; reset; answer 0.3333",
                      "set z1=0; set z2=0; set z3=0; reset; answer 0.6667",
                      "set z1=1; set z2=0; set z3=0; reset; answer -0.6667"},
       .number = [this](const lab::Snapshot& s) { return shortcut.numberIn(s); },
       .tolerance = 1e-3,
       .predict = true,
       .hides = {&probability, &shortcut, &loss},
       .because =
           "p is 1/3 and y is 1: p − y = -2/3. The two others get +1/3 each, and the three sum to 0."}};
  lab::Exercise quiet{
      this,
      "quiet",
      "Nothing left to learn",
      {.ask =
           "Move the logits until no logit gets a gradient above 0.01 in size, and run the pass to its end.",
       .start = "set z1=2; set z2=1; set z3=-1; set truth=2; reset",
       .solution = "set z1=-3; set z2=4; set z3=-3; set truth=2; reset; run",
       .nearMisses = {"set z1=4; set z2=-3; set z3=-3; set truth=2; reset; run",
                      "set z1=0; set z2=4; set z3=0; set truth=2; reset; run",
                      "set z1=-3; set z2=4; set z3=-3; set truth=2; reset"},
       .passed =
           [this](const lab::Snapshot& s) {
             return s.status == lab::Status::Finished && largest.numberIn(s) <= 0.01;
           },
       .progress =
           [this](const lab::Snapshot& s) { return "largest gradient " + rounded(largest.numberIn(s)); },
       .because = "Once the true class has nearly all the probability, p − y is nearly 0 for every class: "
                  "what is known no "
                  "longer pulls at the weights."}};

  lab::Artifact table{this, "logits", "Gradients of the logits", bars};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  void changed(const lab::Parameter& parameter) override;
  std::any save() const override { return position_; }
  void restore(const std::any& state) override;

 private:
  static std::string rounded(double number);
  void build();
  void show();

  std::unique_ptr<autograd::ScalarGraph> graph_;
  autograd::Scalar end_;
  std::vector<std::size_t> operations_;  // in the order of the backward pass
  std::vector<double> exact_;            // p - y
  std::size_t position_ = 0;
};

}  // namespace gradarium::lessons
