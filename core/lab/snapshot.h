// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/lab/status.h"
#include "core/lab/values.h"

namespace gradarium::lab {

/// A parameter as it was when the snapshot was taken. Bounds may depend on other parameters or on the data.
struct ParameterState {
  std::string text;  // canonical; Parameter::set() takes it back
  bool visible = true;
  double min = 0, max = 0;  // numbers only
  bool operator==(const ParameterState&) const = default;
};
using ParameterStates = std::vector<ParameterState>;  // in the order of declaration

/// Everything that a view may know of an experiment at one moment. Immutable once published.
struct Snapshot {
  std::uint64_t version = 0;  // different for each snapshot of a session
  std::uint64_t step = 0;
  double clock = 0;  // in the unit of the experiment's clock
  Status status = Status::Running;
  bool partial = false;  // taken inside a step
  std::string message;   // why it diverged, or what a long step is doing
  double progress = 1;   // of the step, 0..1, when partial
  std::shared_ptr<const ParameterStates> parameters;
  std::vector<std::shared_ptr<const Value>> values;  // one an observable; null = not computed
};

}  // namespace gradarium::lab
