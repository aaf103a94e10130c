// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/journal.h"

#include <algorithm>
#include <limits>

namespace gradarium::lab {

Journal Journal::until(std::uint64_t step) const {
  Journal result;
  for (const Entry& entry : entries)
    if (entry.step <= step) result.entries.push_back(entry);
  result.steps = std::min(step, steps);
  return result;
}

std::size_t Journal::bytes() const {
  std::size_t sum = sizeof(Journal);
  for (const Entry& entry : entries)
    sum += sizeof(entry) + entry.command.target.size() + entry.command.value.size();
  return sum;
}

Script Journal::script() const {
  Script script;
  std::uint64_t at = 0;
  const auto advance = [&](std::uint64_t to) {
    if (to > at) script.push_back(Command::run(to - at));
    at = to;
  };
  for (const Entry& entry : entries) {
    advance(entry.step);
    script.push_back(entry.command);
  }
  advance(steps);
  return script;
}

std::uint64_t Journal::parting(const Journal& a, const Journal& b) {
  std::size_t i = 0;
  while (i < a.entries.size() && i < b.entries.size() && a.entries[i] == b.entries[i]) ++i;
  auto step = std::numeric_limits<std::uint64_t>::max();
  if (i < a.entries.size()) step = std::min(step, a.entries[i].step);
  if (i < b.entries.size()) step = std::min(step, b.entries[i].step);
  return step;
}

}  // namespace gradarium::lab
