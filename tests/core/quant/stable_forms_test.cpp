// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quant/stable_forms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/quant/summation.h"
#include "core/quant/trace.h"

namespace gradarium::quant {
namespace {

using Numbers = std::vector<double>;
const Numbers shifted{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};

Trace::Step stepOf(const Trace& trace, std::string_view name) {
  const auto found =
      std::find_if(trace.steps().begin(), trace.steps().end(), [&](const auto& s) { return s.name == name; });
  return found == trace.steps().end() ? Trace::Step{} : *found;
}

TEST(StableForms, VarianceOfShiftedNumbers) {
  EXPECT_NEAR(onePassVariance(shifted), -170.667, 5e-4);
  EXPECT_EQ(twoPassVariance(shifted), 30);
  EXPECT_EQ(shiftedVariance(shifted), 30);
  EXPECT_EQ(welfordVariance(shifted), 30);
}

TEST(StableForms, RootsSoftmaxAndGrowth) {
  EXPECT_EQ(textbookRoot(1e9, 1.0), 0);
  EXPECT_DOUBLE_EQ(stableRoot(1e9, 1.0), 1e-9);
  const Numbers logits{1000, 999, 998};
  EXPECT_TRUE(std::isnan(textbookSoftmax(logits)));
  EXPECT_NEAR(shiftedSoftmax(logits), 0.66524095577482178, 1e-15);  // SciPy's softmax
  EXPECT_EQ(textbookLogSumExp(logits), INFINITY);
  EXPECT_NEAR(shiftedLogSumExp(logits), 1000.4076059644443, 1e-12);  // SciPy's logsumexp
  EXPECT_GT(std::abs(textbookGrowth(1e-10) - std::expm1(1e-10) / 1e-10), 1e-9);
  EXPECT_NEAR(stableGrowth(1e-10), std::expm1(1e-10) / 1e-10, 1e-15);
}

TEST(StableForms, ExpOverflowsSinglesPast88) {
  const Rounder round(fp32);
  EXPECT_TRUE(std::isfinite(round(std::exp(round(88.72283)))));
  EXPECT_FALSE(std::isfinite(round(std::exp(round(88.72284)))));  // as a single it is 88.7228394
}

TEST(Trace, NamesWhatWentWrong) {
  Trace trace(fp64);
  std::vector<Traced> x;
  for (const double value : shifted) x.emplace_back(trace, Wide(value), "x");
  const Traced variance = onePassVariance(x);
  EXPECT_EQ(variance.computed(), onePassVariance(shifted));
  EXPECT_EQ(variance.exact().toDouble(), 30);
  EXPECT_EQ(stepOf(trace, "x").cause, Cause::Exact);
  EXPECT_EQ(stepOf(trace, "Σx² − (Σx)²/n").cause, Cause::Cancellation);
  EXPECT_EQ(stepOf(trace, "Σx² − (Σx)²/n").bitsLost, 53);
  EXPECT_LT(stepOf(trace, "Σx²").bitsLost, 2);
}

TEST(Trace, OverflowUnderflowAbsorptionInvalid) {
  Trace trace(fp16);
  const Traced big(trace, Wide(60000.0), "big"), small(trace, Wide(1e-3), "small"),
      tiny(trace, Wide(1e-4), "tiny");
  const Traced product = named(big * big, "product");
  EXPECT_EQ(stepOf(trace, "product").cause, Cause::Overflow);
  named(product / product, "quotient");
  EXPECT_EQ(stepOf(trace, "quotient").cause, Cause::Invalid);
  named(big + small, "sum");
  EXPECT_EQ(stepOf(trace, "sum").cause, Cause::Absorption);
  named(tiny * tiny, "underflow");
  EXPECT_EQ(stepOf(trace, "underflow").cause, Cause::Underflow);
  EXPECT_EQ(stepOf(trace, "underflow").bitsLost, 11);
}

double sumOf(SumMethod method, const NumberFormat& format, const Numbers& terms) {
  RunningSum sum(method, format);
  for (const double term : terms) sum.add(term);
  return sum.value();
}

TEST(RunningSum, TenMillionTenthsInSingles) {
  const Numbers tenths(10000000, static_cast<double>(0.1F));
  EXPECT_EQ(sumOf(SumMethod::Naive, fp32, tenths), 1087937.0);
  EXPECT_NEAR(sumOf(SumMethod::Pairwise, fp32, tenths), 1000000.1, 0.1);
  EXPECT_EQ(sumOf(SumMethod::Kahan, fp32, tenths), 1000000.0);
  // Its compensation is a plain sum too, of ten million small losses.
  EXPECT_NEAR(sumOf(SumMethod::Neumaier, fp32, tenths), 1002001.8, 0.1);
}

TEST(RunningSum, OnlyNeumaierSurvivesALargerTerm) {
  const Numbers terms{1, 1e100, 1, -1e100};
  EXPECT_EQ(sumOf(SumMethod::Kahan, fp64, terms), 0);
  EXPECT_EQ(sumOf(SumMethod::Neumaier, fp64, terms), 2);
}

TEST(RunningSum, BrainFloatsStallAndStochasticOnesDoNot) {
  const Numbers tenths(100000, Rounder(bf16)(0.1));
  EXPECT_EQ(sumOf(SumMethod::Naive, bf16, tenths), 32);
  EXPECT_NEAR(sumOf(SumMethod::Stochastic, bf16, tenths), 10009.765625, 2500);
}

TEST(DoubleDouble, KeepsWhatADoubleLoses) {
  DoubleDouble sum;
  for (const double term : {1.0, 1e16, 1.0, -1e16}) sum.add(term);
  EXPECT_EQ(sum.high(), 2);
  EXPECT_EQ(sum.excess(3), 1);
}

}  // namespace
}  // namespace gradarium::quant
