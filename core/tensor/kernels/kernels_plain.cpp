// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/kernels/simd_plain.h"
// The vector comes first.
#include "core/tensor/kernels/table_body.h"

const gradarium::tensor::detail::Kernels& gradarium::tensor::detail::kernelsPlain() noexcept { return table; }
