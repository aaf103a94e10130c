// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "core/export.h"

namespace gradarium::ml {

/// The most probable class of each row of n x classes probabilities; the first of equals.
GRADARIUM_CORE std::vector<int> mostProbable(std::span<const double> probabilities, std::size_t classes);

/// Share of equal codes, 0..1; NaN of none.
GRADARIUM_CORE double accuracy(std::span<const int> truth, std::span<const int> predicted);

/// Area under the curve of true against false positives (Hanley & McNeil 1982): how often a sample of class 1
/// has a higher score than one of class 0, ties counting half. NaN where a class has no sample.
GRADARIUM_CORE double areaUnderRoc(std::span<const int> truth, std::span<const double> scores);

}  // namespace gradarium::ml
