// SPDX-License-Identifier: GPL-3.0-or-later
// Colour scales, and numbers as a reader wants them.
#include <QRgb>
#include <algorithm>
#include <array>
#include <cmath>

#include "widgets/theme/contrast.h"
#include "widgets/theme/theme.h"

namespace gradarium::widgets {
namespace {

QString trimmed(QString text) {
  const qsizetype exponent = text.indexOf('e');
  QString mantissa = exponent < 0 ? text : text.left(exponent);
  if (mantissa.contains('.')) {
    while (mantissa.endsWith('0')) mantissa.chop(1);
    if (mantissa.endsWith('.')) mantissa.chop(1);
  }
  // "1.2e-5" rather than "1.2e-05".
  return exponent < 0 ? mantissa : mantissa + 'e' + QString::number(text.mid(exponent + 1).toInt());
}

}  // namespace

QColor ordered(double t) {
  // A polynomial through the published table, within 2/255 of it (fit by Matt Zucker, public domain).
  static constexpr double c[7][3] = {{0.2777273272234177, 0.005407344544966578, 0.3340998053353061},
                                     {0.1050930431085774, 1.404613529898575, 1.384590162594685},
                                     {-0.3308618287255563, 0.214847559468213, 0.09509516302823659},
                                     {-4.634230498983486, -5.799100973351585, -19.33244095627987},
                                     {6.228269936347081, 14.17993336680509, 56.69055260068105},
                                     {4.776384997670288, -13.74514537774601, -65.35303263337234},
                                     {-5.435455855934631, 4.645852612178535, 26.3124352495832}};
  if (!(t >= 0)) t = 0;  // not a number, too
  t = std::min(t, 1.0);
  std::array<double, 3> rgb{};
  for (int k = 6; k >= 0; --k)
    for (std::size_t j = 0; j < 3; ++j) rgb[j] = rgb[j] * t + c[k][j];
  const auto channel = [](double v) { return static_cast<int>(std::lround(255 * std::clamp(v, 0.0, 1.0))); };
  return {channel(rgb[0]), channel(rgb[1]), channel(rgb[2])};
}

QColor cividis(double t) {
  // Every ninth of the published table; straight lines between them stay within 3/255 of it.
  static constexpr QRgb anchors[] = {0xff00204d, 0xff00336f, 0xff39486b, 0xff575c6d, 0xff707173,
                                     0xff8a8779, 0xffa69d75, 0xffc4b56c, 0xffe4cf5b, 0xffffea46};
  if (!(t >= 0)) t = 0;  // not a number, too
  const double place = std::min(t, 1.0) * (std::size(anchors) - 1);
  const auto below = std::min(static_cast<std::size_t>(place), std::size(anchors) - 2);
  return mix(anchors[below], anchors[below + 1], place - static_cast<double>(below));
}

QColor signedColour(const Theme& theme, double t) {
  if (std::isnan(t)) return theme.card;
  return mix(theme.card, t < 0 ? theme.negative : theme.positive, std::min(std::abs(t), 1.0));
}

QString readable(double number, int digits) {
  if (std::isnan(number)) return QStringLiteral("NaN");
  if (std::isinf(number)) return number > 0 ? QStringLiteral("∞") : QStringLiteral("-∞");
  if (number == 0) return QStringLiteral("0");
  const double size = std::abs(number);
  const bool whole = number == std::floor(number);
  if (size < 1e-4 || size >= (whole ? 1e12 : 1e9))
    return trimmed(QString::number(number, 'e', std::max(0, digits - 1)));
  if (whole) return QString::number(number, 'f', 0);
  // Digits before the point are never rounded away.
  const int before = static_cast<int>(std::floor(std::log10(size))) + 1;
  QString text = QString::number(number, 'f', std::max(0, digits - before));
  if (text.contains('.')) text = trimmed(text);
  return text == QLatin1String("-0") ? QStringLiteral("0") : text;
}

}  // namespace gradarium::widgets
