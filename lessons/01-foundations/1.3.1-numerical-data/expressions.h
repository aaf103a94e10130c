// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/quant/trace.h"

/// The expressions of the laboratory, each in a naive and a stable form.
namespace gradarium::lessons {

enum class Expression { Variance, Quadratic, Softmax, LogSumExp, Growth };
/// Of the variance four forms, of all others the first two.
enum class Form { Textbook, Stable, Shifted, Welford };

/// Evaluates on what `size` stands for (a shift, a coefficient, a logit, 1/x), leaving the steps in the
/// trace.
quant::Traced evaluate(quant::Trace& trace, Expression expression, Form form, double size);
/// "variance of 1e9 + {4, 7, 13, 16}"
std::string question(Expression expression, double size);
/// "what size is": "shift".
std::string sizeName(Expression expression);
/// What happened, in a sentence.
std::string sentence(quant::Cause cause);

}  // namespace gradarium::lessons
