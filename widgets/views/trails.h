// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "core/lab/snapshot.h"
#include "widgets/export.h"

namespace gradarium::widgets {

/// The places that handles have been at since step 0, from the snapshots shown. Going back in time shortens
/// them; other parameters, other samples, or another number of handles begin them anew.
class GRADARIUM_WIDGETS Trails {
 public:
  void see(const lab::Snapshot& snapshot, const std::shared_ptr<const lab::Value>& handles);
  /// Oldest first; each holds value::Points of one shape. The newest is the present.
  const std::deque<std::shared_ptr<const lab::Value>>& places() const { return places_; }

 private:
  static constexpr std::size_t most = 400;
  std::deque<std::shared_ptr<const lab::Value>> places_;
  std::deque<std::uint64_t> steps_;
  std::shared_ptr<const lab::ParameterStates> parameters_;
};

}  // namespace gradarium::widgets
