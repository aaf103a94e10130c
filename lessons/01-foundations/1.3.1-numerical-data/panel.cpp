// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "bits_experiment.h"
#include "core/ml/preprocessing/scaler.h"
#include "errors_experiment.h"
#include "line_experiment.h"
#include "scaling_experiment.h"
#include "sum_experiment.h"
#include "widgets/charts/bar_view.h"
#include "widgets/charts/histogram_view.h"
#include "widgets/charts/line_view.h"
#include "widgets/lesson.h"
#include "widgets/views/bits_view.h"
#include "widgets/views/formula_view.h"
#include "widgets/views/memory_view.h"
#include "widgets/views/number_line_view.h"
#include "widgets/views/scatter_view.h"
#include "widgets/views/table_view.h"

namespace gradarium {
namespace {

using lessons::BitsExperiment;
using lessons::ErrorsExperiment;
using lessons::few;
using lessons::LineExperiment;
using lessons::ScalingExperiment;
using lessons::SumExperiment;

void arrangeLine(widgets::Bench& bench, const LineExperiment& e) {
  bench.main<widgets::NumberLineView>("line", e.ticks, e.lanes, e.x, e.width)
      .title([&e](const lab::Snapshot& s) { return "What five formats have near " + e.x.textIn(s); })
      .caption([&e](const lab::Snapshot& s) { return "window " + few(e.width.in(s), 3) + " wide"; })
      .empty("Type a finite number: 0.1, 1e-3, 2^24")
      .responds({"x", "width", "rounding"})
      .ignores({"format"});
  auto& spacing = bench.below<widgets::LineView>("spacing", e.spacing[0])
                      .title("Relative spacing: ulp over |x|")
                      .xLabel("log₁₀ |x|")
                      .yLabel("ulp / |x|")
                      .logY()
                      .codes({0, 1, 2, 3, 4, 5})
                      .responds({"x"})
                      .ignores({"format"});
  for (std::size_t i = 1; i < LineExperiment::formats.size(); ++i) spacing.and_(e.spacing[i]);
  spacing.and_(e.here);
  bench.below<widgets::TableView>("values", e.values)
      .title("x in each format")
      .responds({"x", "rounding"})
      .ignores({"format"});
  bench.rightNow(
      {&e.reading, &e.offset, &e.error, &e.relative, &e.spacingNow, &e.below, &e.above, &e.plusOne});
}

std::string formatOf(const lab::ChoiceBase& format, const lab::Snapshot& s) {
  for (const auto& choice : format.info().choices)
    if (choice.name == format.textIn(s)) return choice.label;
  return {};
}

void arrangeErrors(widgets::Bench& bench, const ErrorsExperiment& e) {
  bench.main<widgets::BarView>("steps", e.steps)
      .horizontal()
      .only({"bits lost"})
      .bars("operation")
      .values("wrong bits")
      .line(e.precision)
      .highlight(e.worst)
      .asks(e.arithmetic)
      .title([&e](const lab::Snapshot& s) {
        return lessons::question(e.expression.in(s), e.size.in(s)) + ", in " + formatOf(e.format, s);
      })
      .caption([&e](const lab::Snapshot& s) {
        const auto *cause = e.cause.in(s), *where = e.where.in(s);
        return cause && where ? cause->text + " in " + where->text : std::string();
      })
      .responds({"expression", "variance", "format", "size"});
  bench.below<widgets::LineView>("sweep", e.naive)
      .with(e.stable, "rewritten")
      .title([&e](const lab::Snapshot& s) {
        return "Bits lost in the result, by " + lessons::sizeName(e.expression.in(s));
      })
      .yLabel("wrong bits")
      .responds({"expression", "format"})
      .ignores({"size"});
  bench.below<widgets::TableView>("numbers", e.steps)
      .title("Each operation, and in 256 bits")
      .responds({"expression", "variance", "format", "size"});
  bench.rightNow({&e.computed, &e.exact, &e.relative, &e.lost, &e.cause, &e.where});
}

void arrangeSums(widgets::Bench& bench, const SumExperiment& e) {
  auto& sums =
      bench.main<widgets::LineView>("sums", e.sums[0])
          .codes({0, 1, 2, 3, 4, 5})
          .title([&e](const lab::Snapshot& s) { return "The sum so far, in " + formatOf(e.format, s); })
          .yLabel("sum")
          .responds({"format", "terms", "n"});
  auto& errors = bench.below<widgets::LineView>("errors", e.errors[0])
                     .codes({0, 1, 2, 3, 4})
                     .title("Relative error")
                     .yLabel("error")
                     .logY()
                     .responds({"format", "terms"});
  for (std::size_t i = 1; i < SumExperiment::ways; ++i) sums.and_(e.sums[i]), errors.and_(e.errors[i]);
  sums.and_(e.truth);
  bench.below<widgets::TableView>("ends", e.ends).title("The sums so far").responds({"format", "n", "seed"});
  bench.rightNow(
      {&e.added, &e.exact, &e.naiveSum, &e.pairwiseSum, &e.kahanSum, &e.neumaierSum, &e.stochasticSum});
}

void arrangeBits(widgets::Bench& bench, const BitsExperiment& e) {
  bench.above<widgets::BitsView>("bits", e.bits)
      .picks(e.flip)
      .title([&e](const lab::Snapshot& s) {
        const double value = e.value.numberIn(s);
        return formatOf(e.format, s) + ": " + few(value, 9);
      })
      .caption([&e](const lab::Snapshot& s) {
        const auto* hex = e.code.in(s);
        return hex ? hex->text : std::string();
      })
      .empty("Type a number: 0.1, 2^24, inf, nan")
      .responds({"x", "format"});
  bench.main<widgets::ScatterView>("wheel", e.wheel)
      .axes(0, 1)
      .oneScale()
      .names()
      .colour(e.kinds, "kind")
      .marks(e.here, "now")
      .title("256 of all codes, as counting meets them")
      .responds({"x", "format"});
  bench.beside<widgets::MemoryView>("memory", e.memory)
      .blocks("byte")
      .categories({"with the sign", "others"})
      .rows(1)
      .title("The bytes in memory")
      .responds({"x", "format"});
  bench.below<widgets::FormulaView>("value", "value", e)
      .title("What a float's fields say")
      .responds({"x", "format"});
  bench.rightNow({&e.value, &e.exact, &e.code, &e.kind, &e.power, &e.significand, &e.flips});
}

std::string featureOf(const ScalingExperiment& e, const lab::Snapshot& s) {
  const auto* samples = e.scaled.in(s);
  const auto column = static_cast<std::size_t>(e.feature.in(s)) - 1;
  return samples && column < samples->columnNames.size() ? samples->columnNames[column] : "feature";
}

void arrangeScaling(widgets::Bench& bench, const ScalingExperiment& e) {
  const auto stray = [&e](const lab::Snapshot& s) {
    return e.outlier.in(s) == 0 ? std::string("no outlier")
                                : "first sample " + few(e.outlier.in(s), 3) + " σ away";
  };
  bench.main<widgets::HistogramView>("before", e.before)
      .by(e.classes, "class")
      .marker(e.strayBefore, "first sample")
      .title([&e](const lab::Snapshot& s) { return "As measured: " + featureOf(e, s); })
      .caption(stray)
      .values("value")
      .counts("samples")
      .bins(40)
      .responds({"data", "feature", "outlier"})
      .ignores({"scaler"});
  bench.beside<widgets::HistogramView>("after", e.after)
      .by(e.classes, "class")
      .marker(e.strayAfter, "first sample")
      .title([&e](const lab::Snapshot& s) {
        return (e.scaler.in(s) == ml::ScalerKind::None ? "Not scaled: "
                                                       : "Scaled, " + formatOf(e.scaler, s) + ": ") +
               featureOf(e, s);
      })
      .values("scaled value")
      .counts("samples")
      .bins(40)
      .responds({"data", "feature", "scaler", "outlier"})
      .ignores({"k"});
  bench.below<widgets::BarView>("accuracy", e.scalers)
      .horizontal()
      .only({"accuracy"})
      .bars("scaler")
      .values("accuracy", "%")
      .range(0, 100)
      .highlight(e.row)
      .title([&e](const lab::Snapshot& s) {
        return std::string("k-NN, scaler sees ") + (e.leak.in(s) ? "all samples" : "training only");
      })
      .caption([&e](const lab::Snapshot& s) { return few(e.splits.numberIn(s)) + " splits"; })
      .responds({"k", "training", "outlier", "seed"});
  bench.below<widgets::BarView>("spread", e.scalers)
      .horizontal()
      .only({"spread left"})
      .bars("scaler")
      .values("spread left", "%")
      .range(0, 100)
      .highlight(e.row)
      .title("Spread left to the others")
      .responds({"outlier"})
      .ignores({"k"});
  bench.below<widgets::BarView>("condition", e.scalers)
      .horizontal()
      .only({"log₁₀ κ"})
      .bars("scaler")
      .values("log₁₀ κ")
      .highlight(e.row)
      .title("Condition number κ")
      .responds({"outlier", "data"})
      .ignores({"k"});
  bench.rightNow({&e.accuracy, &e.optimism, &e.splits, &e.condition, &e.steps, &e.left});
}

}  // namespace
}  // namespace gradarium

gradarium::widgets::Lesson lesson() {
  using namespace gradarium;
  return widgets::Lesson{}
      .topic<LineExperiment>("Integers and floating point", arrangeLine)
      .topic<ErrorsExperiment>("Precision and overflow", arrangeErrors, "One expression")
      .part<SumExperiment>("A long sum", arrangeSums)
      .topic<BitsExperiment>("Binary representation", arrangeBits)
      .topic<ScalingExperiment>("Normalization techniques", arrangeScaling);
}
