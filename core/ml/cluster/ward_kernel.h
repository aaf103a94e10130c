// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace gradarium::ml::detail {

inline constexpr std::size_t wardLanes = 64;  ///< means in a block

/// The inner loop of Ward's chain for one kind of processor: |x - y|^2 from the mean x of a samples to each
/// of wardLanes means y of b samples. Feature f of them stands at means + f * wardLanes. Returns false where
/// surely no 2 a b / (a + b) |x - y|^2 is below `lowest`, without a division. Private to core/ml/cluster.
using WardKernel = bool (*)(const double* x, double a, const double* means, std::size_t features,
                            const double* sizes, double lowest, double* squares);

bool wardPlain(const double* x, double a, const double* means, std::size_t features, const double* sizes,
               double lowest, double* squares);
// Null where the compiler was not told to build for that unit.
WardKernel wardAvx2() noexcept;
WardKernel wardAvx512() noexcept;

/// The fastest that runs here.
WardKernel wardKernel() noexcept;

}  // namespace gradarium::ml::detail
