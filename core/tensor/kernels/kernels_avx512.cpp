// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/kernels/kernels.h"

#if defined(__AVX512F__)

#include "core/tensor/kernels/simd_avx512.h"
// The vector comes first.
#include "core/tensor/kernels/table_body.h"

const gradarium::tensor::detail::Kernels* gradarium::tensor::detail::kernelsAvx512() noexcept {
  return &table;
}

#else

const gradarium::tensor::detail::Kernels* gradarium::tensor::detail::kernelsAvx512() noexcept {
  return nullptr;
}

#endif
