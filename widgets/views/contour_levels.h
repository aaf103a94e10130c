// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/lab/values.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// The heights at which a landscape is cut: round numbers, rising. They cut it into at.size() + 1 bands.
struct ContourLevels {
  std::vector<double> at;
  bool log = false;  // they grow by factors above `base`
  double base = 0;
  double low = 0, high = 0;  // of the finite values
  bool any = false;          // there are finite values

  std::size_t bands() const { return at.size() + 1; }
  /// 0 below the first level.
  std::size_t band(double value) const;
  QString label(std::size_t level) const;
};

/// Levels for a field: evenly spaced, or in powers above the lowest value where most of the field lies close
/// to it. `given`, where not empty, are taken as they are.
GRADARIUM_WIDGETS ContourLevels contourLevels(const lab::value::Field& field,
                                              const std::vector<double>& given = {});

/// The value between the cells' centres, bilinear; held at the border; NaN beside a cell that is not finite.
/// Or that of the nearest cell.
GRADARIUM_WIDGETS double sample(const lab::value::Field& field, double x, double y, bool nearest = false);

}  // namespace gradarium::widgets
