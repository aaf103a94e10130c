// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace gradarium::lessons {

/// Arithmetic operations for all derivatives of n outputs with respect to m inputs.
struct ModeCosts {
  double evaluation = 0;   // the function once
  double forward = 0;      // values, then a sweep an input
  double reverse = 0;      // values, then a sweep an output
  double differences = 0;  // two evaluations an input
};

/// Counted on the graph of a network with m inputs, `units` tanh units and n outputs.
ModeCosts costsOf(std::size_t m, std::size_t units, std::size_t n);

}  // namespace gradarium::lessons
