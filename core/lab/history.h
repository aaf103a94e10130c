// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <any>
#include <cstdint>
#include <map>
#include <memory>

#include "core/export.h"
#include "core/lab/snapshot.h"

namespace gradarium::lab {

struct HistoryLimits {
  std::size_t snapshots = 4000;    // 0: remember nothing
  std::size_t bytes = 192u << 20;  // of snapshots and states together
  std::size_t states = 16;
  double spacing = 0.03;  // seconds of computing between two saved states, until there are too many of them
};

/// What a session remembers of its past: snapshots to look at, and a few saved states to go on from. When a
/// limit is reached every second one goes, so the whole past stays reachable, more coarsely. The newest
/// always stays.
class GRADARIUM_CORE History {
 public:
  struct State {
    std::shared_ptr<const Snapshot> snapshot;
    std::any state;
    std::size_t bytes = 0;
  };

  explicit History(HistoryLimits limits = {}) : limits_(limits), stateSpacing_(limits.spacing) {}

  bool enabled() const { return limits_.snapshots > 0; }
  void record(std::shared_ptr<const Snapshot> snapshot);
  void recordState(std::shared_ptr<const Snapshot> snapshot, std::any state, std::size_t bytes);

  /// The snapshot of exactly that step, or null.
  std::shared_ptr<const Snapshot> at(std::uint64_t step) const;
  /// The newest saved state not after that step, or null.
  const State* stateBefore(std::uint64_t step) const;
  /// How many seconds of computing should lie between saved states.
  double stateSpacing() const { return stateSpacing_; }
  /// Whether a large value that was computed on demand may stay: one that crowds out the past may not.
  bool keeps(std::size_t bytes) const { return enabled() && bytes <= limits_.bytes / 256; }

  /// Forgets all from that step on.
  void dropFrom(std::uint64_t step);
  std::size_t size() const { return snapshots_.size(); }
  std::size_t states() const { return states_.size(); }
  std::size_t bytes() const { return bytes_ + stateBytes_; }

 private:
  void thin();
  void recount();
  HistoryLimits limits_;
  std::map<std::uint64_t, std::shared_ptr<const Snapshot>> snapshots_;
  std::map<std::uint64_t, State> states_;
  std::size_t bytes_ = 0, stateBytes_ = 0;
  double stateSpacing_;
};

/// Heap bytes of a value, shared ones counted in full.
GRADARIUM_CORE std::size_t bytesOf(const Value& value);

}  // namespace gradarium::lab
