// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include "core/lab/observable.h"

namespace gradarium::lab {

/// A number, or nothing where there is none (not finite).
inline void show(Scalar& scalar, double number) {
  if (std::isfinite(number)) {
    scalar = number;
  } else {
    scalar.clear();
  }
}

}  // namespace gradarium::lab
