// SPDX-License-Identifier: GPL-3.0-or-later
#include "errors_experiment.h"

#include <algorithm>

#include "core/base/error.h"

namespace gradarium::lessons {
namespace {

const std::array<quant::NumberFormat, 4> formats{quant::fp64, quant::fp32, quant::fp16, quant::bf16};

/// Of a number of which nothing is right: 1, or infinite.
double relativeError(double computed, const quant::Wide& exact) {
  if (!std::isfinite(computed)) return INFINITY;
  const quant::Wide error = (quant::Wide(computed) - exact).magnitude();
  return error.isZero() ? 0 : (error / exact.magnitude()).toDouble();
}

}  // namespace

void ErrorsExperiment::reset() {
  show();
  sweep();
}

void ErrorsExperiment::show() {
  trace_.emplace(formats[format]);
  const quant::Traced result = evaluate(*trace_, expression, chosen(), size);
  lab::value::Table table;
  table.columns = {{"operation", {}, {}, {}},
                   {"computed", {}, {}, {}},
                   {"exact", {}, {}, {}},
                   {"cause", {}, {}, {}},
                   {"bits lost", {}, {}, {}}};
  const int digits = 2 + static_cast<int>(trace_->format().precision() * std::log10(2.0));
  // To blame is the first of those that did the worst thing.
  std::size_t guilty = 0;
  for (const auto& step : trace_->steps()) {
    table.columns[0].texts.push_back(step.name);
    table.columns[1].texts.push_back(few(step.computed, digits));
    table.columns[2].texts.push_back(few(step.exact.toDouble(), digits));
    table.columns[3].texts.emplace_back(quant::name(step.cause));
    table.columns[4].numbers.push_back(step.bitsLost);
    if (step.cause > trace_->steps()[guilty].cause) guilty = table.columns[0].texts.size() - 1;
  }
  worst = static_cast<double>(guilty);
  cause = words(std::string(quant::name(trace_->steps()[guilty].cause)));
  where = words(trace_->steps()[guilty].name);
  steps = std::move(table);
  computed = result.computed();
  exact = result.exact().toDouble();
  relative = relativeError(result.computed(), result.exact());
  lost = trace_->bitsLost(result.computed(), result.exact());
  precision = trace_->format().precision();
}

/// Bits lost over all sizes, of the textbook's form and the other one: the chosen one, where that is another.
/// Luck is left out: a point is the worst of three odd sizes near each other.
void ErrorsExperiment::sweep() {
  const Form other = chosen() == Form::Textbook ? Form::Stable : chosen();
  constexpr int perDecade = 3, decades = 12;
  for (int i = 0; i <= perDecade * decades; ++i) {
    const double place = double(i) / perDecade;
    for (const auto& [curve, its] : {std::pair{&naive, Form::Textbook}, {&stable, other}}) {
      double most = 0;
      for (const double aside : {0.88622692545, 1.00341234567, 1.1283791671}) {
        quant::Trace trace(formats[format]);
        const quant::Traced result = evaluate(trace, expression, its, aside * std::pow(10.0, place));
        most = std::max(most, trace.bitsLost(result.computed(), result.exact()));
      }
      curve->append(place, most);
    }
  }
}

lab::Arithmetic ErrorsExperiment::explain(lab::Cell cell) const {
  const auto row = static_cast<std::size_t>(cell.row);
  if (!trace_ || cell.row < 0 || row >= trace_->steps().size())
    throw base::BadCall("there is no such operation");
  const auto& step = trace_->steps()[row];
  return {step.name + ". " + sentence(step.cause),
          {{"computed", few(step.computed, 12), step.computed},
           {"in 256 bits", few(step.exact.toDouble(), 12), step.exact.toDouble()},
           {"error in ulps", "|computed − exact| / ulp",
            quant::errorInUlps(step.computed, step.exact, trace_->format())}},
          step.bitsLost};
}

}  // namespace gradarium::lessons
