// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/export.h"
#include "core/ml/samples.h"

namespace gradarium::ml {

/// k nearest neighbours (Fix & Hodges 1951) by looking at all: the class that most of the k training rows
/// nearest to a row have. Of equally many the smallest class, of equally near rows the earlier one, as
/// scikit-learn has it.
GRADARIUM_CORE std::vector<int> nearestVote(const Samples& samples, std::span<const int> classes,
                                            std::span<const std::size_t> training,
                                            std::span<const std::size_t> asked, std::size_t k);

}  // namespace gradarium::ml
