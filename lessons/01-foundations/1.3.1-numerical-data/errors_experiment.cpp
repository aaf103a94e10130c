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
  trace_.emplace(formats[format]);
  const quant::Traced result = evaluate(*trace_, expression, chosen(), size);
  lab::value::Table table;
  table.columns = {{"operation", {}, {}, {}}, {"bits lost", {}, {}, {}}, {"computed", {}, {}, {}}, {"exact", {}, {}, {}}, {"cause", {}, {}, {}}};
  // To blame is the first of those that did the worst thing.
  std::size_t guilty = 0;
  for (const auto& step : trace_->steps()) {
    table.columns[0].texts.push_back(step.name);
    table.columns[1].numbers.push_back(step.bitsLost);
    table.columns[2].numbers.push_back(step.computed);
    table.columns[3].numbers.push_back(step.exact.toDouble());
    table.columns[4].texts.emplace_back(quant::name(step.cause));
    if (step.cause > trace_->steps()[guilty].cause) guilty = table.columns[0].texts.size() - 1;
  }
  worst = static_cast<double>(guilty);
  cause = words(trace_->steps()[guilty].name + ": " + std::string(quant::name(trace_->steps()[guilty].cause)));
  steps = std::move(table);
  computed = result.computed();
  exact = result.exact().toDouble();
  relative = relativeError(result.computed(), result.exact());
  lost = trace_->bitsLost(result.computed(), result.exact());
  precision = trace_->format().precision();
  sweep();
}

/// Bits lost over all sizes, of the textbook's form and the other one: the chosen one, where that is another.
void ErrorsExperiment::sweep() {
  const Form other = chosen() == Form::Textbook ? Form::Stable : chosen();
  constexpr int perDecade = 4, decades = 12;
  for (int i = 0; i <= perDecade * decades; ++i) {
    const double place = double(i) / perDecade, at = std::pow(10.0, place);
    for (const auto& [curve, its] : {std::pair{&naive, Form::Textbook}, {&stable, other}}) {
      quant::Trace trace(formats[format]);
      const quant::Traced result = evaluate(trace, expression, its, at);
      curve->append(place, trace.bitsLost(result.computed(), result.exact()));
    }
  }
}

lab::Arithmetic ErrorsExperiment::explain(lab::Cell cell) const {
  const auto row = static_cast<std::size_t>(cell.row);
  if (!trace_ || cell.row < 0 || row >= trace_->steps().size()) throw base::BadCall("there is no such operation");
  const auto& step = trace_->steps()[row];
  return {step.name + ". " + sentence(step.cause),
          {{"computed", few(step.computed, 12), step.computed},
           {"in 256 bits", few(step.exact.toDouble(), 12), step.exact.toDouble()},
           {"error in ulps", "|computed − exact| / ulp", quant::errorInUlps(step.computed, step.exact, trace_->format())}},
          step.bitsLost};
}

}  // namespace gradarium::lessons
