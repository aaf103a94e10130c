// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export.h"

namespace gradarium::base {

/// The widest vector instructions that both processor and operating system offer.
enum class VectorUnit {
  Plain,   ///< what the program was built for
  Avx2,    ///< AVX2 and FMA
  Avx512,  ///< AVX-512 F, DQ, BW, VL
};

/// Asked once. The environment's GRADARIUM_VECTOR = plain or avx2 lowers it, for tests and measurements.
GRADARIUM_CORE VectorUnit vectorUnit() noexcept;

}  // namespace gradarium::base
