// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/kernels/kernels.h"

#include "core/base/cpu.h"

namespace gradarium::tensor::detail {

const Kernels& kernels() noexcept {
  static const Kernels& chosen = []() -> const Kernels& {
    const base::VectorUnit unit = base::vectorUnit();
    if (unit == base::VectorUnit::Avx512 && kernelsAvx512() != nullptr) return *kernelsAvx512();
    if (unit >= base::VectorUnit::Avx2 && kernelsAvx2() != nullptr) return *kernelsAvx2();
    return kernelsPlain();
  }();
  return chosen;
}

}  // namespace gradarium::tensor::detail
