// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace gradarium::lab {

/// What a step says of the computation. Diverged is a state to look at, not an error.
enum class Status {
  Running,    // another step changes something
  Finished,   // converged, or nothing left to do
  Diverged,   // a number is no longer finite, or grows without bound
  Cancelled,  // the step gave up because Run::cancelled() said so; the engine rebuilds the state before it
};

constexpr std::string_view name(Status status) {
  switch (status) {
    case Status::Running:
      return "running";
    case Status::Finished:
      return "finished";
    case Status::Diverged:
      return "diverged";
    case Status::Cancelled:
      return "cancelled";
  }
  return "";
}

}  // namespace gradarium::lab
