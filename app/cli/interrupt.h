// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/stop.h"

namespace gradarium::app {

/// Requested by Ctrl-C while a CatchInterrupt lives.
base::StopFlag& interrupt();

/// While it lives, Ctrl-C (and SIGTERM, which is how mpirun passes it on) asks work to end in order; a second
/// one ends the program at once.
class CatchInterrupt {
 public:
  CatchInterrupt();
  ~CatchInterrupt();
  CatchInterrupt(const CatchInterrupt&) = delete;
  CatchInterrupt& operator=(const CatchInterrupt&) = delete;
};

}  // namespace gradarium::app
