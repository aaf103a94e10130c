// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/ward_kernel.h"

#include "core/base/cpu.h"
#include "core/ml/cluster/ward_kernel_body.h"

namespace gradarium::ml::detail {

void wardPlain(const double* x, double a, const double* means, std::size_t stride, std::size_t features,
               const double* sizes, double* squares) {
  wardSquares(x, a, means, stride, features, sizes, squares);
}

WardKernel wardKernel() noexcept {
  const base::VectorUnit unit = base::vectorUnit();
  if (unit == base::VectorUnit::Avx512 && wardAvx512() != nullptr) return wardAvx512();
  if (unit >= base::VectorUnit::Avx2 && wardAvx2() != nullptr) return wardAvx2();
  return wardPlain;
}

}  // namespace gradarium::ml::detail
