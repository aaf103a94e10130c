// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/contrast.h"

#include <algorithm>
#include <cmath>

namespace gradarium::widgets {
namespace {

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

}  // namespace

double luminance(const QColor& colour) {
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
  const double one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

QColor mix(const QColor& a, const QColor& b, double t) {
  const auto between = [t](int from, int to) {
    return static_cast<int>(std::lround(from + (to - from) * t));
  };
  return {between(a.red(), b.red()), between(a.green(), b.green()), between(a.blue(), b.blue())};
}

QColor faded(QColor colour, double opacity) {
  colour.setAlphaF(static_cast<float>(opacity));
  return colour;
}

}  // namespace gradarium::widgets
