// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>

#include "core/lab/experiment.h"
#include "typed_number.h"

namespace gradarium::lessons {

/// One number between the values that five formats have around it.
class LineExperiment final : public lab::Experiment {
 public:
  LineExperiment() : Experiment("number-line", "Integers and floating point") {}

  static const std::array<quant::NumberFormat, 5> formats;

  lab::TextInput x{this, "x", "x", "0.1", {.help = "A decimal, 2^24, inf", .shared = true}};
  lab::Choice<std::size_t> format{
      this,
      "format",
      "Format",
      {{"fp32", 1, "FP32"}, {"fp64", 0, "FP64"}, {"fp16", 2, "FP16"}, {"bf16", 3, "BF16"}, {"int8", 4}},
      {.help = "The one that the numbers speak of; the line shows all five"}};
  lab::Choice<quant::Rounding> rounding{
      this,
      "rounding",
      "Rounding",
      {{"nearest-even", quant::Rounding::NearestEven, "to nearest, ties to even"},
       {"zero", quant::Rounding::TowardZero, "toward zero"},
       {"up", quant::Rounding::Up, "up"},
       {"down", quant::Rounding::Down, "down"},
       {"stochastic", quant::Rounding::Stochastic}}};
  lab::Real width{this,
                  "width",
                  "Window width",
                  {.value = 0.002,
                   .min = 1e-17,
                   .max = 1e6,
                   .scale = lab::Scale::Log,
                   .traits = {.help = "The window stands around x"}}};
  lab::Seed seed{this, 0, {.help = "Of stochastic rounding", .shared = true, .visible = [this] {
                             return rounding == quant::Rounding::Stochastic;
                           }}};

  /// Offset from the FP64 value nearest to x, lane, value, and 1 where a power of two begins a binade. A lane
  /// with more than `mostTicks` values in the window has none here.
  lab::Points ticks{this, "ticks", "Representable values", {.nonFinite = true}};
  /// x as a double, how far a format's value for it is from that, and how many values the window holds.
  lab::Points lanes{this, "lanes", "Formats", {.nonFinite = true}};
  lab::Table values{this, "values", "x in each format", {.nonFinite = true}};
  std::array<lab::Series, 5> spacing{{{this, "spacing_fp64", "FP64", {.xLabel = "log₁₀ |x|"}},
                                      {this, "spacing_fp32", "FP32", {.xLabel = "log₁₀ |x|"}},
                                      {this, "spacing_fp16", "FP16", {.xLabel = "log₁₀ |x|"}},
                                      {this, "spacing_bf16", "BF16", {.xLabel = "log₁₀ |x|"}},
                                      {this, "spacing_int8", "int8", {.xLabel = "log₁₀ |x|"}}}};
  lab::Series here{this, "here", "x", {.xLabel = "log₁₀ |x|"}};  // upright
  lab::Text reading{this, "reading", "Stored"};
  lab::Scalar stored{this, "stored", "Stored value", {.nonFinite = true}};
  lab::Scalar offset{this, "offset", "Stored − x", {.nonFinite = true}};
  lab::Scalar error{
      this, "error", "Error in ulps", {.nonFinite = true, .help = "|stored − x| over the spacing at x"}};
  lab::Scalar relative{this, "relative", "Relative error", {.nonFinite = true}};
  lab::Scalar spacingNow{
      this, "ulp", "ulp of x", {.nonFinite = true, .help = "How far apart the values are at x"}};
  lab::Text below{this, "below", "Next below"};
  lab::Text above{this, "above", "Next above"};
  lab::Scalar plusOne{
      this, "plus_one", "(x + 1) − x", {.nonFinite = true, .help = "Every step in the format, to nearest"}};

  lab::Preset tenth{this, "tenth", "A tenth", "set x=0.1; set format=fp32; set width=0.002"};
  lab::Preset edge{this, "edge", "The end of FP16", "set x=65504; set format=fp16; set width=400"};
  lab::Preset zero{this, "zero", "Around zero", "set x=0; set format=fp16; set width=0.00002"};

  lab::Exercise swallowed{
      this,
      "swallows-one",
      "A number that swallows 1",
      {.ask = "Find the smallest positive x for which FP32 says x + 1 = x.",
       .start = "set x=1000; set format=fp32; set width=20",
       .solution = "set format=fp32; set x=2^24",
       .nearMisses = {"set format=fp32; set x=16777215", "set format=fp32; set x=33554432",
                      "set format=fp16; set x=2048", "set format=fp32; set x=16777218"},
       .passed =
           [this](const lab::Snapshot& s) {
             return format.in(s) == 1 && plusOne.numberIn(s) == 0 && stored.numberIn(s) == 16777216;
           },
       .progress = [this](const lab::Snapshot& s) { return swallowing(s); },
       .because = "FP32 has 24 significant bits. At 2^24 the spacing becomes 2, x + 1 lies half way, and the "
                  "tie goes to "
                  "the even neighbour: back to x. A counter kept in FP32 stops there."}};
  lab::Exercise tooLarge{this,
                         "half-overflows",
                         "Where FP16 ends",
                         {.ask = "65504 is the largest FP16 number. What is the smallest whole number that "
                                 "FP16, rounding to nearest, turns "
                                 "into infinity?",
                          .start = "set x=65504; set format=fp16; set width=400",
                          .solution = "set format=fp16; set x=65520; answer 65520",
                          .nearMisses = {"set format=fp16; set x=65505; answer 65505",
                                         "set format=fp16; set x=65536; answer 65536",
                                         "set format=fp16; set x=65504; answer 65504"},
                          .number = [](const lab::Snapshot&) { return 65520.0; },
                          .tolerance = 0.5,
                          .because = "The next value would be 65536. Half way there is 65520, and that tie "
                                     "goes to the even side, which is "
                                     "infinity. A loss of 70,000 in FP16 is no loss at all any more."}};
  lab::Exercise spread{this,
                       "same-count",
                       "Where are they all?",
                       {.ask = "How many FP32 values lie in [1, 2), compared with [2, 4)?",
                        .solution = "answer as many",
                        .nearMisses = {"answer half as many", "answer twice as many"},
                        .choices = {"half as many", "as many", "twice as many"},
                        .correct = 1,
                        .because = "Both are one binade: 2^23 fractions. [2, 4) is twice as long, so its "
                                   "values stand twice as far apart."}};

  void reset() override;

 private:
  static constexpr double mostTicks = 400;
  std::string swallowing(const lab::Snapshot& s) const;
  void showSpacing();
  void showLanes(const quant::Wide& typed);
  void showTicks(const quant::Wide& typed);
};

}  // namespace gradarium::lessons
