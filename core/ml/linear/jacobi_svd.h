// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/export.h"

namespace gradarium::ml {

/// A = U S V' of an n x d matrix, largest singular value first.
struct GRADARIUM_CORE SingularValues {
  std::vector<double> values;  // k: those above rounding
  std::vector<double> left;    // k x n: rows are the columns of U
  std::vector<double> right;   // k x d: rows are the columns of V
};

/// By turning pairs of columns until all stand at right angles (Hestenes 1958): slow for large matrices, and
/// small singular values come out as exact as large ones. `columns` is A column by column.
GRADARIUM_CORE SingularValues jacobiSvd(std::vector<double> columns, std::size_t rows);

}  // namespace gradarium::ml
