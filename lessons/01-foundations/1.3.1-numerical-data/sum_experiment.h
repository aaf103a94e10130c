// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <vector>

#include "core/lab/experiment.h"
#include "core/quant/summation.h"

namespace gradarium::lessons {

/// A long sum in one format, five ways side by side. A step adds a hundredth of the terms, at most `most`.
class SumExperiment final : public lab::Experiment {
 public:
  SumExperiment() : Experiment("sums", "A long sum") {}
  enum class Terms { Tenths, Harmonic, Mixed };
  static constexpr std::size_t ways = 5;
  static constexpr std::size_t parts = 100, most = 24000;

  lab::Choice<std::size_t> format{
      this,
      "format",
      "Format",
      {{"fp32", 1, "FP32"}, {"bf16", 3, "BF16"}, {"fp16", 2, "FP16"}, {"fp64", 0, "FP64"}}};
  lab::Choice<Terms> terms{this,
                           "terms",
                           "Terms",
                           {{"tenths", Terms::Tenths, "0.1 again and again"},
                            {"harmonic", Terms::Harmonic, "1, 1/2, 1/3 …"},
                            {"mixed", Terms::Mixed, "1, big, 1, −big"}}};
  lab::Int n{
      this, "n", "Terms n", {.value = 1000000, .min = 1000, .max = 10000000, .scale = lab::Scale::Log}};
  lab::Seed seed{this, 0, {.help = "Of stochastic rounding", .shared = true}};

  std::array<lab::Series, ways> sums{{{this, "naive", "one by one", {.xLabel = "terms"}},
                                      {this, "pairwise", "pairwise", {.xLabel = "terms"}},
                                      {this, "kahan", "Kahan", {.xLabel = "terms"}},
                                      {this, "neumaier", "Neumaier", {.xLabel = "terms"}},
                                      {this, "stochastic", "stochastic", {.xLabel = "terms"}}}};
  lab::Series truth{this, "truth", "exact", {.xLabel = "terms"}};
  std::array<lab::Series, ways> errors{{{this, "naive_error", "one by one", {.xLabel = "terms"}},
                                        {this, "pairwise_error", "pairwise", {.xLabel = "terms"}},
                                        {this, "kahan_error", "Kahan", {.xLabel = "terms"}},
                                        {this, "neumaier_error", "Neumaier", {.xLabel = "terms"}},
                                        {this, "stochastic_error", "stochastic", {.xLabel = "terms"}}}};
  lab::Table ends{this, "ends", "The sums so far"};
  lab::Scalar added{this, "added", "Terms added"};
  lab::Scalar exact{
      this, "exact", "Exact sum", {.help = "Of the terms as stored, in double-double: 106 bits"}};
  lab::Scalar naiveSum{this, "naive_sum", "One by one"};
  lab::Scalar kahanSum{this, "kahan_sum", "Kahan"};
  lab::Scalar pairwiseSum{this, "pairwise_sum", "Pairwise"};
  lab::Scalar neumaierSum{this, "neumaier_sum", "Neumaier"};
  lab::Scalar stochasticSum{this, "stochastic_sum", "Stochastic rounding"};

  lab::Preset stalled{this, "stalled", "BF16 stalls",
                      "set format=bf16; set terms=tenths; set n=100000; reset; run"};
  lab::Preset million{this, "million", "A million tenths", "set format=fp32; set terms=tenths; set n=1000000; reset; run"};

  lab::Exercise stall{
      this,
      "stalls-at",
      "Where it stalls",
      {.ask =
           "BF16 has 8 significant bits. Adding 0.1 one by one, at which sum does it stand still for ever?",
       .start = "set format=bf16; set terms=tenths; set n=100000; reset",
       .solution = "set format=bf16; set terms=tenths; set n=100000; reset; answer 32",
       .nearMisses = {"set format=bf16; set terms=tenths; set n=100000; reset; answer 256",
                      "set format=bf16; set terms=tenths; set n=100000; reset; answer 16",
                      "set format=bf16; set terms=tenths; set n=100000; reset; answer 10000"},
       .number = [](const lab::Snapshot&) { return 32.0; },
       .tolerance = 0.1,
       .predict = true,
       .because = "From 32 on the spacing is 1/4, and 0.1 is less than half of it: each addition is rounded "
                  "back. That is why "
                  "sums of a BF16 network are kept in FP32."}};

  lab::Artifact table{this, "sums_so_far", "The sums so far", ends};

  void reset() override;
  lab::Status step(lab::Run& run) override;
  std::any save() const override { return state_; }
  void restore(const std::any& state) override { state_ = std::any_cast<const State&>(state); }

 private:
  struct State {
    std::vector<quant::RunningSum> sums;
    quant::DoubleDouble truth;
    std::size_t done = 0;
  };
  double term(std::size_t index, const quant::Rounder& round) const;
  void show();

  State state_;
};

}  // namespace gradarium::lessons
