// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <optional>

#include "core/lab/experiment.h"
#include "expressions.h"
#include "typed_number.h"

namespace gradarium::lessons {

/// One expression in a narrow format, step by step, beside itself in 256 bits.
class ErrorsExperiment final : public lab::Experiment {
 public:
  ErrorsExperiment() : Experiment("expressions", "Precision and overflow") {}

  lab::Choice<Expression> expression{this,
                                     "expression",
                                     "Expression",
                                     {{"variance", Expression::Variance, "variance of shifted data"},
                                      {"quadratic", Expression::Quadratic, "root of a quadratic"},
                                      {"softmax", Expression::Softmax, "softmax"},
                                      {"logsumexp", Expression::LogSumExp, "log-sum-exp"},
                                      {"growth", Expression::Growth, "(exp x − 1) / x"}}};
  lab::Choice<Form> variance{this,
                             "variance",
                             "Variance by",
                             {{"one-pass", Form::Textbook, "one pass: Σx² and Σx"},
                              {"two-pass", Form::Stable, "two passes"},
                              {"shifted", Form::Shifted, "one pass, x₁ taken off"},
                              {"welford", Form::Welford, "Welford's update"}},
                             {.visible = [this] { return expression == Expression::Variance; }}};
  lab::Choice<Form> form{
      this,
      "form",
      "Form",
      {{"naive", Form::Textbook, "as in the textbook"}, {"stable", Form::Stable, "rewritten"}},
      {.visible = [this] { return expression != Expression::Variance; }}};
  lab::Choice<std::size_t> format{
      this,
      "format",
      "Format",
      {{"fp64", 0, "FP64"}, {"fp32", 1, "FP32"}, {"fp16", 2, "FP16"}, {"bf16", 3, "BF16"}}};
  lab::Real size{
      this,
      "size",
      "Size",
      {.value = 1e9,
       .min = 1,
       .max = 1e12,
       .scale = lab::Scale::Log,
       .traits = {.help = "The shift, the coefficient b, the largest logit, or 1/x", .live = true}}};

  lab::Table steps{this, "steps", "Error of each operation", {.nonFinite = true}};
  lab::Series naive{this, "naive", "as in the textbook", {.xLabel = "log₁₀ size"}};
  lab::Series stable{this, "stable", "rewritten", {.xLabel = "log₁₀ size"}};
  lab::Scalar worst{this, "worst", "Where it shows"};  // its row
  lab::Scalar computed{this, "computed", "Computed", {.nonFinite = true}};
  lab::Scalar exact{this, "exact", "In 256 bits", {.nonFinite = true}};
  lab::Scalar relative{this, "relative_error", "Relative error", {.nonFinite = true}};
  lab::Scalar lost{this, "bits_lost", "Bits lost"};
  lab::Scalar precision{this, "precision", "All bits"};
  lab::Text cause{this, "cause", "Cause"};
  lab::Text where{this, "where", "First in"};

  lab::Query arithmetic{this, "arithmetic", "What an operation did",
                        [this](lab::Cell cell) { return explain(cell); }};

  lab::Preset hot{this, "hot", "Hot logits",
                  "set expression=softmax; set form=naive; set format=fp32; set size=100"};
  lab::Preset swamped{this, "half-softmax", "FP16 softmax",
                      "set expression=softmax; set form=naive; set format=fp16; set size=12"};
  lab::Preset tiny{this, "tiny", "A small x",
                   "set expression=growth; set form=naive; set format=fp64; set size=1e10"};

  lab::Exercise stableVariance{
      this,
      "stable-variance",
      "A variance that survives the shift",
      {.ask = "In FP64, with the data shifted by 1e9 or more, bring the relative error of the variance below "
              "1e-15.",
       .start = "set expression=variance; set variance=one-pass; set format=fp64; set size=1e9",
       .solution = "set expression=variance; set format=fp64; set size=1e9; set variance=welford",
       .nearMisses = {"set expression=variance; set format=fp64; set size=1e6; set variance=welford",
                      "set expression=variance; set format=fp32; set size=1e9; set variance=two-pass",
                      "set expression=variance; set format=fp64; set size=1e12; set variance=one-pass",
                      "set expression=quadratic; set form=stable; set format=fp64; set size=1e9"},
       .passed =
           [this](const lab::Snapshot& s) {
             return expression.in(s) == Expression::Variance && format.in(s) == 0 && size.in(s) >= 1e9 &&
                    relative.numberIn(s) < 1e-15;
           },
       .progress =
           [this](const lab::Snapshot& s) { return "relative error " + few(relative.numberIn(s), 3); },
       .because = "Deviations are taken before squares, while they are small. A variance does not change "
                  "when the data are "
                  "shifted; the one-pass formula does."}};
  lab::Exercise overflowing{
      this,
      "where-exp-ends",
      "The hottest logit",
      {.ask = "Follow exp z₁, the largest power in the textbook softmax. At which largest logit does it overflow in FP32? To 0.01.",
       .start = "set expression=softmax; set form=naive; set format=fp32; set size=50",
       .solution = "set expression=softmax; set form=naive; set format=fp32; set size=88.73; answer 88.72",
       .nearMisses = {"set expression=softmax; set form=naive; set format=fp32; set size=88; answer 88",
                      "set expression=softmax; set form=naive; set format=fp16; set size=11.1; answer 11.09",
                      "set expression=softmax; set form=naive; set format=fp64; set size=710; answer 709.78"},
       .number = [](const lab::Snapshot&) { return 88.7228; },
       .tolerance = 0.011,
       .because = "The largest FP32 number is about 3.4e38, and its logarithm 88.72; the sum of the three powers ends at 88.32 already. "
                  "With the largest "
                  "logit taken off first, no power is above exp 0 = 1."}};
  lab::Exercise blame{this,
                      "to-blame",
                      "Who is to blame?",
                      {.ask = "For b = 1e9 the textbook root in FP64 is 0, all of it lost. Which operation "
                              "of b² → b² − 4c → √ → b − √… "
                              "lost the information?",
                       .start = "set expression=quadratic; set form=naive; set format=fp64; set size=1e9",
                       .solution = "answer b² − 4c: absorption",
                       .nearMisses = {"answer b − √…: its own rounding", "answer √: overflow"},
                       .choices = {"b² − 4c: absorption", "b − √…: its own rounding", "√: overflow"},
                       .correct = 0,
                       .because = "4 is below the last bit of 1e18, so it is gone before the root is taken. "
                                  "b − √… is computed without "
                                  "any error: it only shows what was lost before."}};

  lab::Artifact table{this, "errors", "Error of each operation", steps};

  void reset() override;
  void changed(const lab::Parameter&) override { show(); }

 private:
  Form chosen() const { return expression == Expression::Variance ? Form(variance) : Form(form); }
  void show();
  void sweep();
  lab::Arithmetic explain(lab::Cell cell) const;

  std::optional<quant::Trace> trace_;
};

}  // namespace gradarium::lessons
