// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/lab/values.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// Equal bins over an interval: bin i is [edge i, edge i + 1), the last one closed.
struct GRADARIUM_WIDGETS Bins {
  double low = 0, width = 1;
  std::size_t count = 0;

  double edge(std::size_t i) const { return low + width * static_cast<double>(i); }
  double high() const { return edge(count); }
  /// The bin of a number; count where it is in none.
  std::size_t of(double value) const;
  /// How many of the numbers are in each.
  std::vector<double> fill(const std::vector<double>& numbers) const;
};

/// Bins for the finite numbers: as many as asked for, or, with 0, as narrow as Freedman and Diaconis (1981), 2 IQR /
/// cbrt(n), or Sturges (1926), range / (log2 n + 1), say, whichever is narrower: the first alone sees two heaps
/// far apart as two bins. At most 64, or 400 where asked for. Whole numbers over a short range have a bin each, in its middle. Sorts a
/// copy: O(n log n).
GRADARIUM_WIDGETS Bins binsFor(const std::vector<double>& numbers, std::size_t wanted = 0);

/// The finite numbers of a value: entries of a matrix or tensor, y of a series, one column of points or of a
/// table's columns of numbers.
GRADARIUM_WIDGETS std::vector<double> numbersOf(const lab::Value& value, std::size_t column = 0);
/// The names of the columns that numbersOf() can take; none where there is no choice.
GRADARIUM_WIDGETS std::vector<std::string> columnsOf(const lab::Value& value);

}  // namespace gradarium::widgets
