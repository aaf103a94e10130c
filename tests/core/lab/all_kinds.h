// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/experiment.h"
#include "core/lab/text_source.h"

namespace gradarium::lab {

/// One parameter of each kind, and of each way to bound it.
class AllKinds final : public Experiment {
 public:
  enum class Colour { Red, Green, Blue };
  AllKinds() : Experiment("all-kinds", "Every kind of parameter") {}
  Int n{this, "n", "n", {.value = 10, .min = 1, .max = 100}};
  Int k{this, "k", "k", {.value = 3, .min = 1, .max = 12, .maxOf = [this] { return int{n}; }}};
  Int depth{this, "depth", "Depth", {.value = 0, .min = 1, .max = 30, .word = {0, "off"}}};
  Real rate{this,
            "rate",
            "Rate",
            {.value = 0.1, .min = 1e-4, .max = 10, .scale = Scale::Log, .traits = {.live = true}}};
  Real gamma{this, "gamma", "Gamma", {.value = -1, .min = 0, .max = 1, .word = {-1, "auto"}}};
  Real share{this, "share", "Share", {.value = 0.2, .min = 0, .max = 1, .maxOf = [this] { return 2.0 / n; }}};
  Bool shuffle{this, "shuffle", "Shuffle", true, {.live = true}};
  Choice<Colour> colour{
      this,
      "colour",
      "Colour",
      {{"red", Colour::Red}, {"green", Colour::Green, "Green as grass"}, {"blue", Colour::Blue}}};
  Seed seed{this, 5};
  PointsInput points{this, "points", "Points", {.value = {{0.5, 0.25, 1}}, .most = 5}};
  MatrixInput matrix{this, "matrix", "Matrix", {.rows = 2, .columns = 3, .value = {1, 2, 3, 4, 5, 6}}};
  CurveInput curve{this, "curve", "Curve", {.value = {0, 0.5, 1}}};
  DrawingInput drawing{this, "drawing", "Drawing", {{0.1, 0.5, 0.5}}};
  GraphInput graph{this, "graph", "Graph", {{{"a", 0, 0}, {"b", 1, 0}}, {{0, 1, 2}}}};
  BitsInput bits{this, "bits", "Bits", "01000001"};
  TextInput text{this, "text", "Text", "naïve", {.live = true}};
  Real hidden{this, "hidden", "Hidden", {.value = 0, .min = 0, .max = 1, .traits = {.visible = [this] {
                                                                           return colour == Colour::Blue;
                                                                         }}}};
  Dataset data{this, "data", "Data set", "iris", {.offered = {"iris", "wine"}, .drawn = &points}};
  TextSource source{this, "source", "Text source", "names", {.typed = &text}};
  void reset() override {}
};

}  // namespace gradarium::lab
