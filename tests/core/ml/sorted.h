// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/ml/trees/sorted_columns.h"
#include "tests/core/ml/reference.h"

namespace gradarium::testing {

using Rows = std::vector<std::vector<double>>;

inline std::shared_ptr<const ml::SortedColumns> sorted(const ml::Samples& samples) {
  return std::make_shared<const ml::SortedColumns>(samples);
}

}  // namespace gradarium::testing
