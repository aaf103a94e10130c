// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/ticks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradarium::widgets {
namespace {

constexpr double huge = 1e300;  // lengths must stay finite

/// The smallest of 1, 2, 5 x 10^n that is at least `rough`.
double roundStep(double rough) {
  const double decade = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * decade >= rough * (1 - 1e-9)) return factor * decade;
  return 10 * decade;
}

}  // namespace

Span spanOf(const std::vector<double>& numbers, double margin) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const double v : numbers) {
    if (!std::isfinite(v)) continue;
    low = std::min(low, v);
    high = std::max(high, v);
  }
  if (low > high) return {0, 1};
  low = std::clamp(low, -huge, huge);
  high = std::clamp(high, -huge, huge);
  // Nearly equal numbers differ by rounding alone: their digits would mean nothing.
  const double size = std::max(std::abs(low), std::abs(high));
  if (high - low <= size * 1e-12) {
    const double room = size == 0 ? 1 : size * 0.1;
    return {low - room, high + room};
  }
  const double room = (high - low) * margin;
  return {low - room, high + room};
}

Ticks ticksFor(const Span& span, int most, double least) {
  Ticks ticks;
  const double length = span.length();
  if (!(length > 0) || !std::isfinite(length)) return ticks;
  most = std::max(most, 1);
  double step = roundStep(std::max({length / (most + 1), least, std::numeric_limits<double>::min() * 1e6}));
  const auto fill = [&] {
    ticks.at.clear();
    const double slack = 1e-9;
    const double first = std::ceil(span.low / step - slack), last = std::floor(span.high / step + slack);
    for (double k = first; k <= last && ticks.at.size() < 100; k += 1)
      ticks.at.push_back(k == 0 ? 0.0 : k * step);
  };
  fill();
  while (static_cast<int>(ticks.at.size()) > most) {
    step = roundStep(step * 1.5);
    fill();
  }
  ticks.step = step;
  const double size = std::max(std::abs(span.low), std::abs(span.high));
  if (size >= 1e5 || size < 1e-2) ticks.power = 3 * static_cast<int>(std::floor(std::log10(size) / 3));
  ticks.decimals = std::clamp(static_cast<int>(-std::floor(std::log10(step) - ticks.power + 1e-9)), 0, 15);
  return ticks;
}

Ticks twoAtLeast(Ticks ticks, const Span& span, double least,
                 const std::function<bool(double, const Ticks&)>& fits) {
  for (int most = 2; ticks.at.size() < 2 && most <= 8; ++most) {
    Ticks finer = ticksFor(span, most, least);
    if (finer.at.size() < 2) continue;
    finer.at = {finer.at.front(), finer.at.back()};
    if (fits((finer.at[1] - finer.at[0]) / span.length(), finer)) return finer;
  }
  return ticks;
}

QString Ticks::label(double value) const {
  const double written = power == 0 ? value : value / std::pow(10.0, power);
  QString text = QString::number(std::abs(written), 'f', decimals);
  const bool zero = std::none_of(text.begin(), text.end(), [](QChar c) { return c > u'0' && c <= u'9'; });
  return value < 0 && !zero ? QChar(0x2212) + text : text;
}

QString Ticks::factor() const {
  if (power == 0) return {};
  static constexpr char16_t digits[] = u"⁰¹²³⁴⁵⁶⁷⁸⁹";
  QString text = QStringLiteral("×10");
  for (const QChar c : QString::number(power)) text += c == '-' ? QChar(u'⁻') : QChar(digits[c.digitValue()]);
  return text;
}

}  // namespace gradarium::widgets
