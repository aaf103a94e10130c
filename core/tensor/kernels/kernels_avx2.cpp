// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/kernels/kernels.h"

#if defined(__AVX2__)

#include "core/tensor/kernels/simd_avx2.h"
// The vector comes first.
#include "core/tensor/kernels/table_body.h"

const gradarium::tensor::detail::Kernels* gradarium::tensor::detail::kernelsAvx2() noexcept { return &table; }

#else

const gradarium::tensor::detail::Kernels* gradarium::tensor::detail::kernelsAvx2() noexcept {
  return nullptr;
}

#endif
