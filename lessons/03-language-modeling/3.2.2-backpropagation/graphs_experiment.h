// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/autograd/checkpoint.h"
#include "program_experiment.h"

namespace gradarium::lessons {

/// Both passes through a graph, node by node, with what each moment holds in memory.
class GraphsExperiment final : public ProgramExperiment {
 public:
  GraphsExperiment() : ProgramExperiment("graphs", "A program as a graph") {}

  lab::Int segments{
      this,
      "segments",
      "Segments",
      {.value = 1,
       .min = 1,
       .max = 32,
       .traits = {.help =
                      "1 keeps every value; more keep only what crosses from one segment to the next, and "
                      "compute the rest again",
                  .live = true}}};

  lab::Graph picture{this, "graph", "Graph"};
  lab::Scalar cursor{this, "cursor", "Node of this step", {.nonFinite = true}};
  lab::Text now{this, "now", "This step"};
  lab::Series values{this, "values", "values", {.xLabel = "step"}};
  lab::Series gradients{this, "gradients", "gradients", {.xLabel = "step"}};
  lab::Series peaks{this, "peaks", "most numbers held", {.xLabel = "segments"}};
  lab::Series repeats{this, "repeats", "values computed again", {.xLabel = "segments"}};
  lab::Table list{this, "order", "Order of the forward pass"};
  lab::Scalar operations{this, "operations", "Operations"};
  lab::Scalar shared{this, "shared", "Shared nodes"};
  lab::Scalar mostUsed{this, "most_used", "Most uses of one node"};
  lab::Scalar dead{this, "dead", "Dead nodes", {.help = "Computed, but the result does not depend on them"}};
  lab::Scalar peak{this, "peak", "Peak memory", {.unit = "bytes"}};
  lab::Scalar wholePeak{this, "whole_peak", "One segment", {.unit = "bytes"}};
  lab::Scalar again{this, "again", "Computed again"};
  lab::Scalar best{this, "best", "Fewest segments with the smallest peak"};
  lab::Scalar result{this, "result", "Result"};
  lab::Scalar equal{
      this, "equal", "Gradients that differ", {.help = "From those of one segment, compared bit by bit"}};

  lab::Preset wide{this, "micrograd", "micrograd's own expression", "set program=micrograd; run"};
  lab::Preset deep{this, "deep", "24 layers in seven segments", "set program=layers; set segments=7; run"};

  lab::Exercise evaluate{
      this,
      "evaluate",
      "Be the forward pass",
      {.ask = "c = ab, d = c + a, f = dc. With a = 3 and b = -2, what is f? Walk through the graph in "
              "your head before you step.",
       .start = "set program=small; set a=3; set b=-2; reset",
       .solution = "set program=small; set a=3; set b=-2; reset; answer 18",
       .nearMisses = {"set program=small; set a=3; set b=-2; reset; answer -18",
                      "set program=small; set a=3; set b=-2; reset; answer -54",
                      "set program=small; set a=-4; set b=2; reset; answer 18"},
       .number = [this](const lab::Snapshot& s) { return result.numberIn(s); },
       .tolerance = 1e-6,
       .predict = true,
       .because = "c = -6, d = -3, f = 18. A node can be computed as soon as its inputs are: any order "
                  "that respects the edges will do."}};
  lab::Exercise write{
      this,
      "write",
      "Three uses and a dead end",
      {.ask = "Write a program of your own in which some value is used at least three times, and at least "
              "one operation "
              "does nothing for the result.",
       .start = "set program=own; reset",
       .solution = "set program=own; set text=\"c = a * b; k = exp(b); d = c + c * c; f = d + a\"; reset",
       .nearMisses = {"set program=own; set text=\"c = a * b; d = c + c * c; f = d + a\"; reset",
                      "set program=own; set text=\"c = a * b; k = exp(b); f = c + c\"; reset",
                      "set program=micrograd; reset"},
       .passed =
           [this](const lab::Snapshot& s) {
             return program.in(s) == Program::Own && mostUsed.numberIn(s) >= 3 && dead.numberIn(s) >= 1;
           },
       .progress = [this](const lab::Snapshot& s) { return writing(s); },
       .because = "A value used three times will receive three gradients, which add up. A dead node receives "
                  "none: the "
                  "backward pass never visits it."}};
  lab::Exercise root{
      this,
      "root",
      "How many segments?",
      {.ask =
           "24 layers make a chain of 48 operations. k segments keep about k checkpoints, and one segment of "
           "48/k values at a time. Which k needs least?",
       .start = "set program=layers; set segments=1; reset",
       .solution = "set program=layers; set segments=1; reset; answer about 7",
       .nearMisses = {"set program=layers; set segments=1; reset; answer about 2",
                      "set program=layers; set segments=1; reset; answer about 24"},
       .choices = {"about 2", "about 7", "about 24", "as many as there are"},
       .correct = 1,
       .predict = true,
       .because =
           "k + 48/k is smallest where k = √48 ≈ 7. A chain of n needs memory for 2√n instead of n, for "
           "one more forward pass at most."}};
  lab::Exercise halve{this,
                      "halve",
                      "Half the memory, little work",
                      {.ask = "On the 24 layers, bring the peak down to half of what one segment needs or "
                              "less, and compute as few values "
                              "again as that allows.",
                       .start = "set program=layers; set segments=1; reset",
                       .solution = "set program=layers; set segments=21; reset",
                       .nearMisses = {"set program=layers; set segments=3; reset",
                                      "set program=layers; set segments=22; reset",
                                      "set program=micrograd; set segments=21; reset"},
                       .passed = [this](const lab::Snapshot& s) { return halved(s); },
                       .progress = [this](const lab::Snapshot& s) { return halving(s); },
                       .because = "Seven segments need least memory but compute nearly everything twice. "
                                  "Many short ones keep more, and what is kept need not be computed again. "
                                  "Deep networks are trained so: memory saved pays for larger batches."}};

  lab::Artifact dot{
      this, "graph", "The graph", {lab::Format::Text, lab::Format::Json}, [this](lab::Format f) {
        return written(f);
      }};
  lab::Artifact held{this, "memory", "Memory held over the passes", values};

 private:
  std::size_t length() const override { return pass_.moments.size(); }
  void built() override;
  void show() override;
  bool handedOn(std::size_t node) const override;
  lab::value::Table listed(const std::vector<bool>& computed) const;
  std::string writing(const lab::Snapshot& s) const;
  bool halved(const lab::Snapshot& s) const;
  std::string halving(const lab::Snapshot& s) const;
  std::string written(lab::Format format) const;

  autograd::CheckpointedPass pass_;
};

}  // namespace gradarium::lessons
