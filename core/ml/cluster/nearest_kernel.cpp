// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/nearest_kernel.h"

#include "core/base/cpu.h"

namespace gradarium::ml::detail {

const NearestKernel& nearestKernel() noexcept {
  const base::VectorUnit unit = base::vectorUnit();
  if (unit == base::VectorUnit::Avx512 && nearestAvx512() != nullptr) return *nearestAvx512();
  if (unit >= base::VectorUnit::Avx2 && nearestAvx2() != nullptr) return *nearestAvx2();
  return nearestPlain();
}

}  // namespace gradarium::ml::detail
