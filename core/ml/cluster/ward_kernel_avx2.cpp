// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ml/cluster/ward_kernel_body.h"

namespace gradarium::ml::detail {

#if defined(__AVX2__)

namespace {
void kernel(const double* x, double a, const double* means, std::size_t stride, std::size_t features,
            const double* sizes, double* squares) {
  wardSquares(x, a, means, stride, features, sizes, squares);
}
}  // namespace

WardKernel wardAvx2() noexcept { return kernel; }

#else

WardKernel wardAvx2() noexcept { return nullptr; }

#endif

}  // namespace gradarium::ml::detail
