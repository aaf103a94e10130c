// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace gradarium::base {

/// A wish to stop, set by one thread and polled by another. Polling is one relaxed load, cheap enough for an
/// inner loop; the flag carries no data, so nothing may be inferred from it except that stopping was asked
/// for.
class StopFlag {
 public:
  void request() noexcept { requested_.store(true, std::memory_order_relaxed); }
  void clear() noexcept { requested_.store(false, std::memory_order_relaxed); }
  [[nodiscard]] bool requested() const noexcept { return requested_.load(std::memory_order_relaxed); }

 private:
  std::atomic<bool> requested_{false};
};

}  // namespace gradarium::base
