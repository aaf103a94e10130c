// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/lab/parameter.h"
#include "widgets/export.h"

namespace gradarium::widgets {

bool isWhole(const lab::ParameterInfo& info);  // integers and seeds

/// The number behind a canonical text, the word's included.
double numberOf(const lab::ParameterInfo& info, const std::string& text);
/// The canonical text of a number.
std::string textOf(const lab::ParameterInfo& info, double number);

/// What the learner typed as canonical text; a decimal comma and the unit are understood. Throws
/// base::BadCall that says what would be right, in the words of the experiment's own: "Clusters k takes 1 to
/// 12".
GRADARIUM_WIDGETS std::string accepted(const lab::ParameterInfo& info, double min, double max,
                                       std::string typed);

}  // namespace gradarium::widgets
