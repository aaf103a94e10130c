// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/bytes.h"

#include <algorithm>
#include <array>

namespace gradarium::widgets {

QString bytesText(std::uint64_t bytes) {
  static constexpr std::array names{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  std::size_t unit = 0;
  double size = static_cast<double>(bytes);
  while (size >= 1024 && unit + 1 < names.size()) size /= 1024, ++unit;
  const int decimals =
      unit == 0 || size == static_cast<double>(static_cast<std::uint64_t>(size)) || size >= 100 ? 0
      : size >= 10                                                                              ? 1
                                                                                                : 2;
  QString number = QString::number(size, 'f', decimals);
  if (number.contains('.'))
    while (number.endsWith('0')) number.chop(1);
  if (number.endsWith('.')) number.chop(1);
  return number + ' ' + names[unit];
}

std::vector<std::uint64_t> byteTicks(std::uint64_t bytes, int most) {
  std::uint64_t step = 1;
  while (step < (std::uint64_t{1} << 62) && bytes / step > static_cast<std::uint64_t>(std::max(1, most)))
    step *= 2;
  std::vector<std::uint64_t> ticks;
  for (std::uint64_t at = 0; at <= bytes; at += step) {
    ticks.push_back(at);
    if (at > bytes - std::min(bytes, step)) break;
  }
  return ticks;
}

}  // namespace gradarium::widgets
