// SPDX-License-Identifier: GPL-3.0-or-later
#include "expressions.h"

#include <vector>

#include "core/quant/stable_forms.h"
#include "typed_number.h"

namespace gradarium::lessons {

using quant::Cause;
using quant::Traced;
using quant::Wide;

quant::Traced evaluate(quant::Trace& trace, Expression expression, Form form, double size) {
  const auto numbers = [&](std::initializer_list<double> offsets, std::string_view name) {
    std::vector<Traced> all;
    for (const double offset : offsets) all.emplace_back(trace, Wide(size) + Wide(offset), name);
    return all;
  };
  const bool textbook = form == Form::Textbook;
  switch (expression) {
    case Expression::Variance: {
      const auto x = numbers({4, 7, 13, 16}, "x");
      switch (form) {
        case Form::Textbook:
          return onePassVariance(x);
        case Form::Stable:
          return twoPassVariance(x);
        case Form::Shifted:
          return shiftedVariance(x);
        case Form::Welford:
          return welfordVariance(x);
      }
      break;
    }
    case Expression::Quadratic: {
      const Traced b(trace, Wide(size), "b"), c(trace, Wide(1.0), "c");
      return textbook ? textbookRoot(b, c) : stableRoot(b, c);
    }
    case Expression::Softmax: {
      const auto z = numbers({0, -1, -2}, "z");
      return textbook ? textbookSoftmax(z) : shiftedSoftmax(z);
    }
    case Expression::LogSumExp: {
      const auto z = numbers({0, -1, -2}, "z");
      return textbook ? textbookLogSumExp(z) : shiftedLogSumExp(z);
    }
    case Expression::Growth: {
      const Traced x(trace, Wide(1.0) / Wide(size), "x");
      return textbook ? textbookGrowth(x) : stableGrowth(x);
    }
  }
  return 0.0;
}

std::string question(Expression expression, double size) {
  const std::string s = few(size, 7);
  switch (expression) {
    case Expression::Variance:
      return "Variance of " + s + " + {4, 7, 13, 16}";
    case Expression::Quadratic:
      return "Smaller root of x² − " + s + " x + 1";
    case Expression::Softmax:
      return "Softmax of (" + s + ", " + s + " − 1, " + s + " − 2), the first";
    case Expression::LogSumExp:
      return "log Σ exp of (" + s + ", " + s + " − 1, " + s + " − 2)";
    case Expression::Growth:
      return "(exp x − 1) / x at x = 1/" + s;
  }
  return {};
}

std::string sizeName(Expression expression) {
  switch (expression) {
    case Expression::Variance:
      return "shift";
    case Expression::Quadratic:
      return "b";
    case Expression::Softmax:
    case Expression::LogSumExp:
      return "largest logit";
    case Expression::Growth:
      return "1/x";
  }
  return {};
}

std::string sentence(Cause cause) {
  switch (cause) {
    case Cause::Exact:
      return "Nothing was lost here.";
    case Cause::Rounding:
      return "Rounding: the last bit at most. What else is wrong came in with the operands.";
    case Cause::Absorption:
      return "Absorption: the smaller term is below the last bit of the sum, and is gone.";
    case Cause::Cancellation:
      return "Cancellation: the leading digits were equal. What is left are the errors of the operands.";
    case Cause::Underflow:
      return "Underflow: too small for a normal number.";
    case Cause::Overflow:
      return "Overflow: too large for the format, so it is infinite.";
    case Cause::Invalid:
      return "Not a number: a difference or a quotient of infinities.";
  }
  return {};
}

}  // namespace gradarium::lessons
