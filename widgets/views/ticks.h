// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <functional>
#include <vector>

#include "widgets/export.h"

namespace gradarium::widgets {

/// A stretch of an axis, low < high, both finite.
struct Span {
  double low = 0, high = 1;
  double length() const { return high - low; }
  bool operator==(const Span&) const = default;
};

/// Takes in every finite number; nothing finite gives [0, 1], one number a stretch around it. `margin` is a
/// share of the length left free at both ends.
GRADARIUM_WIDGETS Span spanOf(const std::vector<double>& numbers, double margin = 0.05);

/// Round numbers on an axis (steps of 1, 2 or 5 times a power of ten) and how they are written.
struct GRADARIUM_WIDGETS Ticks {
  std::vector<double> at;
  double step = 1;
  int power = 0;  // what is written is the value / 10^power: a multiple of 3, 0 for everyday sizes
  int decimals = 0;

  /// "−0.5": as many digits as the step has, with a real minus sign.
  QString label(double value) const;
  /// "×10⁶", or nothing.
  QString factor() const;
};

/// Where fewer than two round numbers have room a scale could not be read: then two finer ones, as far apart
/// as they go, if `fits` has room for both. It gets their distance as a share of the span, and them.
GRADARIUM_WIDGETS Ticks twoAtLeast(Ticks ticks, const Span& span, double least,
                                   const std::function<bool(double, const Ticks&)>& fits);

/// At most `most` ticks inside the span, at least one where that is possible, no nearer to each other than `least`.
GRADARIUM_WIDGETS Ticks ticksFor(const Span& span, int most, double least = 0);

}  // namespace gradarium::widgets
