// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/lab/experiment.h"
#include "core/lab/value_text.h"

namespace gradarium::lab {

/// The first promise of equality that two snapshots break, or nothing. What is measured is not promised; what
/// one of them did not compute on demand is not compared.
inline std::string difference(const Experiment& schema, const Snapshot& a, const Snapshot& b) {
  if (a.step != b.step) return "step " + std::to_string(a.step) + " and " + std::to_string(b.step);
  if (a.status != b.status)
    return "status " + std::string(name(a.status)) + " and " + std::string(name(b.status));
  if (a.message != b.message) return "message '" + a.message + "' and '" + b.message + "'";
  const bool measuredClock = schema.clock() && schema.clock()->kind() == ClockKind::Seconds;
  if (!measuredClock && a.clock != b.clock) return "clock";
  for (const Parameter* p : schema.parameters())
    if ((*a.parameters)[p->index()] != (*b.parameters)[p->index()])
      return "parameter " + p->name() + ": " + p->textIn(a) + " and " + p->textIn(b);
  for (const ObservableBase* o : schema.observables()) {
    const auto& x = a.values[o->index()];
    const auto& y = b.values[o->index()];
    if (o->traits().measured || (o->onDemand() && (!x || !y)) || x == y) continue;
    if (!x || !y || !identical(*x, *y)) return "observable " + o->name();
  }
  return {};
}

}  // namespace gradarium::lab
