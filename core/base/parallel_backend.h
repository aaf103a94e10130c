// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "core/base/function_ref.h"

namespace gradarium::base::detail {

/// What a backend must do: call block(0) .. block(count - 1) on the current arena's threads and wait for all,
/// taking no foreign work while waiting. `block` never throws. Private to core/base.
void runBlocks(std::size_t count, FunctionRef<void(std::size_t)> block);

}  // namespace gradarium::base::detail
