// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export.h"

namespace gradarium::base {

/// The x below which a standard normal falls with probability p, 0 < p < 1; relative error about 1e-16
/// (Wichura 1988, AS 241, PPND16). Made of exactly rounded operations only, so the same on every platform.
GRADARIUM_CORE double normalQuantile(double p) noexcept;

}  // namespace gradarium::base
