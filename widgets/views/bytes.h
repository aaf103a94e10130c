// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <vector>

#include "widgets/export.h"

namespace gradarium::widgets {

/// "512 B", "1.5 KiB", "24 MiB": three figures, whole bytes below a KiB.
GRADARIUM_WIDGETS QString bytesText(std::uint64_t bytes);
/// At most `most` + 1 places from 0 to `bytes`, a power of two (times 1, 2 or 4) apart.
GRADARIUM_WIDGETS std::vector<std::uint64_t> byteTicks(std::uint64_t bytes, int most);

}  // namespace gradarium::widgets
