// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/core/ml/reference.h"

namespace gradarium::testing {

/// Whether two partitions are the same but for the numbers of their clusters; -1 means noise on both sides.
inline bool samePartition(const std::vector<int>& a, const std::vector<int>& b) {
  if (a.size() != b.size()) return false;
  std::map<int, int> there, back;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if ((a[i] < 0) != (b[i] < 0)) return false;
    if (there.emplace(a[i], b[i]).first->second != b[i] || back.emplace(b[i], a[i]).first->second != a[i])
      return false;
  }
  return true;
}

/// A data set of a fixture: its own rows, or a built-in one of that name.
inline ml::Samples samplesOf(const nlohmann::json& fixture, const std::string& name) {
  const auto& rows = fixture.at("rows");
  return rows.contains(name) ? samplesOf(rows.at(name).get<std::vector<std::vector<double>>>())
                             : samplesOf(name);
}

}  // namespace gradarium::testing
