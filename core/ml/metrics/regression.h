// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/export.h"

namespace gradarium::ml {

/// Mean of the squared differences; NaN of none.
GRADARIUM_CORE double meanSquaredError(std::span<const double> truth, std::span<const double> predicted);

/// 1 - squared differences / squares about the mean of the truth: 1 is perfect, 0 no better than that mean,
/// below 0 worse. NaN where the truth never changes.
GRADARIUM_CORE double rSquared(std::span<const double> truth, std::span<const double> predicted);

}  // namespace gradarium::ml
