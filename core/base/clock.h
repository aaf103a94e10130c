// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace gradarium::base {

/// Seconds on a clock that never goes back; only differences mean anything.
inline double steadySeconds() noexcept {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Measures from its construction or the last restart().
class Stopwatch {
 public:
  [[nodiscard]] double seconds() const noexcept { return steadySeconds() - start_; }
  void restart() noexcept { start_ = steadySeconds(); }

 private:
  double start_ = steadySeconds();
};

}  // namespace gradarium::base
