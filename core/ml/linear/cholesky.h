// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/export.h"

namespace gradarium::ml {

/// Solves A x = b for a symmetric positive definite A (n x n, whose lower half is read and replaced by its
/// factor), b becoming x. False where A is not positive definite to working precision: both are spoilt then.
GRADARIUM_CORE bool choleskySolve(std::span<double> a, std::span<double> b);

}  // namespace gradarium::ml
